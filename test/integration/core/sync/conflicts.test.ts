import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { departmentOf } from '#platform/county.ts';
import type { Client } from '../../../simulation/client.ts';
import { createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const open = (client: Client) => listConflicts(client.engine.context, { state: 'open', cursor: null, limit: 10 }).rows;
const onlyConflict = (client: Client) => {
  const [row] = open(client);
  const detail = row && conflictDetail(client.engine.context, row.id);
  if (!detail) throw new Error('no conflict');
  return detail;
};
/** Two clerks of one department, both offline in turn. */
async function two(): Promise<[Client, Client]> {
  return [await scene.client('scjg01'), await scene.client('scjg02')];
}

describe('two people on two laptops', () => {
  it('who touched different things are not asked: further certificates of one notice are further feedbacks', async () => {
    const [id = ''] = scene.push(1);
    const [first, second] = await two();
    receive(first, [id]);
    feedback(first, id, { remark: '首证' });
    await scene.world.advance(70_000);
    await scene.world.advance(70_000);
    expect(noticeOf(second, id)?.stage).toBe('answered');
    feedback(first, id, { remark: '甲证' });
    feedback(second, id, { remark: '乙证' });
    await scene.world.advance(70_000);
    await scene.world.advance(70_000);
    expect(open(first)).toEqual([]);
    expect(open(second)).toEqual([]);
    for (const client of [first, second])
      expect(new Set(noticeOf(client, id)?.feedbacks.map(({ remark }) => remark))).toEqual(
        new Set(['首证', '甲证', '乙证']),
      );
    expect(second.engine.status().allDelivered).toBe(true);
  });

  it('who did the same thing are shown both versions; equal values settle themselves', async () => {
    const [id = ''] = scene.push(1);
    const [first, second] = await two();
    scene.line.fault = () => 'offline';
    receive(first, [id]);
    receive(second, [id]);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    const loser = open(first).length > 0 ? first : second;
    const winner = loser === first ? second : first;
    const detail = onlyConflict(loser);
    // Received is received: there is nothing of the second that could still be sent.
    expect(detail.theirsState).toBe('overtaken');
    const byPath = new Map(detail.fields.map((field) => [field.path, field]));
    // Who received it, and when: one decision.
    expect([...byPath.keys()]).toEqual(['stage']);
    expect(byPath.get('stage')).toMatchObject({
      label: '接收或回退',
      changedBy: 'both',
      preselected: null,
      together: {
        mine: { title: '接收', person: loser.workspace.actor.name },
        theirs: { title: '接收', person: winner.workspace.actor.name },
        sides: [
          { side: 'mine', refused: '该告知已接收未反馈，不能再接收' },
          { side: 'theirs', refused: null },
        ],
      },
    });
    expect(detail.theirsBy).toMatchObject({ title: '接收', person: winner.workspace.actor.name });
    expect(loser.engine.status()).toMatchObject({ allDelivered: false });
    expect(noticeOf(loser, id)?.receipt?.person).toBe(loser.workspace.actor.name);

    const choices = Object.fromEntries(detail.fields.map(({ path }) => [path, 'theirs' as const]));
    const { id: conflictId, theirsRevision } = detail;
    expect(
      decideConflict(loser.engine.context, { id: conflictId, theirsRevision, choices, reason: '同事已接收' }),
    ).toEqual({
      ok: true,
      operationId: null,
    });
    expect(noticeOf(loser, id)?.receipt?.person).toBe(winner.workspace.actor.name);
    expect(statesOf(loser)).toEqual({ withdrawn: 1 });
    // Both versions and the decision stay, for good.
    expect(conflictDetail(loser.engine.context, conflictId)).toMatchObject({
      mine: { receipt: { person: loser.workspace.actor.name } },
      theirs: { receipt: { person: winner.workspace.actor.name } },
      decision: { reason: '同事已接收', person: loser.workspace.actor.name },
    });
    expect(loser.database.prepare("SELECT detail FROM audit WHERE action = 'conflict.decided'").get()).toMatchObject({
      detail: expect.stringContaining('同事已接收') as string,
    });
  });

  it('who amended the same feedback: mine is put on theirs under a new id, with a reason', async () => {
    const [id = ''] = scene.push(1);
    const [first, second] = await two();
    receive(first, [id]);
    feedback(first, id, { remark: '原来' });
    await scene.world.advance(70_000);
    await scene.world.advance(70_000);
    const feedbackId = noticeOf(second, id)!.feedbacks[0]!.id;
    scene.line.fault = () => 'offline';
    feedback(first, id, { remark: '甲改' }, feedbackId);
    feedback(second, id, { remark: '乙改' }, feedbackId);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    const loser = open(first).length > 0 ? first : second;
    const detail = onlyConflict(loser);
    const field = detail.fields.find(({ path }) => path.endsWith('.remark'));
    expect(field).toMatchObject({ label: '备注', changedBy: 'both', base: '原来' });
    expect(detail.theirsState).toBe('changed');
    const choices = Object.fromEntries(
      detail.fields.map(
        ({ path, changedBy }) => [path, changedBy === 'both' || changedBy === 'mine' ? 'mine' : 'theirs'] as const,
      ),
    );
    const decided = decideConflict(loser.engine.context, {
      id: detail.id,
      theirsRevision: detail.theirsRevision,
      choices,
      reason: '以本机为准',
    });
    expect(decided).toMatchObject({ ok: true, operationId: expect.any(String) as string });
    loser.engine.kick();
    await scene.world.advance(5000);
    expect(loser.engine.status().allDelivered).toBe(true);
    const there = scene.control.record('notices', id)?.data as { feedbacks: { remark: string }[] };
    expect(there.feedbacks).toHaveLength(1);
    expect(there.feedbacks[0]!.remark).toBe(field!.mine);
    expect(entries(loser).filter(({ state }) => state === 'replaced')).toHaveLength(1);
  });

  it('a decision on a version that has changed meanwhile is refused', async () => {
    const [id = ''] = scene.push(1);
    const [first, second] = await two();
    scene.line.fault = () => 'offline';
    receive(first, [id]);
    receive(second, [id]);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    const loser = open(first).length > 0 ? first : second;
    const seen = onlyConflict(loser);
    scene.control.notices.change(id, { address: '又改了' });
    await scene.world.advance(70_000);
    const choices = Object.fromEntries(seen.fields.map(({ path }) => [path, 'theirs' as const]));
    expect(
      decideConflict(loser.engine.context, {
        id: seen.id,
        theirsRevision: seen.theirsRevision,
        choices,
        reason: '看过',
      }),
    ).toMatchObject({ ok: false, reason: 'refused' });
    expect(onlyConflict(loser).theirsRevision).toBeGreaterThan(seen.theirsRevision ?? 0);
  });
});

describe('the platform meanwhile', () => {
  it('closed the matter: nothing is overwritten, only its version can stand', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    receive(client, [id]);
    await scene.world.advance(2000);
    scene.line.fault = () => 'offline';
    feedback(client, id);
    scene.control.notices.close(id);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    const detail = onlyConflict(client);
    expect(detail.theirsState).toBe('final');
    const mine = Object.fromEntries(
      detail.fields.map(({ path, changedBy }) => [path, changedBy === 'theirs' ? 'theirs' : 'mine'] as const),
    );
    const decision = { id: detail.id, theirsRevision: detail.theirsRevision, reason: '试试' };
    const refused = decideConflict(client.engine.context, { ...decision, choices: mine });
    expect(refused).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('更正') as string });
    const theirs = Object.fromEntries(detail.fields.map(({ path }) => [path, 'theirs' as const]));
    expect(decideConflict(client.engine.context, { ...decision, choices: theirs })).toMatchObject({ ok: true });
    expect(noticeOf(client, id)).toMatchObject({ closedAt: expect.any(String) as string });
  });

  it('gave the notice to another department: work on it, and on what rests on it, is given up together', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    feedback(client, id);
    scene.control.notices.reassign(id, departmentOf('wsjk'));
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(onlyConflict(client)).toMatchObject({ theirsState: 'gone', theirs: null });
    expect(statesOf(client)).toEqual({ conflict: 1, queued: 1 });
    const { id: conflictId, theirsRevision } = onlyConflict(client);
    decideConflict(client.engine.context, { id: conflictId, theirsRevision, choices: {}, reason: '已改派' });
    expect(statesOf(client)).toEqual({ withdrawn: 2 });
    expect(noticeOf(client, id)).toBeUndefined();
    await scene.world.advance(70_000);
    expect(client.engine.status().allDelivered).toBe(true);
  });

  it('changed another field: the work goes on top of it by itself', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    scene.control.notices.change(id, { address: '新址 5 号' });
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(open(client)).toEqual([]);
    expect(scene.control.record('notices', id)?.data).toMatchObject({ stage: 'received', address: '新址 5 号' });
    expect(noticeOf(client, id)).toMatchObject({ stage: 'received', address: '新址 5 号' });
  });
});
