/** A page of changes and the cursor behind it, in one transaction. */
import type { ChangesResponse } from '#shared/platform-api/interface.ts';
import type { Workspace } from '#core/workspace.ts';
import type { StoredRecord, SyncedCollection } from '../collection.ts';
import { refreshConflict } from '../conflicts/conflicts.ts';
import { collectionChanged } from '../context.ts';
import type { StepContext } from '../phases.ts';
import type { PageApplied } from './page-applied.ts';
import { finishReconcile } from './reconcile.ts';
import { readPage } from './read-page.ts';
import { forgetAside, keepAside } from './set-aside.ts';
import { statement } from '#core/database/statements.ts';
import { type Stream, writeStream } from './streams.ts';
import {
  dropIncoming,
  dropRemovalBefore,
  readShadow,
  refreshEffective,
  writeIncoming,
  writeShadow,
} from '../versions.ts';

/** Applies one page. Applying the same page twice changes nothing. */
export function applyPage(context: StepContext, stream: Stream, page: ChangesResponse): PageApplied {
  const { workspace } = context;
  const { database } = workspace;
  const { collection } = stream;
  const checked = readPage(collection, page, workspace.department.code);
  const at = workspace.correctedNow();

  const applied = database
    .transaction((): PageApplied => {
      const named = [...checked.upserts.map(({ id }) => id), ...checked.removals.map(({ id }) => id)];
      const shadows = shadowRevisions(workspace, collection.collection, named);
      const stored = collection.revisions(database, named);
      const seen = stream.reconcile ? seenAmong(workspace, collection.collection, named) : null;

      const landing: StoredRecord<unknown>[] = [];
      const beside: { record: StoredRecord<unknown>; shadow: number }[] = [];
      let arriving = 0;
      for (const record of checked.upserts) {
        const shadow = shadows.get(record.id);
        if (shadow !== undefined) beside.push({ record, shadow });
        else if (isNewer(record, stored.get(record.id), stream, seen)) {
          landing.push(record);
          if (!stored.has(record.id)) arriving += 1;
          stored.set(record.id, record.revision);
        }
      }
      const leaving: string[] = [];
      const goneBeside: { id: string; revision: number }[] = [];
      for (const removal of checked.removals) {
        const shadow = shadows.get(removal.id);
        const here = stored.get(removal.id);
        if (shadow === undefined && here !== undefined && removal.revision >= here) leaving.push(removal.id);
        else if (shadow !== undefined && removal.revision > shadow) goneBeside.push(removal);
      }
      // Asked before anything is written: what a person has to confirm first must leave no trace.
      const removals = leaving.length + goneBeside.length;
      if (
        removals > 0 &&
        !context.removals.allows(collection.collection, removals, collection.count(database), arriving)
      )
        return { ok: false, massRemoval: removals };

      for (const { record, shadow } of beside) besideUnsentWork(workspace, collection, record, shadow, stream);
      for (const { id, revision } of goneBeside) waitBeside(workspace, collection, id, { revision, data: null });
      if (landing.length > 0) collection.write(workspace, landing);
      if (leaving.length > 0) collection.remove(database, leaving);
      // Also those that were here already in this version, by way of the other view.
      if (checked.upserts.length > 0)
        forgetAside(
          workspace,
          collection.collection,
          checked.upserts.map(({ id }) => id),
        );
      for (const aside of checked.asides) keepAside(workspace, { ...aside, cursor: stream.cursor ?? '' });
      if (stream.reconcile)
        rememberSeen(
          workspace,
          collection.collection,
          checked.upserts.map(({ id }) => id),
        );

      const next: Stream = {
        ...stream,
        cursor: page.nextCursor,
        received: stream.received + page.upserts.length,
        total: page.total ?? stream.total,
        complete: stream.complete || !page.more,
      };
      // Now, not at the begin: what the page brought has arrived before its stream was whole.
      writeStream(database, next, workspace.correctedNow());
      if (page.more || !stream.reconcile) return { ok: true, stream: next };
      // The page stays; only what the platform no longer named waits for a person, if it is much.
      return finishReconcile(context, next, at);
    })
    .immediate();

  if (applied.ok && !page.more) context.removals.readingOver(collection.collection);
  if (named(checked) > 0) collectionChanged(workspace, collection.collection);
  return applied;
}

const named = (page: { upserts: unknown[]; removals: unknown[] }): number => page.upserts.length + page.removals.length;

/** Order is by revision alone, except that a stream read again from its beginning says what is true now. */
function isNewer(
  record: StoredRecord<unknown>,
  stored: number | undefined,
  stream: Stream,
  seen: ReadonlySet<string> | null,
): boolean {
  if (stored === undefined || record.revision > stored) return true;
  if (!seen || seen.has(record.id)) return false;
  return stream.reconcile === 'epoch' || record.revision < stored;
}

/** A version of a record that carries unsent work: it never overwrites, it waits. */
function besideUnsentWork(
  workspace: Workspace,
  collection: SyncedCollection,
  record: StoredRecord<unknown>,
  shadow: number,
  stream: Stream,
): void {
  const { database } = workspace;
  if (shadow === -1) {
    // The platform lost work that it had accepted on this record: what it has now is the base on which it is done again.
    writeShadow(database, collection.collection, record.id, record);
    dropIncoming(database, collection.collection, record.id);
    refreshEffective(workspace, collection, record.id);
    return;
  }
  if (stream.reconcile && record.revision < shadow) {
    // The history was set back: what the work rests on is a version that the platform no longer has.
    const known = readShadow(database, collection, record.id);
    if (known) writeShadow(database, collection.collection, record.id, { revision: 0, data: known.data });
    dropIncoming(database, collection.collection, record.id);
    waitBeside(workspace, collection, record.id, record);
    return;
  }
  dropRemovalBefore(database, collection.collection, record.id, record.revision);
  if (record.revision > shadow) waitBeside(workspace, collection, record.id, record);
}

function waitBeside(
  workspace: Workspace,
  collection: SyncedCollection,
  id: string,
  version: { revision: number; data: unknown },
): void {
  writeIncoming(workspace.database, collection.collection, id, version, workspace.correctedNow());
  refreshConflict(workspace, collection.collection, id, version);
}

function shadowRevisions({ database }: Workspace, collection: string, ids: readonly string[]): Map<string, number> {
  const any = statement<[string], { one: number }>(
    database,
    'SELECT 1 AS one FROM record_shadow WHERE collection = ? LIMIT 1',
  ).get(collection);
  if (!any) return new Map();
  const rows = statement<[string, string], { record_id: string; revision: number }>(
    database,
    `SELECT s.record_id, s.revision FROM json_each(?) asked
       CROSS JOIN record_shadow s ON s.collection = ? AND s.record_id = asked.value`,
  ).all(JSON.stringify(ids), collection);
  return new Map(rows.map(({ record_id, revision }) => [record_id, revision]));
}

function seenAmong({ database }: Workspace, collection: string, ids: readonly string[]): Set<string> {
  const rows = statement<[string, string], { record_id: string }>(
    database,
    `SELECT s.record_id FROM json_each(?) asked
       CROSS JOIN reconcile_seen s ON s.collection = ? AND s.record_id = asked.value`,
  ).all(JSON.stringify(ids), collection);
  return new Set(rows.map(({ record_id }) => record_id));
}

function rememberSeen({ database }: Workspace, collection: string, ids: readonly string[]): void {
  statement<[string, string]>(
    database,
    'INSERT OR IGNORE INTO reconcile_seen (collection, record_id) SELECT ?, value FROM json_each(?)',
  ).run(collection, JSON.stringify(ids));
}
