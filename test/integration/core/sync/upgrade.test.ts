/**
 * Work that was queued by an older client, after the upgrade: delivered once, under the id that it always had. Every schema
 * that there has been counts as a shipped version, not only the last three.
 */
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, pendingMigrations } from '#core/database/migrate.ts';
import type { Database } from '#core/database/types.ts';
import { draftsOf } from '#core/drafts/store.ts';
import { accounts } from '#platform/county.ts';
import { knownMigrations, migrateUpTo, olderClients } from '../older-clients.ts';
import { createScene, noticeOf, type Scene, statesOf } from './scene.ts';

const clerk = accounts.find(({ account }) => account === 'scjg01')!;
const actor = {
  account: clerk.account,
  name: clerk.name,
  departmentCode: clerk.department.code,
  departmentName: clerk.department.name,
};
const never = 'a3f1c1de-6a0e-4a8e-9a57-2f1f6f0e1a01';
const halfSent = 'a3f1c1de-6a0e-4a8e-9a57-2f1f6f0e1a02';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

describe('queued by an older client', () => {
  it('has at least three older versions to come from', () => {
    expect(olderClients.some(({ behind }) => behind === 3)).toBe(true);
  });

  it.each(olderClients)('$tag, $behind behind: everything that waited is delivered exactly once', async ({ index }) => {
    const [first = '', second = ''] = scene.push(2);
    const database: Database = new BetterSqlite3(':memory:');
    migrateUpTo(database, index);
    // As that client left it: one operation that never left, one that was on its way when it ended, a draft.
    const queue = (id: string, recordId: string, state: string, frozenAt: string | null) => {
      const record = scene.control.record('notices', recordId)!;
      const time = new Date(scene.world.now()).toISOString();
      database
        .prepare(
          `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, base_revision, frozen_at,
             device_epoch, state, attempts) VALUES (?, 'notices', ?, '旧版客户端的记录', 'notices.receive', '{}', ?, ?, ?, ?, 1, ?, 0)`,
        )
        .run(id, recordId, JSON.stringify(actor), time, frozenAt && record.revision, frozenAt && time, state);
      database
        .prepare("INSERT INTO record_shadow (collection, record_id, revision, data) VALUES ('notices', ?, ?, ?)")
        .run(recordId, record.revision, JSON.stringify(record.data));
    };
    queue(never, first, 'queued', null);
    queue(halfSent, second, 'sending', 'frozen');
    // Drafts of every form lie in one table since 0008_drafts.
    const hasOneTable = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'draft'").get() !== undefined;
    database
      .prepare(
        hasOneTable
          ? `INSERT INTO draft (collection, record_id, part, account, shape, "values", saved_at)
             VALUES ('notices', ?, '', 'scjg01', '', '{"remark":"旧版写的"}', '2026-03-01T01:00:00.000Z')`
          : `INSERT INTO feedback_draft (notice_id, feedback_id, account, "values", saved_at)
             VALUES (?, '', 'scjg01', '{"remark":"旧版写的"}', '2026-03-01T01:00:00.000Z')`,
      )
      .run(first);

    applyMigrations(database, pendingMigrations(database, knownMigrations));
    const client = await scene.client('scjg01', { database });
    await scene.world.advance(70_000);
    expect(statesOf(client)).toEqual({ accepted: 2 });
    expect(
      scene.control
        .operationsLog()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([never, halfSent]);
    for (const id of [first, second]) expect(noticeOf(client, id)).toMatchObject({ stage: 'received' });
    expect(draftsOf(client.database, 'notices', first, 'scjg01')).toMatchObject([
      { part: '', values: '{"remark":"旧版写的"}' },
    ]);
    expect(client.engine.status().allDelivered).toBe(true);
  });
});
