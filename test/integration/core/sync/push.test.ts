import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesCollection } from '#core/notices/sync.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import { soundParts } from '#core/sync/parts.ts';
import type { SyncParts } from '#core/sync/phases.ts';
import { retry } from '#core/sync/outbox/commands.ts';
import { DiskFull, mortal } from '../../../simulation/mortal-database.ts';
import { freshDatabase } from '../../../simulation/client.ts';
import type { LineFault } from '../../../simulation/network.ts';
import { later } from '../../../simulation/world.ts';
import { aFeedback, createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const onOperations = (fault: LineFault | null) => (request: { method: string; path: string }) =>
  request.method === 'POST' && request.path.includes('operations') ? fault : null;

describe('sending', () => {
  it('settles a batch in one transaction, in which one that cannot be settled undoes itself alone', async () => {
    const ids = scene.push(3);
    let commits = 0;
    let writesLeft = Number.POSITIVE_INFINITY;
    const database = mortal(
      freshDatabase(),
      () => {
        if ((writesLeft -= 1) < 0) throw new Error('a bug of this very record');
      },
      () => void (commits += 1),
    );
    const stateOf = database.prepare<[string], { id: string; state: string }>(
      'SELECT id, state FROM outbox WHERE record_id = ?',
    );
    const bad = () => stateOf.get(ids[1]!)!;
    const seen: unknown[] = [];
    const parts: Partial<SyncParts> = {
      settle(context, outcome) {
        if (seen.length === 0) commits = 0;
        // After the first of its writes, the one with which it is marked as accepted.
        if (outcome.operationId === bad().id && seen.length < 3) writesLeft = 1;
        try {
          soundParts.settle(context, outcome);
        } finally {
          writesLeft = Number.POSITIVE_INFINITY;
        }
        seen.push(database.inTransaction);
      },
      onFailedBatch(context, failed, failure) {
        seen.push(
          failed.length,
          failure.class,
          ids.map((id) => stateOf.get(id)!.state),
          commits,
        );
        soundParts.onFailedBatch(context, failed, failure);
      },
    };
    const client = await scene.client('scjg01', { database, parts });
    receive(client, ids);
    await scene.world.advance(550);
    // Two savepoints and the transaction around them; what failed left nothing behind.
    expect(seen.slice(0, 6)).toEqual([true, true, 1, 'localFault', ['accepted', 'sending', 'accepted'], 3]);
    await scene.world.advance(30_000);
    expect(statesOf(client)).toEqual({ accepted: 3 });
    expect(scene.control.operationsLog()).toHaveLength(3);
  });

  it('freezes an operation before its first byte leaves', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    let frozen: unknown;
    scene.line.fault = (request) => {
      if (request.path.includes('operations'))
        frozen ??= client.database.prepare('SELECT state, base_revision, frozen_at, attempts FROM outbox').get();
      return null;
    };
    receive(client, [id]);
    await scene.world.advance(1000);
    expect(frozen).toEqual({
      state: 'sending',
      base_revision: expect.any(Number) as number,
      frozen_at: expect.any(String) as string,
      attempts: 1,
    });
  });

  it('keeps the order of one record and lets records go their own way', async () => {
    const [first = '', second = ''] = scene.push(2);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [first, second]);
    feedback(client, first);
    scene.line.fault = () => null;
    await scene.world.advance(30_000);
    const log = scene.control.operationsLog();
    expect(log.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(log.filter(({ recordId }) => recordId === first).map(({ kind }) => kind)).toEqual([
      'notices.receive',
      'notices.feedback',
    ]);
  });

  it('asks what became of an operation before it sends it again', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.requests.length = 0;
    scene.line.fault = onOperations('answerLost');
    receive(client, [id]);
    await scene.world.advance(1000);
    scene.line.fault = () => null;
    await scene.world.advance(30_000);
    const calls = scene.line.requests.filter((call) => call.includes('operations'));
    expect(calls[0]).toBe('POST /v1/operations');
    expect(calls[1]).toMatch(/^GET \/v1\/operations\/[0-9a-f-]{36}$/);
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    expect(entries(client)).toMatchObject([{ state: 'accepted', attempts: 1 }]);
  });

  it.each([
    ['answerLost', 'interrupted'],
    ['timeoutAfter', 'timeout'],
    ['halfJson', 'interrupted'],
    ['portalAfter', 'portal'],
    ['serverFaultAfter', 'serverFault'],
    ['wrongContentType', 'badAnswer'],
  ] as const)('after %s the result is unknown, never success, and is found out', async (fault, outcome) => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.path.includes('operations') ? fault : null);
    receive(client, [id]);
    await scene.world.advance(21_000);
    expect(entries(client)).toMatchObject([{ state: 'unknown', outcome: { class: outcome } }]);
    expect(client.engine.status().allDelivered).toBe(false);
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    expect(entries(client)).toMatchObject([{ state: 'accepted' }]);
    expect(scene.control.operationsLog()).toHaveLength(1);
  });

  it.each([
    ['portal', 'portal'],
    ['redirect', 'portal'],
    ['rateLimited', 'rateLimited'],
    ['refused', 'unreachable'],
    ['offline', 'offline'],
  ] as const)('%s stops the run at once', async (fault, outcome) => {
    const ids = scene.push(150);
    const client = await scene.client();
    scene.line.requests.length = 0;
    scene.line.fault = onOperations(fault);
    receive(client, ids);
    await scene.world.advance(600);
    expect(scene.line.requests.filter((call) => call === 'POST /v1/operations')).toHaveLength(1);
    expect(client.engine.status().problem?.class).toBe(outcome);
    // Two batches: of the second nothing has left.
    expect(entries(client).filter(({ attempts }) => attempts > 0)).toHaveLength(100);
  });

  it('waits as long as a busy platform asks', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'rateLimited';
    receive(client, [id]);
    await scene.world.advance(1000);
    const before = scene.line.requests.length;
    // New work is no reason to ask a busy platform sooner.
    feedback(client, id);
    await scene.world.advance(6000);
    expect(scene.line.requests.length).toBe(before);
    scene.line.fault = () => null;
    await scene.world.advance(15_000);
    expect(statesOf(client)).toEqual({ accepted: 2 });
  });

  it('opens a new session when the old one ends in the middle of a batch, and sends nothing twice', async () => {
    const ids = scene.push(5);
    const client = await scene.client();
    scene.control.faults.add({
      kind: 'expireMidBatch',
      count: 1,
      afterOperations: 2,
      match: { path: '/v1/operations' },
    });
    receive(client, ids);
    await scene.world.advance(5000);
    expect(statesOf(client)).toEqual({ accepted: 5 });
    expect(scene.control.operationsLog()).toHaveLength(5);
  });

  it('does not let a late answer mark newer work as delivered', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    receive(client, [id]);
    await scene.world.advance(2000);
    scene.line.fault = onOperations('slow');
    const given = feedback(client, id, { remark: '第一次' });
    await scene.world.advance(2000);
    const feedbackId = noticeOf(client, id)!.feedbacks[0]!.id;
    const amended = feedback(client, id, { remark: '第二次' }, feedbackId);
    scene.line.fault = () => 'offline';
    await scene.world.advance(9000);
    const byId = new Map(entries(client).map((entry) => [entry.id, entry.state]));
    expect(byId.get(given)).toBe('accepted');
    expect(byId.get(amended)).toBe('queued');
    expect(noticeOf(client, id)!.feedbacks[0]!.remark).toBe('第二次');
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    expect(noticeOf(client, id)!.feedbacks[0]!.remark).toBe('第二次');
    expect(statesOf(client)).toEqual({ accepted: 3 });
  });

  it('keeps a refusal with its reasons, lets the rest go on, and lets a person amend it', async () => {
    const [id = '', other = ''] = scene.push(2);
    const client = await scene.client();
    receive(client, [id, other]);
    await scene.world.advance(2000);
    const refused = later(client.clock, 86_400_000, () => feedback(client, id));
    feedback(client, other);
    await scene.world.advance(3000);
    expect(entries(client, ['rejected'])).toMatchObject([
      {
        id: refused,
        outcome: { class: 'refusedRecord' },
        reasons: [{ field: 'feedback.feedbackOn', code: 'future' }],
        rawAnswer: expect.stringContaining('future') as string,
        canWithdraw: true,
        canRetry: false,
      },
    ]);
    expect(statesOf(client)).toEqual({ accepted: 3, rejected: 1 });
    expect(client.engine.summary()).toMatchObject({ allDelivered: false, needPerson: 1 });
    const again = inWorkTransaction(client.workspace, () =>
      perform(client.workspace, noticesCollection, {
        recordId: id,
        kind: 'notices.feedback',
        payload: { feedbackId: client.workspace.environment.chance.uuid(), feedback: aFeedback(client) },
        replaces: refused,
      }),
    );
    expect(again.ok).toBe(true);
    await scene.world.advance(2000);
    expect(statesOf(client)).toEqual({ accepted: 4, replaced: 1 });
  });

  it('finds the one bad record among five hundred and delivers the others', async () => {
    const ids = scene.push(500);
    const client = await scene.client();
    const poison = ids[217]!;
    scene.line.fault = (request) =>
      request.method === 'POST' && String(request.body).includes(`"${poison}"`) ? 'serverFault' : null;
    receive(client, ids);
    await scene.world.advance(20_000);
    expect(statesOf(client)).toEqual({ accepted: 499, queued: 1 });
    // Tried five times while other work gets through, and then put aside for somebody to look at.
    for (let minute = 0; minute < 3; minute += 1) {
      const more = scene.push(1);
      await scene.world.advance(70_000);
      receive(client, more);
      await scene.world.advance(2000);
    }
    expect(statesOf(client)).toEqual({ accepted: 502, quarantined: 1 });
    expect(entries(client, ['quarantined'])).toMatchObject([
      { recordId: poison, attempts: expect.any(Number) as number, outcome: { class: 'serverFault' }, canRetry: true },
    ]);
    expect(client.engine.summary()).toMatchObject({ allDelivered: false, needPerson: 1 });
  });

  it('quarantines nothing while nothing at all gets through', async () => {
    const ids = scene.push(3);
    const client = await scene.client();
    scene.line.fault = onOperations('serverFault');
    receive(client, ids);
    await scene.world.advance(30 * 60_000);
    expect(client.engine.summary()).toMatchObject({ unsettled: 3, needPerson: 0 });
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    expect(statesOf(client)).toEqual({ accepted: 3 });
  });

  it('quarantines at once what the platform cannot read, and sends it again when asked', async () => {
    const ids = scene.push(10);
    const client = await scene.client();
    const poison = ids[4]!;
    const bad = scene.control.faults.add({
      kind: 'status',
      status: 413,
      match: { method: 'POST', body: `"${poison}"` },
      message: '过大',
    });
    receive(client, ids);
    await scene.world.advance(20_000);
    expect(statesOf(client)).toMatchObject({ accepted: 9 });
    scene.control.faults.remove(bad);
    for (const { id, state } of entries(client)) if (state === 'quarantined') retry(client.engine.context, id);
    await scene.world.advance(60_000);
    expect(statesOf(client)).toEqual({ accepted: 10 });
  });

  it(
    'delivers a thousand operations exactly once with a third of the answers lost and a disk that fails now and then',
    { timeout: 120_000 },
    async () => {
      let failing = false;
      const database = mortal(freshDatabase(), () => {
        if (failing && scene.world.chance.number() < 0.001) throw new DiskFull();
      });
      const ids = scene.push(1000);
      const client = await scene.client('scjg01', { database });
      await scene.world.advance(5000);
      receive(client, ids);
      failing = true;
      scene.line.fault = (request) =>
        request.path.includes('operations') && scene.world.chance.number() < 0.3 ? 'answerLost' : null;
      for (let minute = 0; minute < 120 && client.engine.summary().unsettled > 0; minute += 1)
        await scene.world.advance(60_000);
      failing = false;
      expect(statesOf(client)).toEqual({ accepted: 1000 });
      const log = scene.control.operationsLog();
      expect(log).toHaveLength(1000);
      expect(new Set(log.map(({ recordId }) => recordId)).size).toBe(1000);
    },
  );
});
