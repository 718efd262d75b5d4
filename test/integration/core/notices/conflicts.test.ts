/** 反馈 that meets another version of itself: settled field by field, delivered once. And 反馈 that the platform refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Side } from '#core/sync/collection.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import type { Client } from '../../../simulation/client.ts';
import { later } from '../../../simulation/world.ts';
import { noticeTimeline } from '#core/notices/timeline.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from '../sync/scene.ts';

let scene: Scene;
let first: Client;
let second: Client;
let id: string;
/** A notice that both know as received, and no line from then on. */
beforeEach(async () => {
  scene = createScene();
  [id = ''] = scene.push(1);
  [first, second] = [await scene.client('scjg01'), await scene.client('scjg02')];
  receive(first, [id]);
  await scene.world.advance(130_000);
});
afterEach(() => scene.close());

const offline = () => void (scene.line.fault = () => 'offline');
/** The first is back in the office and delivers; the second comes after. */
async function backInTurn(): Promise<void> {
  scene.line.fault = (request) => (String(request.body).includes('"account":"scjg02"') ? 'offline' : null);
  await scene.world.advance(70_000);
  scene.line.fault = () => null;
  await scene.world.advance(70_000);
}
const there = (): Notice => scene.control.record('notices', id)?.data as Notice;
const openIn = (client: Client) => {
  const [row] = listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 10 }).rows;
  const detail = row && conflictDetail(client.engine.context, row.id);
  if (!detail) throw new Error('no conflict');
  return detail;
};
/** Decides by the last word of the path; what is not named follows the side that changed it. */
function decide(client: Client, sides: Record<string, Side>) {
  const detail = openIn(client);
  const choices = Object.fromEntries(
    detail.fields.flatMap(({ path }) => {
      const side = sides[path.slice(path.lastIndexOf('.') + 1)];
      return side ? [[path, side]] : [];
    }),
  );
  const { id: conflictId, theirsRevision } = detail;
  return decideConflict(client.engine.context, { id: conflictId, theirsRevision, choices, reason: '以核实的为准' });
}
const giveBack = (client: Client, record: string) =>
  performOnMany(client.workspace, 'notices.return', [record], { reason: 'notOurArea', words: '不在辖区' });
const changed = (client: Client) =>
  openIn(client).fields.map(({ label, changedBy, mine, theirs }) => [label, changedBy, mine, theirs]);
const quiet = async () => {
  second.engine.kick();
  await scene.world.advance(130_000);
  for (const client of [first, second]) {
    expect(client.engine.status().allDelivered).toBe(true);
    expect(noticeOf(client, id)).toEqual(there());
  }
};

