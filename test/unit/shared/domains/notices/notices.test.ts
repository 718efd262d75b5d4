import { describe, expect, it } from 'vitest';
import { applyNoticeOperation, checkFeedback, type NoticeOperation } from '#shared/domains/notices/operations.ts';
import { type FeedbackInput, type Notice, noticeSchema, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import { isAnsweredLate, noticeClocks } from '#shared/domains/notices/deadlines.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { chinaDate, emptyCalendar } from '#shared/trade/working-days.ts';
import {
  makeFeedback,
  makeNotice,
  ownDepartment,
  randomNumbers,
} from '../../../../integration/core/notices/fixtures.ts';

const today = '2026-03-02';
const time = '2026-03-02T02:00:00.000Z';
const otherDepartment = { code: '431299002', name: '青溪县卫生健康局' };
const actor = {
  account: 'shen01',
  name: '沈知行',
  departmentCode: ownDepartment.code,
  departmentName: ownDepartment.name,
};
const [oneId, anotherId] = ['3f0c1f52-0b2c-4d5e-8f00-000000000001', '3f0c1f52-0b2c-4d5e-8f00-000000000002'];

/** A notice of the own department at a stage, with what that stage brings along. */
function at(stage: Notice['stage'], change: Partial<Notice> = {}): Notice {
  const received = stage === 'received' || stage === 'answered';
  return makeNotice(7, randomNumbers(7), {
    stage,
    pushedAt: '2026-02-12T02:00:00.000Z',
    reviewDepartment: stage === 'pool' ? null : ownDepartment,
    receipt: received
      ? { way: 'receive', department: ownDepartment, person: '林知夏', at: '2026-02-13T02:00:00.000Z' }
      : null,
    returned:
      stage === 'returned'
        ? {
            reason: 'notOurArea',
            words: '地址在邻县',
            department: ownDepartment,
            person: '林知夏',
            at: '2026-02-13T02:00:00.000Z',
          }
        : null,
    feedbacks: stage === 'answered' ? [given()] : [],
    closedAt: null,
    ...change,
  });
}
const given = (change: Partial<ReturnType<typeof makeFeedback>> = {}) =>
  makeFeedback(1, '2026-02-20T02:00:00.000Z', { id: oneId, ...change });

/** A form in which nothing is wrong. */
function form(change: Partial<FeedbackInput> = {}): FeedbackInput {
  return {
    result: 'issued',
    feedbackOn: today,
    certificateNumber: '青文许字第00009号',
    certificateName: '经营许可证',
    issuingOrgan: ownDepartment.name,
    issuedOn: today,
    validFrom: today,
    validTo: '2029-03-01',
    longTerm: false,
    permitContent: '准予经营',
    remark: '',
    ...change,
  };
}

type Act = {
  [Kind in NoticeOperation['kind']]: Pick<Extract<NoticeOperation, { kind: Kind }>, 'kind' | 'payload'>;
}[NoticeOperation['kind']];
const receive: Act = { kind: 'notices.receive', payload: {} };
const claim: Act = { kind: 'notices.claim', payload: {} };
const giveBack = (words = '地址在邻县'): Act => ({
  kind: 'notices.return',
  payload: { reason: 'notOurArea', words },
});
const feedback = (change: Partial<FeedbackInput> = {}, feedbackId = anotherId): Act => ({
  kind: 'notices.feedback',
  payload: { feedbackId, feedback: form(change) },
});
const amend = (change: Partial<FeedbackInput> = {}, feedbackId = oneId): Act => ({
  kind: 'notices.amendFeedback',
  payload: { feedbackId, feedback: form(change) },
});

const does = (notice: Notice, act: Act, who = actor) =>
  applyNoticeOperation(notice, { ...act, actor: who, time }, today);
const codes = (notice: Notice, act: Act, who = actor) => {
  const outcome = does(notice, act, who);
  return outcome.ok ? 'ok' : outcome.reasons.map(({ code }) => code);
};
function after(notice: Notice, act: Act): Notice {
  const outcome = does(notice, act);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.reasons));
  return noticeSchema.parse(outcome.record);
}
const problems = (change: Partial<FeedbackInput>) =>
  checkFeedback(form(change), today).map(({ field, code }) => `${field} ${code}`);

