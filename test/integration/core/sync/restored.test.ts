import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginNewEpoch } from '#core/backups/restore.ts';
import { readMeta } from '#core/database/meta.ts';
import type { Database } from '#core/database/types.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { successorId } from '#core/sync/conflicts/conflicts.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import { findLost } from '#core/sync/push/take-in-lost.ts';
import { departmentOf } from '#platform/county.ts';
import { type Client, copyOf } from '../../../simulation/client.ts';
import { aFeedback, createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const backUp = (client: Client): Buffer => client.database.serialize();

/** The database of a client replaced by a backup of it, as the core does it; the client's journal is still there. */
async function restored(client: Client, backup: Buffer, journal = client.journalled): Promise<Client> {
  client.kill();
  const database: Database = copyOf(backup);
  const lost = findLost(database, journal);
  beginNewEpoch(database, {
    known: Number(readMeta(client.database, 'deviceEpoch')),
    at: client.workspace.correctedNow(),
    why: '测试恢复备份',
  });
  return scene.client('scjg01', { database, lost, journal: [...journal] });
}

describe('a client that was killed', () => {
  it('while sending, asks before it sends again', async () => {
    const ids = scene.push(3);
    const client = await scene.client();
    scene.line.latency = () => 50;
    receive(client, ids);
    // The request is on its way or has arrived; no answer has.
    await scene.world.advance(540);
    expect(statesOf(client)).toEqual({ sending: 3 });
    client.kill();
    scene.line.requests.length = 0;
    const again = await scene.client('scjg01', { database: client.database });
    expect(statesOf(again)).toEqual({ accepted: 3 });
    expect(scene.line.requests.filter((call) => call === 'POST /v1/operations')).toEqual([]);
    expect(scene.control.operationsLog()).toHaveLength(3);
  });

  it('says 结果未知, not 报送中, while nobody can be asked', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.latency = () => 50;
    receive(client, [id]);
    await scene.world.advance(540);
    client.kill();
    scene.line.fault = () => 'offline';
    const again = await scene.client('scjg01', { database: client.database });
    expect(statesOf(again)).toEqual({ unknown: 1 });
    expect(again.engine.status().allDelivered).toBe(false);
  });
});

