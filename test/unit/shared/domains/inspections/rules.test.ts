import { describe, expect, it } from 'vitest';
import { answerShowsIssue, checkAnswer, type CheckPoint } from '#shared/domains/inspections/checklist.ts';
import { coarseOutcome, inspectionOutcomes, inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import { addInspector, applyInspectorOperation } from '#shared/domains/inspectors/operations.ts';
import { finishConfirmation, planVisibleTo, takesPart } from '#shared/domains/inspections/plans.ts';
import { type InspectorInput } from '#shared/domains/inspectors/record.ts';
import {
  checkResult,
  explainedFindings,
  filesOfResult,
  type ResultInput,
  standingFindings,
} from '#shared/domains/inspections/results.ts';
import { applySubjectOperation, type SubjectOperation } from '#shared/domains/inspections/subject-operations.ts';
import { inPlan, type Subject, subjectSchema, subjectVisibleTo } from '#shared/domains/inspections/subjects.ts';
import {
  lin,
  makePlan,
  makeSubject,
  otherDepartment,
  ownDepartment,
  shen,
  signature,
  smallChecklist,
  signaturePicture,
  soundResult,
} from '../../../../integration/core/inspections/fixtures.ts';

const today = '2026-03-02';
const checklist = smallChecklist();
const actor = {
  account: 'lin01',
  name: '林知夏',
  departmentCode: ownDepartment.code,
  departmentName: ownDepartment.name,
};
const time = '2026-03-02T02:00:00.000Z';
type Act = {
  [Kind in SubjectOperation['kind']]: Pick<Extract<SubjectOperation, { kind: Kind }>, 'kind' | 'payload'>;
}[SubjectOperation['kind']];
const does = (subject: Subject, act: Act, who = actor) =>
  applySubjectOperation(subject, { ...act, actor: who, time }, today);
const codes = (outcome: ReturnType<typeof does>) => (outcome.ok ? 'ok' : outcome.reasons.map(({ code }) => code));
const codesOf = (change: Partial<ResultInput>) =>
  checkResult(soundResult(checklist, change), checklist, today, [lin, shen]).map(
    ({ level, field, code }) => `${level} ${field} ${code}`,
  );
const evidencePage: ResultInput['evidence'][number] = {
  id: '00000000-0000-4000-8000-0000000000e1',
  sha256: 'e'.repeat(64),
  bytes: 9,
  mediaType: 'image/jpeg',
  name: '签名页.jpg',
  caption: '纸质签名页',
  takenAt: '2026-03-02T01:00:00.000Z',
  pointId: null,
};
const answering = (pointId: string, change: Partial<ResultInput['answers'][number]>) => ({
  answers: soundResult(checklist).answers.map((one) => (one.pointId === pointId ? { ...one, ...change } : one)),
});

describe('a result', () => {
  it('in order has no findings', () => expect(codesOf({})).toEqual([]));

  it.each<[string, Partial<ResultInput>, string[]]>([
    ['no way of checking', { checkWays: [] }, ['block checkWays required']],
    ['no outcome', { outcomes: [] }, ['block outcomes required']],
    [
      '未发现问题 beside another outcome',
      { outcomes: ['noIssue', 'noContact'] },
      ['block outcomes exclusive', 'explain outcomes noIssueRecorded'],
    ],
    ['a date that is still to come', { inspectedOn: '2026-03-03' }, ['block inspectedOn future']],
    ['nothing about issues', { foundIssues: '  ' }, ['block foundIssues required']],
    ['nothing about handling', { handling: '' }, ['block handling required']],
    ['其他 without words', { followUp: 'other' }, ['block followUpWords required']],
    ['an unanswered point', answering('p1', { value: null }), ['block answers.p1 unanswered']],
    ['an option that is not in the checklist', answering('p2', { value: '大概' }), ['block answers.p2 option']],
    ['words where a number belongs', answering('p3', { value: '三' }), ['block answers.p3 number']],
    ['an unusual number', answering('p3', { value: 4000 }), ['explain answers.p3 unusual']],
    ['the largest usual number', answering('p3', { value: 100 }), []],
    ['the smallest usual number', answering('p3', { value: 0 }), []],
    ['a number below the usual ones', answering('p3', { value: -1 }), ['explain answers.p3 unusual']],
    [
      '未检查 on a required point',
      answering('p1', { state: 'notChecked', value: null }),
      ['explain answers.p1 notChecked'],
    ],
    ['合理缺项', answering('p1', { state: 'notApplicable', value: null }), []],
    ['a text that is too long', answering('p4', { value: '长'.repeat(201) }), ['block answers.p4 tooLong']],
    [
      'an answer that shows an issue without words',
      answering('p1', { value: 'no' }),
      ['block answers.p1 issueMissing', 'explain outcomes contradiction'],
    ],
    [
      'an issue beside 未发现问题',
      answering('p1', { value: 'no', issue: '没有证' }),
      ['explain outcomes contradiction'],
    ],
    ['发现问题 without any', { outcomes: ['noContact'] }, ['explain outcomes noIssueRecorded']],
    [
      '发现问题 by a point that was added on the spot',
      {
        outcomes: ['noContact'],
        extraItems: [
          { id: '00000000-0000-4000-8000-000000000009', title: '住所有无招牌', found: '大门紧锁', sound: false },
        ],
      },
      [],
    ],
    [
      'an answer to nothing',
      { answers: [...soundResult(checklist).answers, { pointId: 'p9', state: 'answered', value: 'x', issue: '' }] },
      ['block answers.p9 unknownPoint'],
    ],
    [
      'no signature of an inspector',
      { signatures: [signature('00000000-0000-4000-8000-000000000002', 'inspected', '周晓禾')] },
      ['block signatures.inspector required'],
    ],
    [
      'no signature of the inspected party',
      {
        signatures: [
          signature('00000000-0000-4000-8000-000000000001', 'inspector', '林知夏'),
          signature('00000000-0000-4000-8000-000000000003', 'inspector', '沈岸舟'),
        ],
      },
      ['explain signatures.inspected missing'],
    ],
  ])('with %s', (_, change, found) => expect(codesOf(change)).toEqual(found));

  it('that was not on the spot needs no signatures', () =>
    expect(codesOf({ checkWays: ['written'], signatures: [] })).toEqual([]));

  it('refused to be signed needs a reason, and a witness or an explanation', () => {
    const [inspector, second, inspected] = soundResult(checklist).signatures;
    const refused = { ...inspected!, sha256: null, refused: true };
    const change = (words: string) => ({ signatures: [inspector!, second!, { ...refused, refusalWords: words }] });
    expect(codesOf(change(''))).toEqual([
      'explain signatures.witness missing',
      `block signatures.${refused.id} refusalWords`,
    ]);
    const witness = { ...inspector!, id: '00000000-0000-4000-8000-000000000004', role: 'witness' as const };
    expect(codesOf({ signatures: [...change('负责人不在场').signatures, witness] })).toEqual([]);
    expect(codesOf({ signatures: [inspector!, second!, { ...inspected!, sha256: null }] })).toEqual([
      `block signatures.${refused.id} empty`,
    ]);
  });

  it('signed by one of the two to whom the subject was drawn asks for the other, or for the reason', () => {
    const [first, second, inspected] = soundResult(checklist).signatures;
    const alone = { signatures: [first!, inspected!] };
    expect(codesOf(alone)).toEqual(['explain signatures.inspector oneOnly']);
    const [finding] = checkResult(soundResult(checklist, alone), checklist, today, [lin, shen]);
    expect(finding?.message).toContain('沈岸舟没有签名');
    // The same person twice is still one.
    expect(codesOf({ signatures: [first!, { ...second!, name: first!.name }, inspected!] })).toEqual([
      'explain signatures.inspector oneOnly',
    ]);
    expect(checkResult(soundResult(checklist, alone), checklist, today, [lin])).toEqual([]);
  });

  it('signed on paper is as good as drawn, with the photo of the signed page among the photos', () => {
    const sha256 = 'e'.repeat(64);
    const page = { ...evidencePage, sha256 };
    const signatures = soundResult(checklist).signatures.map((one) => ({ ...one, sha256, onPaper: true }));
    expect(codesOf({ signatures, evidence: [page] })).toEqual([]);
    expect(codesOf({ signatures, evidence: [] })).toEqual(signatures.map(({ id }) => `block signatures.${id} noPage`));
    expect(filesOfResult(soundResult(checklist, { signatures, evidence: [page] }))).toEqual([sha256]);
  });

  it('stands in the way until 核实 findings are explained, and 强制 ones for good', () => {
    const findings = checkResult(
      soundResult(checklist, { outcomes: ['noContact'], foundIssues: '' }),
      checklist,
      today,
      [],
    );
    expect(standingFindings(findings, []).map(({ code }) => code)).toEqual(['noIssueRecorded', 'required']);
    const explanations = [
      { field: 'outcomes', words: '现场无人应答' },
      { field: 'foundIssues', words: '不用填' },
    ];
    expect(standingFindings(findings, explanations).map(({ code }) => code)).toEqual(['required']);
    expect(standingFindings(findings, [{ field: 'outcomes', words: ' ' }])).toHaveLength(2);
  });

  it('tells with each explanation what it explains', () => {
    const result = soundResult(checklist, {
      outcomes: ['noContact'],
      explanations: [
        { field: 'outcomes', words: ' 现场无人应答 ' },
        { field: 'answers.gone', words: '停电，无法查验' },
        { field: 'handling', words: ' ' },
      ],
    });
    expect(explainedFindings(result, checklist, [])).toEqual([
      {
        field: 'outcomes',
        about: '检查结果为发现问题，但检查内容里没有记录问题',
        words: '现场无人应答',
      },
      { field: 'answers.gone', about: '', words: '停电，无法查验' },
    ]);
    expect(explainedFindings(result, null, []).map(({ about }) => about)).toEqual(['', '']);
  });

  it('names each of its files once', () => {
    expect(filesOfResult(soundResult(checklist))).toEqual([signaturePicture.sha256]);
    expect(filesOfResult(null)).toEqual([]);
  });
});

describe('the outcomes', () => {
  it('become 发现问题 as soon as one says so', () => {
    expect(coarseOutcome(['noIssue'])).toBe('normal');
    expect(coarseOutcome(['closed', 'corrected'])).toBe('issue');
    expect(inspectionOutcomes.filter((one) => inspectionOutcomeTable[one].exclusive)).toEqual(['noIssue']);
    expect(new Set(inspectionOutcomes.map((one) => inspectionOutcomeTable[one].name)).size).toBe(13);
  });

  it('are a closed table', () => {
    const subject = makeSubject(1, {
      stage: 'entered',
      result: { ...soundResult(checklist), person: '', account: '', department: ownDepartment, at: time },
    });
    expect(subjectSchema.safeParse(subject).success).toBe(true);
    const strange = { ...subject, result: { ...subject.result, outcomes: ['fine'] } };
    expect(subjectSchema.safeParse(strange).error?.issues[0]?.path).toEqual(['result', 'outcomes', 0]);
  });

  it('show an issue by words or by the answer that is not sound', () => {
    const point: CheckPoint = { id: 'p', type: 'yesNo', title: 't', required: true, sound: 'no' };
    const answer = { pointId: 'p', state: 'answered', value: 'yes', issue: '' } as const;
    expect(answerShowsIssue(point, answer)).toBe(true);
    expect(answerShowsIssue(point, { ...answer, value: 'no' })).toBe(false);
    expect(answerShowsIssue(point, { ...answer, value: 'no', issue: '有' })).toBe(true);
    expect(checkAnswer({ ...point, required: false }, undefined)).toEqual([]);
  });
});

describe('a subject', () => {
  const result = soundResult(checklist);
  const enter: Act = { kind: 'inspectionSubjects.enterResult', payload: { result } };
  const entered = (): Subject => {
    const outcome = does(makeSubject(1), enter);
    if (!outcome.ok) throw new Error('refused');
    return outcome.record;
  };
  const review = (decision: 'pass' | 'sendBack', change = {}): Act => ({
    kind: 'inspectionSubjects.review',
    payload: { decision, on: today, opinion: '同意', resultAt: time, ...change },
  });

  it('is entered by its own inspectors only, while it waits', () => {
    expect(codes(does(makeSubject(1, { inspectors: [shen] }), enter))).toEqual(['notAssigned']);
    expect(codes(does(makeSubject(1, { stage: 'unconfirmed' }), enter))).toEqual(['wrongStage']);
    expect(codes(does(makeSubject(1), enter, { ...actor, departmentCode: otherDepartment.code }))).toEqual([
      'notYours',
    ]);
    expect(entered()).toMatchObject({ stage: 'entered', result: { person: '林知夏', account: 'lin01', at: time } });
    expect(codes(does(entered(), enter))).toEqual(['wrongStage']);
  });

  it('takes another result in the place of the one that was seen', () => {
    const replace = (replacedAt: string): Act => ({
      kind: 'inspectionSubjects.replaceResult',
      payload: { result: { ...result, handling: '改写' }, replacedAt },
    });
    expect(codes(does(entered(), replace('2026-03-01T00:00:00.000Z')))).toEqual(['changed']);
    expect(does(entered(), replace(time))).toMatchObject({ ok: true, record: { result: { handling: '改写' } } });
    expect(codes(does(makeSubject(1), replace(time)))).toEqual(['wrongStage']);
  });

  it('is published by a review that read this very result, and closed then', () => {
    expect(codes(does(makeSubject(1), review('pass')))).toEqual(['wrongStage']);
    expect(codes(does(entered(), review('pass', { opinion: ' ' })))).toEqual(['required']);
    expect(codes(does(entered(), review('pass', { on: '2026-03-03' })))).toEqual(['future']);
    expect(codes(does(entered(), review('pass', { resultAt: '2026-01-01T00:00:00.000Z' })))).toEqual(['changed']);
    const sentBack = does(entered(), review('sendBack'));
    expect(sentBack).toMatchObject({ ok: true, record: { stage: 'sentBack', publishedAt: null } });
    const passed = does(entered(), review('pass'));
    if (!passed.ok) throw new Error('refused');
    expect(passed.record).toMatchObject({ stage: 'published', publishedAt: time });
    for (const act of [enter, review('sendBack')]) expect(codes(does(passed.record, act))).toEqual(['published']);
    const correct: Act = {
      kind: 'inspectionSubjects.correct',
      payload: {
        correctionId: '00000000-0000-4000-8000-00000000000a',
        foundOn: '2026-03-02',
        stood: '九人',
        wanted: '八人',
        reason: '抄错',
      },
    };
    const corrected = does(passed.record, correct);
    if (!corrected.ok) throw new Error('refused');
    expect(corrected.record).toMatchObject({ stage: 'published', corrections: [{ settledAt: null }] });
    expect(codes(does(corrected.record, correct))).toEqual(['open']);
    expect(codes(does(entered(), correct))).toEqual(['wrongStage']);
  });

  it('is confirmed until the list is closed, and never once it was inspected', () => {
    const confirm = (decision: 'inspect' | 'skip' | 'undo'): Act => ({
      kind: 'inspectionSubjects.confirm',
      payload: { decision },
    });
    const open = makeSubject(1, { stage: 'unconfirmed', confirmationClosed: false });
    expect(does(open, confirm('inspect'))).toMatchObject({ record: { stage: 'waiting' } });
    expect(does(open, confirm('skip'))).toMatchObject({ record: { stage: 'skipped' } });
    expect(does({ ...open, stage: 'skipped' }, confirm('undo'))).toMatchObject({ record: { stage: 'unconfirmed' } });
    expect(codes(does({ ...open, confirmationClosed: true }, confirm('undo')))).toEqual(['closed']);
    expect(codes(does({ ...entered(), confirmationClosed: false }, confirm('undo')))).toEqual(['wrongStage']);
  });

  it('goes from one inspector to another who is not in the group yet, for a reason', () => {
    const to = { ...lin, account: 'gu03', name: '顾青禾' };
    const reassign = (change = {}): Act => ({
      kind: 'inspectionSubjects.reassign',
      payload: { fromAccount: 'shen02', to, reason: '外出', ...change },
    });
    expect(does(makeSubject(1), reassign())).toMatchObject({
      record: { inspectors: [{ account: 'lin01' }, { account: 'gu03' }] },
    });
    expect(codes(does(makeSubject(1), reassign({ reason: '' })))).toEqual(['required']);
    expect(codes(does(makeSubject(1), reassign({ to: lin })))).toEqual(['already']);
    expect(codes(does(makeSubject(1), reassign({ fromAccount: 'x' })))).toEqual(['notAssigned']);
    expect(codes(does(entered(), reassign()))).toEqual(['wrongStage']);
    // The 名录 of an organ above shows people of those below, who inspect for their own.
    expect(codes(does(makeSubject(1), reassign({ to: { ...to, department: otherDepartment } })))).toEqual([
      'otherOrgan',
    ]);
  });

  it('is closed for 名单确认 from the 确认完毕 of its department on, also before the platform has closed it', () => {
    const open = makeSubject(1, { stage: 'waiting', confirmationClosed: false });
    const confirm: Act = { kind: 'inspectionSubjects.confirm', payload: { decision: 'undo' } };
    const finished = (...confirmedBy: string[]) => inPlan(open, makePlan({ stage: 'confirming', confirmedBy }));
    expect(codes(does(finished(ownDepartment.code), confirm))).toEqual(['closed']);
    expect(does(finished(otherDepartment.code), confirm)).toMatchObject({ record: { stage: 'unconfirmed' } });
    expect(inPlan(open, null)).toBe(open);
  });
});

describe('who reads along', () => {
  it('is named by the record: organs above and who leads, beside who inspects or takes part', () => {
    const subject = makeSubject(1, { department: otherDepartment, seenBy: ['431299009'] });
    const seenBy = (see: (code: string) => boolean) =>
      [ownDepartment.code, otherDepartment.code, '431299009'].filter(see);
    expect(seenBy((code) => subjectVisibleTo(subject, code))).toEqual([otherDepartment.code, '431299009']);
    const plan = makePlan({ departments: [otherDepartment], seenBy: ['431299009'] });
    expect(seenBy((code) => planVisibleTo(plan, code))).toEqual([
      ownDepartment.code,
      otherDepartment.code,
      '431299009',
    ]);
    expect(planVisibleTo(makePlan(), '431299009')).toBe(false);
  });
});

describe('a plan', () => {
  it('goes on when every department has said 确认完毕', () => {
    const plan = makePlan({ stage: 'confirming', confirmedBy: [otherDepartment.code] });
    expect(finishConfirmation(plan, actor)).toMatchObject({ ok: true, record: { stage: 'assigning' } });
    const first = finishConfirmation({ ...plan, confirmedBy: [] }, actor);
    expect(first).toMatchObject({ ok: true, record: { stage: 'confirming', confirmedBy: [ownDepartment.code] } });
    expect(finishConfirmation({ ...plan, confirmedBy: [ownDepartment.code] }, actor).ok).toBe(false);
    expect(finishConfirmation({ ...plan, stage: 'inspecting' }, actor).ok).toBe(false);
    expect(takesPart(plan, '999999999')).toBe(false);
    expect(finishConfirmation(plan, { ...actor, departmentCode: '999999999' }).ok).toBe(false);
  });
});

describe('the 名录', () => {
  const input: InspectorInput = {
    account: 'gu03',
    name: '顾青禾',
    gender: null,
    age: null,
    education: '',
    types: ['行政执法'],
    lines: ['其他'],
    area: '',
    skills: [],
    certificateNumber: '',
    certificateFrom: null,
    certificateTo: null,
    certificateOrgan: '',
    phone: '',
    onDuty: true,
    remark: '',
  };
  const made = addInspector('I1', input, actor);
  if (!made.ok) throw new Error('refused');
  const change = (inspector: typeof made.record, kind: 'edit' | 'revoke' | 'restore', payload: object) => {
    const operation = { kind: `inspectors.${kind}`, payload, actor } as Parameters<typeof applyInspectorOperation>[1];
    const outcome = applyInspectorOperation(inspector, operation);
    return outcome.ok ? outcome.record : outcome.reasons.map(({ field, code }) => `${field} ${code}`);
  };

  it('wants what the template marks', () => {
    const lacking = addInspector(
      'I2',
      { ...input, types: [], lines: [], certificateFrom: today, certificateTo: '2026-01-01' },
      actor,
    );
    expect(lacking.ok ? [] : lacking.reasons.map(({ field }) => field)).toEqual([
      'inspector.types',
      'inspector.lines',
      'inspector.certificateTo',
    ]);
  });

  it('edits, revokes and restores; the account stays', () => {
    expect(change(made.record, 'edit', { inspector: { ...input, age: 40 } })).toMatchObject({ age: 40 });
    expect(change(made.record, 'edit', { inspector: { ...input, account: 'x' } })).toEqual(['inspector.account fixed']);
    expect(change(made.record, 'revoke', { reason: '' })).toEqual(['reason required']);
    const revoked = { ...made.record, revoked: true };
    expect(change(made.record, 'revoke', { reason: '退休' })).toEqual(revoked);
    expect(change(revoked, 'edit', { inspector: input })).toEqual([' revoked']);
    expect(change(revoked, 'revoke', { reason: '退休' })).toEqual([' already']);
    expect(change(revoked, 'restore', {})).toEqual(made.record);
    expect(change(made.record, 'restore', {})).toEqual([' already']);
  });
});