describe('what may be done with a notice', () => {
  const wrong = ['wrongStage'];
  it.each<[Notice['stage'], Record<'receive' | 'claim' | 'return' | 'feedback', string | string[]>]>([
    ['pending', { receive: 'ok', claim: wrong, return: 'ok', feedback: wrong }],
    ['received', { receive: wrong, claim: wrong, return: 'ok', feedback: 'ok' }],
    ['answered', { receive: wrong, claim: wrong, return: wrong, feedback: 'ok' }],
    ['returned', { receive: wrong, claim: wrong, return: wrong, feedback: wrong }],
    ['pool', { receive: ['needsClaim'], claim: 'ok', return: wrong, feedback: wrong }],
  ])('%s', (stage, allowed) => {
    const notice = at(stage);
    expect({
      receive: codes(notice, receive),
      claim: codes(notice, claim),
      return: codes(notice, giveBack()),
      feedback: codes(notice, feedback()),
    }).toEqual(allowed);
  });

  it.each<[string, Notice['stage'], Act]>([
    ['receive', 'pending', receive],
    ['claim', 'pool', claim],
    ['return', 'pending', giveBack()],
    ['feedback', 'received', feedback()],
    ['amend', 'answered', amend()],
  ])('nothing once the platform has closed it: %s', (_name, stage, act) => {
    expect(codes(at(stage), act)).toBe('ok');
    expect(codes(at(stage, { closedAt: '2026-02-25T02:00:00.000Z' }), act)).toEqual(['closed']);
  });

  it('a notice with feedbacks is not returned, whatever its stage says', () => {
    expect(codes(at('received', { feedbacks: [given()] }), giveBack())).toEqual(['wrongStage']);
  });

  it('another department can neither see nor touch it, unless it waits in the pool', () => {
    const stranger = { ...actor, departmentCode: otherDepartment.code, departmentName: otherDepartment.name };
    expect(codes(at('pending'), receive, stranger)).toEqual(['notYours']);
    expect(codes(at('pool'), claim, stranger)).toBe('ok');
  });

  it('is changed by nobody but its operation: the notice before stays as it was', () => {
    const notice = at('received');
    const before = structuredClone(notice);
    does(notice, feedback());
    expect(notice).toEqual(before);
  });
});

describe('who sees a notice', () => {
  it.each<[string, Partial<Notice>, boolean]>([
    ['named for the department', {}, true],
    ['named for another one', { reviewDepartment: otherDepartment }, false],
    ['nobody has it yet', { stage: 'pool', reviewDepartment: null }, true],
    [
      'received here, then assigned elsewhere',
      { reviewDepartment: otherDepartment, receipt: at('received').receipt },
      true,
    ],
    [
      'returned from here, then assigned elsewhere',
      { reviewDepartment: otherDepartment, returned: at('returned').returned },
      true,
    ],
  ])('%s', (_name, change, visible) => {
    expect(noticeVisibleTo(at('pending', change), ownDepartment.code)).toBe(visible);
  });
});

describe('receiving, claiming, returning', () => {
  it('write down who, when and for which department', () => {
    const who = { department: ownDepartment, person: '沈知行', at: time };
    expect(after(at('pending'), receive)).toMatchObject({ stage: 'received', receipt: { way: 'receive', ...who } });
    expect(after(at('pool'), claim)).toMatchObject({
      stage: 'received',
      reviewDepartment: ownDepartment,
      receipt: { way: 'claim', ...who },
    });
    expect(after(at('received'), giveBack())).toMatchObject({
      stage: 'returned',
      receipt: { person: '林知夏' },
      returned: { reason: 'notOurArea', words: '地址在邻县', ...who },
    });
  });

  it('no return without words; blanks are none', () => {
    for (const words of ['', ' \n　']) expect(codes(at('pending'), giveBack(words))).toEqual(['required']);
  });
});