describe('two clerks amended the same feedback', () => {
  let feedbackId: string;
  beforeEach(async () => {
    feedback(first, id, { remark: '原来的备注', issuingOrgan: '原来的机关' });
    await scene.world.advance(130_000);
    feedbackId = noticeOf(second, id)!.feedbacks[0]!.id;
    offline();
  });

  it('chooses field by field: one from here, one from there, and what only one side changed from that side', async () => {
    const before = { remark: '原来的备注', issuingOrgan: '原来的机关' };
    feedback(
      first,
      id,
      { ...before, remark: '甲的备注', issuingOrgan: '甲的机关', permitContent: '甲写的' },
      feedbackId,
    );
    feedback(second, id, { remark: '乙的备注', issuingOrgan: '乙的机关', certificateNumber: 'B-02' }, feedbackId);
    await backInTurn();
    expect(changed(second)).toEqual([
      ['证件编号', 'mine', 'B-02', ''],
      ['发证机关', 'both', '乙的机关', '甲的机关'],
      ['后置审批许可内容', 'theirs', '', '甲写的'],
      ['备注', 'both', '乙的备注', '甲的备注'],
    ]);
    expect(decide(second, { remark: 'mine' })).toMatchObject({ ok: false, reason: 'refused' });
    expect(statesOf(second)).toEqual({ conflict: 1 });
    expect(decide(second, { remark: 'mine', issuingOrgan: 'theirs' })).toMatchObject({ ok: true });
    await quiet();
    expect(there().feedbacks).toMatchObject([
      {
        id: feedbackId,
        remark: '乙的备注',
        issuingOrgan: '甲的机关',
        certificateNumber: 'B-02',
        permitContent: '甲写的',
        amended: { person: second.workspace.actor.name },
      },
    ]);
    expect(statesOf(second)).toEqual({ accepted: 1, replaced: 1 });
  });

  it('in different fields of the form: nothing is overwritten in silence, a person sees both', async () => {
    const before = { remark: '原来的备注', issuingOrgan: '原来的机关' };
    feedback(first, id, { ...before, remark: '甲的备注' }, feedbackId);
    feedback(second, id, { ...before, issuingOrgan: '乙的机关' }, feedbackId);
    await backInTurn();
    expect(there().feedbacks).toMatchObject([{ remark: '甲的备注', issuingOrgan: '原来的机关' }]);
    expect(changed(second)).toEqual([
      ['发证机关', 'mine', '乙的机关', '原来的机关'],
      ['备注', 'theirs', '原来的备注', '甲的备注'],
    ]);
    expect(decide(second, {})).toMatchObject({ ok: true });
    await quiet();
    expect(there().feedbacks).toMatchObject([{ remark: '甲的备注', issuingOrgan: '乙的机关' }]);
  });

  it('refuses a mixture that the rules forbid, names the field, and changes nothing', async () => {
    const certificate = {
      result: 'issued',
      certificateNumber: 'C-01',
      certificateName: '许可证',
      issuedOn: '2026-03-01',
      validFrom: '2026-03-01',
      permitContent: '许可内容',
    } as const;
    feedback(first, id, { ...certificate, validTo: '2029-03-01' }, feedbackId);
    feedback(second, id, { ...certificate, longTerm: true }, feedbackId);
    await backInTurn();
    const sides: Record<string, Side> = { remark: 'mine', issuingOrgan: 'mine', validTo: 'theirs', longTerm: 'mine' };
    expect(decide(second, sides)).toMatchObject({
      ok: false,
      reason: 'refused',
      detail: '已勾选“长期有效”，有效期至应留空',
      fields: [{ field: 'feedback.validTo', code: 'contradiction' }],
    });
    expect(statesOf(second)).toEqual({ conflict: 1 });
    expect(decide(second, { ...sides, longTerm: 'theirs' })).toMatchObject({ ok: true });
    await quiet();
    expect(there().feedbacks).toMatchObject([{ validTo: '2029-03-01', longTerm: false }]);
  });
});

describe('two clerks gave feedback on the same certificate', () => {
  beforeEach(() => {
    offline();
    feedback(first, id, { certificateNumber: 'D-01', remark: '甲的备注', permitContent: '甲写的' });
    feedback(second, id, { certificateNumber: ' D-01', remark: '乙的备注', permitContent: '乙写的' });
  });

  it('is compared field by field, and the one on the platform is amended, not given twice', async () => {
    await backInTurn();
    expect(
      openIn(second)
        .fields.filter(({ changedBy }) => changedBy === 'both')
        .map(({ label, mine, theirs }) => [label, mine, theirs]),
    ).toEqual([
      ['证件编号', ' D-01', 'D-01'],
      ['后置审批许可内容', '乙写的', '甲写的'],
      ['备注', '乙的备注', '甲的备注'],
    ]);
    const decided = decide(second, { certificateNumber: 'theirs', remark: 'mine', permitContent: 'theirs' });
    expect(decided).toMatchObject({ ok: true });
    await quiet();
    expect(there().feedbacks).toMatchObject([
      { certificateNumber: 'D-01', remark: '乙的备注', permitContent: '甲写的' },
    ]);
    expect(entries(second, ['accepted'])).toMatchObject([{ kind: 'notices.amendFeedback' }]);
  });

  it('takes the platform’s as it stands where all of it is chosen, and sends nothing', async () => {
    await backInTurn();
    const all = { certificateNumber: 'theirs', remark: 'theirs', permitContent: 'theirs' } as const;
    expect(decide(second, all)).toEqual({ ok: true, operationId: null });
    await quiet();
    expect(there().feedbacks).toMatchObject([{ remark: '甲的备注', person: first.workspace.actor.name }]);
    expect(statesOf(second)).toEqual({ withdrawn: 1 });
  });
});

