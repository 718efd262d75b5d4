/** Answers that come late, twice, or tell of an older state than the one that is known: none of them undoes anything. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginNewEpoch } from '#core/backups/restore.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import { keepAside } from '#core/sync/pull/set-aside.ts';
import { settle } from '#core/sync/push/settle.ts';
import { type Client, copyOf } from '../../../simulation/client.ts';
import {
  clientInConflict,
  contentOf,
  createScene,
  entries,
  feedback,
  noticeOf,
  receive,
  type Scene,
  statesOf,
} from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const minute = 60_000;
const acceptance = (client: Client, id: string) => ({
  outcome: 'accepted' as const,
  operationId: entries(client)[0]!.id,
  revision: 900_000,
  data: scene.control.record('notices', id)?.data,
  acceptedAt: client.workspace.correctedNow(),
  receiptNumber: '迟到的回执',
});

describe('an acceptance', () => {
  it('that comes after the person took the work back, or for work that never left, changes nothing', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const queued = contentOf(client.database);
    settle(client.engine.context, acceptance(client, id));
    expect(contentOf(client.database)).toEqual(queued);
    expect(withdraw(client.engine.context, entries(client)[0]!.id)).toMatchObject({ ok: true });
    const withdrawn = contentOf(client.database);
    settle(client.engine.context, acceptance(client, id));
    expect(contentOf(client.database)).toEqual(withdrawn);
    expect(noticeOf(client, id)?.stage).toBe('pending');
  });

  it('of an older version than the one that the work rests on by now settles the work and leaves the version', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    client.database.prepare("UPDATE outbox SET state = 'unknown'").run();
    client.database.prepare('UPDATE record_shadow SET revision = 900001').run();
    const { address } = noticeOf(client, id)!;
    scene.control.notices.change(id, { address: '更早的地址' });
    settle(client.engine.context, acceptance(client, id));
    expect(statesOf(client)).toEqual({ accepted: 1 });
    expect(noticesCollection.read(client.database, id)).toMatchObject({ revision: 900_001, data: { address } });
  });

  it('of earlier work is what a person compares with who is deciding about later work', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    feedback(client, id);
    const [later, earlier] = entries(client);
    const { database } = client;
    database.prepare("UPDATE outbox SET state = 'unknown' WHERE id = ?").run(earlier!.id);
    database.prepare("UPDATE outbox SET state = 'conflict' WHERE id = ?").run(later!.id);
    database
      .prepare(
        `INSERT INTO conflict (id, collection, record_id, operation_id, base_revision, base, mine, theirs_revision, theirs, found_at)
         VALUES ('c', 'notices', ?, ?, 1, 'null', 'null', 2, 'null', '2026-03-02T01:00:00.000Z')`,
      )
      .run(id, later!.id);
    settle(client.engine.context, { ...acceptance(client, id), operationId: earlier!.id });
    expect(database.prepare('SELECT theirs_revision AS revision FROM conflict').get()).toEqual({ revision: 900_000 });
  });

  it('asked for after a restore, does not put an older version over the one that is here', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [id]);
    const before = client.database.serialize();
    scene.line.fault = () => null;
    await scene.world.advance(40_000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    scene.control.notices.change(id, { address: '后来的地址 9 号' });
    client.kill();
    const database = copyOf(before);
    beginNewEpoch(database, { known: 1, at: client.workspace.correctedNow(), why: '测试恢复备份' });
    // The newer version comes before the old work can be asked for.
    scene.line.fault = (request) => (request.path.includes('/operations/') ? 'offline' : null);
    const again = await scene.client('scjg01', { database, journal: [...client.journalled] });
    await scene.world.advance(2 * minute);
    expect(statesOf(again)).toEqual({ unknown: 1 });
    scene.line.fault = () => null;
    await scene.world.advance(2 * minute);
    expect(statesOf(again)).toEqual({ accepted: 1 });
    expect(noticeOf(again, id)).toMatchObject({ stage: 'received', address: '后来的地址 9 号' });
  });
});

describe('work that rests on other work', () => {
  it('does not take the place of what may be on its way', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.path.includes('operations') ? 'answerLost' : null);
    receive(client, [id]);
    await scene.world.advance(1000);
    const [entry] = entries(client);
    // Back in the queue, but frozen: under this id the platform may have its content already.
    client.database.prepare("UPDATE outbox SET state = 'queued'").run();
    const work = { recordId: id, kind: 'notices.receive', payload: {}, replaces: entry!.id };
    expect(inWorkTransaction(client.workspace, () => perform(client.workspace, noticesCollection, work))).toMatchObject(
      {
        ok: false,
        reason: 'unresolvedWork',
      },
    );
    expect(entries(client)).toHaveLength(1);
  });

  it('a conflict is decided with both versions in sight, never taken back blindly', async () => {
    const client = await clientInConflict(scene);
    expect(statesOf(client)).toEqual({ conflict: 1 });
    expect(withdraw(client.engine.context, entries(client)[0]!.id)).toEqual({ ok: false, reason: 'refused' });
  });
});

describe('a platform that was set back', () => {
  it('and says nothing of it is sent again what it had accepted and lost, once its cursors are unknown to it', async () => {
    const [kept = '', lost = ''] = scene.push(2);
    const client = await scene.client();
    receive(client, [kept]);
    await scene.world.advance(2000);
    const snapshot = scene.control.snapshot();
    receive(client, [lost]);
    await scene.world.advance(minute);
    expect(statesOf(client)).toEqual({ accepted: 2 });
    const ids = entries(client).map((entry) => entry.id);
    scene.control.restore(snapshot, { changeEpoch: false });
    let once = true;
    scene.line.fault = (request) => {
      if (!once || !request.path.includes('cursor=')) return null;
      once = false;
      return 'cursorUnknown';
    };
    await scene.world.advance(5 * minute);
    expect(statesOf(client)).toEqual({ accepted: 2 });
    expect(entries(client).map((entry) => entry.id)).toEqual(ids);
    expect(scene.control.record('notices', lost)?.data).toMatchObject({ stage: 'received' });
  });

  it('asks a person before records go on which unsent work rests, too', async () => {
    const client = await scene.client();
    const snapshot = scene.control.snapshot();
    const ids = scene.push(30);
    await scene.world.advance(70_000);
    scene.line.fault = () => 'offline';
    receive(client, ids);
    scene.control.restore(snapshot, { changeEpoch: true });
    scene.line.fault = () => null;
    await scene.world.advance(minute);
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'wrongEpoch' } });
    void client.engine.decidePause(true);
    await scene.world.advance(minute);
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'massRemoval' } });
    expect(statesOf(client)).toEqual({ queued: 30 });
    expect(noticeOf(client, ids[0]!)).toMatchObject({ stage: 'received' });
  });
});

describe('what stands aside', () => {
  it('is kept in bounds: the oldest goes first', async () => {
    const client = await scene.client();
    const { workspace, database } = client;
    const aside = (raw: number) => ({ collection: 'notices', recordId: null, problem: '看不懂', raw });
    database.transaction(() => {
      for (let raw = 1; raw <= 5003; raw += 1) keepAside(workspace, aside(raw));
    })();
    expect(database.prepare('SELECT count(*) AS n, min(CAST(raw AS INTEGER)) AS first FROM set_aside').get()).toEqual({
      n: 5000,
      first: 4,
    });
  });
});