describe('a restored old copy', () => {
  it('sends nothing twice: what it still holds as waiting is asked for first', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const backup = backUp(client);
    scene.line.fault = () => null;
    await scene.world.advance(40_000);
    feedback(client, id);
    await scene.world.advance(2000);
    scene.line.requests.length = 0;
    const again = await restored(client, backup);
    await scene.world.advance(5000);
    expect(statesOf(again)).toEqual({ accepted: 2 });
    expect(scene.line.requests.filter((call) => call === 'POST /v1/operations')).toEqual([]);
    expect(scene.control.operationsLog()).toHaveLength(2);
    expect(noticeOf(again, id)?.feedbacks).toHaveLength(1);
    expect(readMeta(again.database, 'deviceEpoch')).toBe('2');
  });

  it('takes in what the journal still has and the platform never got, and delivers it under the same id', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const backup = backUp(client);
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const given = feedback(client, id, { remark: '备份之后写的' });
    const again = await restored(client, backup);
    expect(statesOf(again)).toEqual({ unknown: 2 });
    expect(noticeOf(again, id)?.feedbacks).toMatchObject([{ remark: '备份之后写的' }]);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(statesOf(again)).toEqual({ accepted: 2 });
    expect(scene.control.operationsLog().map((one) => one.id)).toContain(given);
  });

  it('takes in work on a notice that came after the backup', async () => {
    const client = await scene.client();
    const backup = backUp(client);
    const [id = ''] = scene.push(1);
    await scene.world.advance(70_000);
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const again = await restored(client, backup);
    expect(entries(again)).toMatchObject([{ recordId: id, state: 'unknown' }]);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(statesOf(again)).toEqual({ accepted: 1 });
    expect(noticeOf(again, id)?.stage).toBe('received');
  });

  it('does not send what was taken back after the backup', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const backup = backUp(client);
    withdraw(client.engine.context, entries(client)[0]!.id);
    const again = await restored(client, backup);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(statesOf(again)).toEqual({ withdrawn: 1 });
    expect(noticeOf(again, id)?.stage).toBe('pending');
    expect(scene.control.operationsLog()).toEqual([]);
  });

  it('does not send what was replaced after the backup by something that was then taken back', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    receive(client, [id]);
    await scene.world.advance(2000);
    const before = backUp(client);
    scene.line.fault = () => 'offline';
    const first = feedback(client, id, { remark: '先写的' });
    const between = backUp(client);
    const second = inWorkTransaction(client.workspace, () =>
      perform(client.workspace, noticesCollection, {
        recordId: id,
        kind: 'notices.feedback',
        payload: { feedbackId: client.workspace.environment.chance.uuid(), feedback: aFeedback(client) },
        replaces: first,
      }),
    );
    if (!second.ok) throw new Error(second.reason);
    withdraw(client.engine.context, second.operationId);
    for (const backup of [before, between]) {
      const again = await restored(client, backup);
      scene.line.fault = () => null;
      await scene.world.advance(70_000);
      expect(again.engine.status().allDelivered).toBe(true);
      expect(noticeOf(again, id)?.feedbacks).toEqual([]);
      again.kill();
    }
    expect(scene.control.operationsLog().map(({ kind }) => kind)).toEqual(['notices.receive']);
  });

  it('does not send what was taken back after something else had automatically taken its place', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const backup = backUp(client);
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const [done] = client.journalled;
    // A person ends what stands in the outbox then; the journal never heard of it before.
    const taken = { ...done!, id: successorId(done!.id), ended: 'withdrawn' as const };
    const again = await restored(client, backup, [...client.journalled, taken]);
    scene.line.fault = () => null;
    await scene.world.advance(70_000);
    expect(statesOf(again)).toEqual({});
    expect(scene.control.operationsLog()).toEqual([]);
  });

  it('finds the operation that automatically took the place of another, even without the journal', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.path.includes('operations') ? 'requestLost' : null);
    receive(client, [id]);
    await scene.world.advance(1000);
    const backup = backUp(client);
    scene.control.notices.change(id, { address: '新址 2 号' });
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    expect(statesOf(client)).toEqual({ accepted: 1, replaced: 1 });
    const again = await restored(client, backup, []);
    await scene.world.advance(70_000);
    expect(statesOf(again)).toEqual({ accepted: 1, replaced: 1 });
    expect(scene.control.operationsLog().filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
  });

  it('puts work on the newer version to which the platform has said no, though it knows of no sending', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const backup = backUp(client);
    scene.control.notices.change(id, { address: '新址 3 号' });
    scene.line.fault = (request) => (request.path.includes('operations') ? 'answerLost' : null);
    receive(client, [id]);
    await scene.world.advance(1000);
    expect(scene.control.operationsLog()).toMatchObject([{ outcome: 'conflict' }]);
    scene.line.fault = () => null;
    const again = await restored(client, backup);
    await scene.world.advance(5000);
    expect(statesOf(again)).toEqual({ accepted: 1, replaced: 1 });
    expect(noticeOf(again, id)).toMatchObject({ stage: 'received', address: '新址 3 号' });
  });

  it('brings no record back that the platform took away, by the answer to a question about old work on it', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const backup = backUp(client);
    receive(client, [id]);
    await scene.world.advance(2000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    scene.control.withdraw('notices', id);
    scene.control.changeEpoch();
    const again = await restored(client, backup);
    expect(statesOf(again)).toEqual({ unknown: 1 });
    // Read again from the beginning before the work is asked for: the notice is not named any more.
    void again.engine.decidePause(true);
    await scene.world.advance(10_000);
    expect(statesOf(again)).toEqual({ accepted: 1 });
    expect(noticeOf(again, id)).toBeUndefined();
  });

  it('keeps a record that the platform took away and gave back while the work on it was unknown', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const backup = backUp(client);
    receive(client, [id]);
    await scene.world.advance(2000);
    scene.control.notices.reassign(id, departmentOf('wsjk'));
    scene.control.changeEpoch();
    scene.line.fault = (request) => (request.path.includes('/operations/') ? 'offline' : null);
    const again = await restored(client, backup);
    void again.engine.decidePause(true);
    await scene.world.advance(10_000);
    expect(statesOf(again)).toEqual({ unknown: 1 });
    scene.control.notices.reassign(id, departmentOf('scjg'));
    scene.line.fault = () => null;
    await scene.world.advance(120_000);
    expect(again.engine.status()).toMatchObject({ allDelivered: true });
    expect(noticeOf(again, id)).toBeDefined();
  });
});