const issued = (certificateNumber: string) => ({
  result: 'issued' as const,
  certificateNumber,
  certificateName: '许可证',
  issuedOn: '2026-03-01',
  validFrom: '2026-03-01',
  longTerm: true,
  permitContent: '许可内容',
});
const refusal = { result: 'refused', issuingOrgan: '', remark: '场所不符合条件' } as const;

describe('two clerks answered first, each otherwise', () => {
  /** The one decision that is due, and what may be chosen. */
  const due = () => {
    const { fields, theirsBy } = openIn(second);
    const [field, ...others] = fields.filter(({ changedBy }) => changedBy === 'both');
    expect(others).toEqual([]);
    expect(field).toMatchObject({ path: 'feedbacks', label: '反馈' });
    expect(fields.filter(({ together }) => together !== null)).toEqual([field]);
    return { ...field!.together!, theirsBy };
  };
  const choose = (side: Side) => {
    const { id: conflictId, theirsRevision } = openIn(second);
    const decision = { id: conflictId, theirsRevision, choices: { feedbacks: side }, reason: '已和同事核实' };
    return decideConflict(second.engine.context, decision);
  };

  describe('不予发证 against 已发证', () => {
    beforeEach(async () => {
      offline();
      feedback(first, id, issued('JY-01'));
      feedback(second, id, refusal);
      await backInTurn();
    });

    it('a person is asked: nobody’s answer stands beside its opposite', () => {
      expect(there().feedbacks).toMatchObject([{ result: 'issued' }]);
      expect(statesOf(second)).toEqual({ conflict: 1 });
      expect(second.engine.status().allDelivered).toBe(false);
      const { mine, theirs, sides, theirsBy } = due();
      expect(mine).toMatchObject({ person: second.workspace.actor.name, title: '反馈' });
      expect(mine!.detail).toContain('不予发证');
      expect(theirs).toMatchObject({ person: first.workspace.actor.name, title: '反馈' });
      expect(theirs!.detail).toContain('已发证，许可证 JY-01');
      expect(theirsBy).toEqual(theirs);
      expect(sides).toEqual([
        { side: 'mine', refused: null },
        { side: 'theirs', refused: null },
        { side: 'both', refused: '已经反馈“已发证”，不能同时反馈“不予发证”；原反馈有误的，请修改原反馈' },
      ]);
      expect(choose('both')).toMatchObject({ ok: false, reason: 'refused' });
      expect(statesOf(second)).toEqual({ conflict: 1 });
    });

    it('theirs: the own answer is given up, and nothing is sent', async () => {
      expect(choose('theirs')).toEqual({ ok: true, operationId: null });
      await quiet();
      expect(there().feedbacks).toMatchObject([{ result: 'issued', certificateNumber: 'JY-01' }]);
      expect(statesOf(second)).toEqual({ withdrawn: 1 });
    });

    it('mine: the answer on the platform is amended, so that there is one', async () => {
      expect(choose('mine')).toMatchObject({ ok: true });
      await quiet();
      expect(there().feedbacks).toMatchObject([
        { result: 'refused', certificateNumber: '', person: first.workspace.actor.name },
      ]);
      expect(there().feedbacks[0]!.amended).toMatchObject({ person: second.workspace.actor.name });
      expect(entries(second, ['accepted'])).toMatchObject([{ kind: 'notices.amendFeedback' }]);
    });
  });

  it('two certificates: both may stand, once somebody has said so', async () => {
    offline();
    feedback(first, id, issued('JY-01'));
    feedback(second, id, issued('JY-02'));
    await backInTurn();
    expect(statesOf(second)).toEqual({ conflict: 1 });
    expect(due().sides.map(({ refused }) => refused)).toEqual([null, null, null]);
    expect(choose('both')).toMatchObject({ ok: true });
    await quiet();
    expect(there().feedbacks.map(({ certificateNumber }) => certificateNumber)).toEqual(['JY-01', 'JY-02']);
  });

  it('a feedback that went on top of something else by itself is told once, and no longer as unknown', async () => {
    feedback(first, id, issued('JY-01'));
    await scene.world.advance(130_000);
    offline();
    feedback(first, id, issued('JY-02'));
    feedback(second, id, issued('JY-03'));
    await backInTurn();
    await quiet();
    expect(there().feedbacks).toHaveLength(3);
    const replaced = entries(second, ['replaced']);
    expect(replaced.map(({ outcome }) => outcome)).toEqual(replaced.map(() => null));
    const told = noticeTimeline(second.database, there(), new Date(scene.world.now()).toISOString()).filter(
      ({ detail }) => detail.includes('JY-03'),
    );
    expect(told).toMatchObject([{ title: '反馈', delivery: 'accepted' }]);
  });
});

