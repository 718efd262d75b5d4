/**
 * Reading a stream again from its beginning: nothing is deleted first. What is named is brought up to date, what was not
 * named by the end is compared then, and a mass removal stops for a person.
 */
import { appendAudit } from '#core/audit/audit.ts';
import { writeMeta } from '#core/database/meta.ts';
import type { Workspace } from '#core/workspace.ts';
import { askForDeliveredAgain } from '../attachments/rows.ts';
import type { PageApplied } from './page-applied.ts';
import type { SyncedCollection } from '../collection.ts';
import { refreshConflict } from '../conflicts/conflicts.ts';
import type { StepContext } from '../phases.ts';
import { statement } from '#core/database/statements.ts';
import { readStream, type Stream, writeStream } from './streams.ts';
import { writeIncoming } from '../versions.ts';

/**
 * The platform no longer knows a cursor: begins all streams anew, since its history may have been set back as a whole.
 * What was accepted is asked for again, too.
 */
export function restartStreams(context: StepContext, told: Stream): void {
  const { workspace } = context;
  const { database } = workspace;
  database
    .transaction(() => {
      database.prepare('DELETE FROM reconcile_seen').run();
      for (const collection of context.collections.values()) {
        const stream = readStream(database, collection, 'all');
        writeStream(
          database,
          { ...stream, cursor: null, received: 0, reconcile: stream.reconcile ?? 'cursor' },
          workspace.correctedNow(),
        );
      }
      database.prepare("DELETE FROM sync_cursor WHERE view = 'open'").run();
      recheckAcceptedFromNewest(workspace);
      appendAudit(workspace, {
        action: 'sync.streamRestarted',
        collection: told.collection.collection,
        detail: '平台不再认得同步位置，从头核对，本机数据不删除',
      });
    })
    .immediate();
}

/** Every accepted entry is to be asked for again, newest first, and every delivered file. */
function recheckAcceptedFromNewest({ database }: Workspace): void {
  const last = statement<[], { last: number | null }>(database, 'SELECT max(sequence) AS last FROM outbox').get()?.last;
  writeMeta(database, 'recheckAcceptedBelow', String((last ?? 0) + 1));
  askForDeliveredAgain(database);
}

/**
 * A person accepted that the platform's history was replaced. Cursors and revisions of the old one mean nothing: all
 * streams are read again, bases count as older than anything that comes, and what may have left is asked for.
 */
export function acceptEpoch(context: StepContext, epoch: string): void {
  const { workspace } = context;
  const { database } = workspace;
  database
    .transaction(() => {
      writeMeta(database, 'platformEpoch', epoch);
      database.prepare('DELETE FROM reconcile_seen').run();
      database.prepare("DELETE FROM sync_cursor WHERE view = 'open'").run();
      for (const collection of context.collections.values())
        writeStream(
          database,
          {
            ...readStream(database, collection, 'all'),
            cursor: null,
            received: 0,
            complete: false,
            reconcile: 'epoch',
          },
          workspace.correctedNow(),
        );
      database.prepare('UPDATE record_shadow SET revision = 0 WHERE revision > 0').run();
      database.prepare('DELETE FROM incoming_version').run();
      database.prepare('UPDATE conflict SET theirs_revision = 0 WHERE decided_at IS NULL').run();
      database
        .prepare(
          `UPDATE outbox SET state = 'unknown', outcome_class = 'wrongEpoch', outcome_detail = '平台数据重建过，先核实'
           WHERE state IN ('queued', 'sending') AND frozen_at IS NOT NULL`,
        )
        .run();
      recheckAcceptedFromNewest(workspace);
      appendAudit(workspace, {
        action: 'sync.epochAccepted',
        detail: `确认平台数据重建或恢复过（新批次 ${epoch}），开始重新核对，本机数据不删除`,
      });
    })
    .immediate();
  workspace.changed('outbox');
}

/** The stream was read to its end. Inside the transaction of its last page. */
export function finishReconcile(context: StepContext, stream: Stream, at: string): PageApplied {
  const { workspace } = context;
  const { database } = workspace;
  const { collection } = stream;
  const missing = notNamed(workspace, collection);
  // What carries work does not go at once, but it goes: it counts like the rest where a person is to be asked.
  const carrying = collection.revisions(
    database,
    missing.carryingWork.map(({ id }) => id),
  ).size;
  const removals = missing.free.length + carrying;
  if (removals > 0 && !context.removals.allows(collection.collection, removals, collection.count(database)))
    return { ok: false, massRemoval: removals };
  if (missing.free.length > 0) collection.remove(database, missing.free);
  for (const { id, revision } of missing.carryingWork) {
    const gone = { revision: Math.max(0, revision) + 1, data: null };
    writeIncoming(database, collection.collection, id, gone, at);
    refreshConflict(workspace, collection.collection, id, gone);
    // Also where the platform had accepted the work and lost it: a removal is no base to do it on again.
    statement<[string, string]>(
      database,
      'UPDATE record_shadow SET revision = 0 WHERE revision < 0 AND collection = ? AND record_id = ?',
    ).run(collection.collection, id);
  }
  const finished: Stream = { ...stream, reconcile: null, complete: true };
  writeStream(database, finished, at);
  statement<[string]>(database, 'DELETE FROM reconcile_seen WHERE collection = ?').run(collection.collection);
  return { ok: true, stream: finished };
}

/** Records here that the platform did not name, apart by whether unsent work rests on them. */
function notNamed(
  { database }: Workspace,
  collection: SyncedCollection,
): { free: string[]; carryingWork: { id: string; revision: number }[] } {
  const free: string[] = [];
  const unseen = statement<[string, string], { id: string }>(
    database,
    `SELECT value AS id FROM json_each(?)
     WHERE value NOT IN (SELECT record_id FROM reconcile_seen WHERE collection = ?)`,
  );
  const shadowOf = statement<[string, string], { revision: number }>(
    database,
    'SELECT revision FROM record_shadow WHERE collection = ? AND record_id = ?',
  );
  for (let after: string | null = null; ;) {
    const ids = collection.ids(database, after, 5000);
    after = ids.at(-1) ?? null;
    if (after === null) break;
    for (const { id } of unseen.all(JSON.stringify(ids), collection.collection))
      if (!shadowOf.get(collection.collection, id)) free.push(id);
  }
  const carryingWork = statement<[string, string], { id: string; revision: number }>(
    database,
    // Revision 0 without a version: the record began here and never left, so the platform cannot name it.
    `SELECT record_id AS id, revision FROM record_shadow WHERE collection = ? AND NOT (revision = 0 AND data = 'null')
       AND record_id NOT IN (SELECT record_id FROM reconcile_seen WHERE collection = ?)`,
  ).all(collection.collection, collection.collection);
  return { free, carryingWork };
}
