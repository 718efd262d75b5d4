import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '#core/audit/audit.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { mortal, ProcessDied } from '../../../simulation/mortal-database.ts';
import { freshDatabase } from '../../../simulation/client.ts';
import { contentOf, createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

describe('doing something offline', () => {
  it('is all there or not at all, wherever the process dies', async () => {
    const database = freshDatabase();
    let left = Number.POSITIVE_INFINITY;
    const [id = ''] = scene.push(1);
    const client = await scene.client('scjg01', {
      database: mortal(database, () => {
        if ((left -= 1) < 0) throw new ProcessDied();
      }),
    });
    scene.line.fault = () => 'offline';
    const before = contentOf(database);
    let deaths = 0;
    for (let allowed = 0; ; allowed += 1) {
      left = allowed;
      try {
        receive(client, [id]);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(ProcessDied);
        deaths += 1;
        expect(contentOf(database)).toEqual(before);
      }
    }
    left = Number.POSITIVE_INFINITY;
    // Shadow, entry, audit, and the rows of the notice itself.
    expect(deaths).toBeGreaterThanOrEqual(4);
    expect(noticeOf(client, id)?.stage).toBe('received');
    expect(entries(client, ['queued'])).toMatchObject([{ recordId: id, kindName: '接收', person: '易知远' }]);
    expect(verifyAudit(database)).toMatchObject({ ok: true });
    expect(client.journalled).toHaveLength(1);
  });

  it('clears 「全部已同步」 at once and leaves within a second', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    expect(client.engine.status().allDelivered).toBe(true);
    receive(client, [id]);
    expect(client.engine.status()).toMatchObject({ allDelivered: false, unsettled: 1 });
    await scene.world.advance(1000);
    expect(scene.control.operationsLog()).toMatchObject([
      { recordId: id, kind: 'notices.receive', outcome: 'accepted' },
    ]);
    expect(client.engine.status()).toMatchObject({ allDelivered: true, unsettled: 0 });
    expect(entries(client)).toMatchObject([
      { state: 'accepted', receiptNumber: expect.stringMatching(/^HZ/) as string },
    ]);
  });

  it('refuses by the domain’s rules before anything is written', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const before = contentOf(client.database);
    const done = inWorkTransaction(client.workspace, () =>
      perform(client.workspace, noticesCollection, { recordId: id, kind: 'notices.claim', payload: {} }),
    );
    expect(done).toMatchObject({ ok: false, reason: 'refused', reasons: [{ code: 'wrongStage' }] });
    expect(contentOf(client.database)).toEqual(before);
  });

  it('can be taken back while it has not begun to leave, with what was done after it', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    const untouched = noticeOf(client, id);
    receive(client, [id]);
    feedback(client, id);
    const [, first] = entries(client);
    expect(withdraw(client.engine.context, first!.id)).toMatchObject({ ok: true });
    expect(noticeOf(client, id)).toEqual(untouched);
    expect(statesOf(client)).toEqual({ withdrawn: 2 });
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    expect(scene.control.operationsLog()).toEqual([]);
  });

  it('cannot be taken back once it may be on the platform', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.path.includes('operations') ? 'answerLost' : null);
    receive(client, [id]);
    await scene.world.advance(1000);
    const [entry] = entries(client);
    expect(entry).toMatchObject({ state: 'unknown', canWithdraw: false });
    expect(withdraw(client.engine.context, entry!.id)).toEqual({ ok: false, reason: 'alreadySending' });
  });
});