describe('接收 against 回退', () => {
  it('is one decision between two acts, with who did them', async () => {
    const [other = ''] = scene.push(1);
    await scene.world.advance(130_000);
    offline();
    receive(first, [other]);
    giveBack(second, other);
    await backInTurn();
    const detail = openIn(second);
    expect(detail.fields.map(({ label, changedBy }) => [label, changedBy])).toEqual([['接收或回退', 'both']]);
    expect(detail.fields[0]!.together).toMatchObject({
      mine: { title: '回退', person: second.workspace.actor.name },
      theirs: { title: '接收', person: first.workspace.actor.name },
      sides: [
        { side: 'mine', refused: null },
        { side: 'theirs', refused: null },
      ],
    });
    const { id: conflictId, theirsRevision } = detail;
    const decision = { id: conflictId, theirsRevision, reason: '确不属本部门' };
    expect(decideConflict(second.engine.context, { ...decision, choices: { stage: 'both' } })).toMatchObject({
      ok: false,
    });
    expect(decideConflict(second.engine.context, { ...decision, choices: { stage: 'mine' } })).toMatchObject({
      ok: true,
    });
    second.engine.kick();
    await scene.world.advance(130_000);
    expect(scene.control.record('notices', other)?.data).toMatchObject({ stage: 'returned' });
  });
});

describe('a feedback that the platform refused', () => {
  /** Dated tomorrow by a wrong clock: the rules here let it through, the platform's do not. */
  async function refusedFeedback(amended?: string): Promise<string> {
    const refused = later(first.clock, 86_400_000, () => feedback(first, id, { remark: '明天的' }, amended));
    await scene.world.advance(70_000);
    expect(entries(first, ['rejected'])).toMatchObject([{ id: refused, reasons: [{ field: 'feedback.feedbackOn' }] }]);
    return refused;
  }

  it('is amended in its place and delivered once, as the feedback that it is', async () => {
    const refused = await refusedFeedback();
    const { id: feedbackId } = noticeOf(first, id)!.feedbacks[0]!;
    feedback(first, id, { remark: '改好了' }, feedbackId);
    expect(entries(first, ['replaced'])).toMatchObject([{ id: refused }]);
    await quiet();
    expect(there().feedbacks).toMatchObject([{ id: feedbackId, remark: '改好了' }]);
    expect(entries(first, ['accepted']).map(({ kind }) => kind)).toEqual(['notices.feedback', 'notices.receive']);
  });

  it('is amended in its place where it was an amendment; what the platform has stays until then', async () => {
    feedback(first, id, { remark: '第一次' });
    await scene.world.advance(70_000);
    const { id: feedbackId } = there().feedbacks[0]!;
    await refusedFeedback(feedbackId);
    expect(there().feedbacks).toMatchObject([{ remark: '第一次' }]);
    feedback(first, id, { remark: '改好了' }, feedbackId);
    await quiet();
    expect(there().feedbacks).toMatchObject([{ id: feedbackId, remark: '改好了' }]);
  });

  it('is taken back where nobody wants it any more', async () => {
    const refused = await refusedFeedback();
    expect(withdraw(first.engine.context, refused)).toEqual({ ok: true, withdrawn: [refused] });
    await quiet();
    expect(there()).toMatchObject({ stage: 'received', feedbacks: [] });
  });
});
