/** Where that stands which was just done, as the screen follows it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { performOnMany } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { deliveryOf } from '#core/sync/outbox/queries.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import type { Client } from '../../../simulation/client.ts';
import { later } from '../../../simulation/world.ts';
import { aFeedback, createScene, feedback, receive, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const told = (client: Client, ids: readonly string[]) =>
  deliveryOf(client.workspace, client.engine.context.collections, ids);

it('one operation is told with its receipt once the platform has it, many by their states', async () => {
  const ids = scene.push(3);
  const client = await scene.client();
  scene.line.fault = () => 'offline';
  const { operations } = performOnMany(client.workspace, 'notices.receive', ids, {});
  expect(operations).toHaveLength(3);
  expect(told(client, operations)).toEqual({ byState: { queued: 3 }, one: null });
  expect(told(client, operations.slice(0, 1))).toMatchObject({
    byState: { queued: 1 },
    one: { id: operations[0], state: 'queued', receiptNumber: null },
  });
  scene.line.fault = () => null;
  await scene.world.advance(120_000);
  expect(told(client, operations).byState).toEqual({ accepted: 3 });
  expect(told(client, operations.slice(1, 2)).one?.receiptNumber).toMatch(/\S/);
});

it('what was done anew is told by what took its place', async () => {
  const [id = ''] = scene.push(1);
  const client = await scene.client();
  receive(client, [id]);
  await scene.world.advance(2000);
  const refused = later(client.clock, 86_400_000, () => feedback(client, id));
  await scene.world.advance(3000);
  expect(told(client, [refused])).toMatchObject({ byState: { rejected: 1 }, one: { id: refused, state: 'rejected' } });
  const again = inWorkTransaction(client.workspace, () =>
    perform(client.workspace, noticesCollection, {
      recordId: id,
      kind: 'notices.feedback',
      payload: { feedbackId: client.workspace.environment.chance.uuid(), feedback: aFeedback(client) },
      replaces: refused,
    }),
  );
  if (!again.ok) throw new Error(JSON.stringify(again));
  await scene.world.advance(2000);
  expect(told(client, [refused])).toMatchObject({ byState: { accepted: 1 }, one: { id: again.operationId } });
  expect(told(client, ['00000000-0000-4000-8000-00000000dead'])).toEqual({ byState: {}, one: null });
});