describe('a feedback', () => {
  it('in order has no findings', () => expect(problems({})).toEqual([]));

  it.each<[string, Partial<FeedbackInput>, string[]]>([
    [
      '已发证 needs all of the certificate',
      {
        certificateNumber: ' ',
        certificateName: '',
        issuingOrgan: '',
        issuedOn: null,
        validFrom: null,
        validTo: null,
        permitContent: '',
      },
      [
        'certificateNumber required',
        'certificateName required',
        'issuingOrgan required',
        'issuedOn required',
        'validFrom required',
        'validTo required',
        'permitContent required',
      ],
    ],
    ['长期有效 needs no end', { longTerm: true, validTo: null }, []],
    ['长期有效 and an end contradict', { longTerm: true }, ['validTo contradiction']],
    ['an end before its beginning', { validTo: '2026-03-01' }, ['validTo order']],
    ['valid for one day', { validTo: today }, []],
    ['given today', { feedbackOn: today, issuedOn: today }, []],
    ['given tomorrow', { feedbackOn: '2026-03-03' }, ['feedbackOn future']],
    ['issued tomorrow', { issuedOn: '2026-03-03' }, ['issuedOn future']],
    ['非本级发证 needs the organ', { result: 'otherLevel', issuingOrgan: '' }, ['issuingOrgan required']],
    ['非本级发证 needs no certificate', { result: 'otherLevel', certificateNumber: '', validTo: null }, []],
    ['不予发证 needs the reason', { result: 'refused', remark: ' ' }, ['remark required']],
    ['不予发证 needs nothing else', { result: 'refused', remark: '场所不符', issuingOrgan: '', issuedOn: null }, []],
  ])('%s', (_name, change, expected) => expect(problems(change)).toEqual(expected));

  it('names its fields as they stand in the operation', () => {
    const outcome = does(at('received'), feedback({ feedbackOn: '2026-03-03' }));
    expect(outcome).toMatchObject({ ok: false, reasons: [{ field: 'feedback.feedbackOn', code: 'future' }] });
  });

  it('answers the notice; a second certificate is a second feedback, the same one is refused', () => {
    const answered = after(at('received'), feedback({}, oneId));
    expect(answered).toMatchObject({ stage: 'answered', feedbacks: [{ id: oneId, person: '沈知行', at: time }] });
    expect(codes(answered, feedback({}, oneId))).toEqual(['exists']);
    expect(codes(answered, feedback({ certificateNumber: ' 青文许字第00009号 ' }))).toEqual(['duplicate']);
    expect(after(answered, feedback({ certificateNumber: '青文许字第00010号' })).feedbacks).toHaveLength(2);
  });
});

describe('feedbacks that contradict each other', () => {
  const number = (certificateNumber: string) => ({ certificateNumber });
  const refused = { result: 'refused', remark: '场所不符', certificateNumber: '' } as const;
  const standing = after(at('received'), feedback({}, oneId));

  it.each([
    ['不予发证 beside 已发证', standing, refused, 'opposed'],
    ['已发证 beside 不予发证', after(at('received'), feedback(refused, oneId)), number('青文许字第00009号'), 'opposed'],
    ['不予发证 a second time', after(at('received'), feedback(refused, oneId)), refused, 'opposed'],
  ])('%s is refused, with what to do', (_name, notice, change, code) => {
    const outcome = does(notice, feedback(change));
    expect(outcome).toMatchObject({ ok: false, reasons: [{ field: 'feedback.result', code }] });
    expect(JSON.stringify(outcome)).toContain('修改原反馈');
  });

  it('非本级发证 may stand beside 已发证', () => {
    const other = { result: 'otherLevel', certificateNumber: '' } as const;
    expect(after(standing, feedback(other)).feedbacks).toHaveLength(2);
  });

  it('the only feedback may be amended to its opposite, one of several may not', () => {
    expect(after(standing, amend(refused)).feedbacks).toMatchObject([{ result: 'refused' }]);
    const two = after(standing, feedback(number('青文许字第00010号'), anotherId));
    expect(codes(two, amend(refused))).toEqual(['opposed']);
  });
});

describe('an amendment', () => {
  it('leaves who gave the feedback and when, and says who amended it', () => {
    const before = at('answered');
    const { feedbacks } = after(before, amend({ remark: '更正' }));
    expect(feedbacks).toEqual([
      { ...before.feedbacks[0], ...form({ remark: '更正' }), amended: { person: '沈知行', at: time } },
    ]);
    expect(feedbacks[0]).toMatchObject({ person: '林知夏', at: '2026-02-20T02:00:00.000Z' });
  });

  it('after the due day does not make late what was in time', () => {
    const inTime = at('answered');
    const given = chinaDate(inTime.feedbacks[0]!.at);
    const clocks = noticeClocks(after(inTime, amend()), emptyCalendar, defaultLampThresholds);
    expect(clocks[1]).toMatchObject({ step: 'feedback', doneOn: given });
    expect(isAnsweredLate(after(inTime, amend()), emptyCalendar)).toBe(false);
  });

  it('may keep its own certificate, and not take that of another feedback', () => {
    const notice = at('answered', {
      feedbacks: [given(), given({ id: anotherId, certificateNumber: '青文许字第00009号' })],
    });
    expect(codes(notice, amend({ certificateNumber: '青文许字第00001号' }))).toBe('ok');
    expect(codes(notice, amend({ certificateNumber: '青文许字第00009号' }))).toEqual(['duplicate']);
  });

  it('is of a feedback that exists', () => {
    expect(codes(at('answered'), amend({}, anotherId))).toEqual(['missing']);
    expect(codes(at('received'), amend())).toEqual(['missing']);
  });
});
