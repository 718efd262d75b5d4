/** Undoing what was just done: for some seconds it does not leave, and can be taken back as if it had never been. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { performOnMany } from '#core/notices/commands.ts';
import { retry, undo } from '#core/sync/outbox/commands.ts';
import type { Client } from '../../../simulation/client.ts';
import { createScene, entries, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const receiveUndoably = (client: Client, ids: readonly string[]) => {
  const { undo: offer } = performOnMany(client.workspace, 'notices.receive', ids, {}, true);
  if (!offer) throw new Error('nothing can be undone');
  return offer;
};
const sent = () => scene.line.requests.filter((request) => request === 'POST /v1/operations').length;

it('an undoable step leaves once its seconds are over, by itself', async () => {
  const ids = scene.push(2);
  const client = await scene.client();
  const { seconds, operations } = receiveUndoably(client, ids);
  expect(operations).toHaveLength(2);
  await scene.world.advance(seconds * 1000 - 100);
  expect([sent(), statesOf(client)]).toEqual([0, { queued: 2 }]);
  await scene.world.advance(2000);
  expect([sent(), statesOf(client)]).toEqual([1, { accepted: 2 }]);
});

it('undone in time, nothing leaves and the records are what they were', async () => {
  const ids = scene.push(2);
  const client = await scene.client();
  const before = ids.map((id) => noticeOf(client, id));
  const { operations } = receiveUndoably(client, ids);
  await scene.world.advance(3000);
  expect(undo(client.engine.context, operations)).toEqual({ undone: 2, left: 0 });
  expect(ids.map((id) => noticeOf(client, id))).toEqual(before);
  await scene.world.advance(60_000);
  expect([sent(), statesOf(client)]).toEqual([0, { withdrawn: 2 }]);
});

it('what has left meanwhile stays, and is told', async () => {
  const ids = scene.push(1);
  const client = await scene.client();
  const { operations } = receiveUndoably(client, ids);
  await scene.world.advance(20_000);
  expect(undo(client.engine.context, operations)).toEqual({ undone: 0, left: 1 });
  expect(noticeOf(client, ids[0]!)?.stage).toBe('received');
});

it('立即同步 lets everything leave at once', async () => {
  const ids = scene.push(1);
  const client = await scene.client();
  receiveUndoably(client, ids);
  const synced = client.engine.syncNow();
  await scene.world.advance(1000);
  await synced;
  expect(statesOf(client)).toEqual({ accepted: 1 });
});

it('马上再试 lets the one leave at once that a person still could undo', async () => {
  const ids = scene.push(2);
  const client = await scene.client();
  const { operations } = receiveUndoably(client, ids);
  expect(retry(client.engine.context, operations[0]!)).toEqual({ ok: true });
  client.engine.kick();
  await scene.world.advance(1500);
  expect(statesOf(client)).toEqual({ accepted: 1, queued: 1 });
});

it('what waits to be undone holds back no other record, and what is done next on its own waits with it', async () => {
  const [held = '', other = ''] = scene.push(2);
  const client = await scene.client();
  receiveUndoably(client, [held]);
  receive(client, [other]);
  await scene.world.advance(1500);
  expect(entries(client).map(({ recordId, state }) => [recordId === held, state])).toEqual([
    [false, 'accepted'],
    [true, 'queued'],
  ]);
  performOnMany(client.workspace, 'notices.return', [held], { reason: 'notOurArea', words: '不在辖区' });
  await scene.world.advance(1500);
  expect(statesOf(client)).toEqual({ accepted: 1, queued: 2 });
  await scene.world.advance(10_000);
  expect(statesOf(client)).toEqual({ accepted: 3 });
});

it('after a restart nothing is held any more', async () => {
  const ids = scene.push(1);
  const client = await scene.client();
  receiveUndoably(client, ids);
  await client.engine.stop();
  const again = await scene.client('scjg01', { database: client.database });
  expect(statesOf(again)).toEqual({ accepted: 1 });
});

it('without seconds in the settings it leaves at once, and no undoing is offered', () => {
  const ids = scene.push(1);
  const client = scene.start('scjg01', { settings: { undoSeconds: 0 } });
  expect(ids).toHaveLength(1);
  expect(performOnMany(client.workspace, 'notices.receive', ids, {}, true).undo).toBeNull();
});
