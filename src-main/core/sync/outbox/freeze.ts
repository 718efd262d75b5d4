/** Choosing what leaves next, and freezing it. */
import type { Operation } from '#shared/platform-api/interface.ts';
import type { StepContext } from '../phases.ts';
import { type Entry, type EntryRow, entryOf, unsettledSql } from './entries.ts';
import { markSending } from './states.ts';
import { statement } from '#core/database/statements.ts';

/** Upper bound of a request's operations, UTF-16 units of JSON; a single larger operation travels alone. */
const largestRequest = 512 * 1024;

/**
 * The queued entries that may leave now: of each record only the first that is still owed, so that a record's
 * operations keep their order and records do not wait for each other. Entries under suspicion travel alone, after all
 * others; those that a person may still undo wait for that. Where the base is not known yet (a stream is being read again
 * from its beginning, a version has not come back yet) they wait.
 */
export function nextBatch(context: StepContext): Entry[] {
  const { held, isolation, workspace } = context;
  const heads = statement<[], EntryRow>(
    workspace.database,
    `SELECT * FROM outbox o WHERE state = 'queued'
       AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.collection = o.collection AND e.record_id = o.record_id
                        AND e.sequence < o.sequence AND e.state IN ${unsettledSql})
       AND NOT EXISTS (SELECT 1 FROM sync_cursor c WHERE c.collection = o.collection AND c.reconcile IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM record_shadow s WHERE s.collection = o.collection AND s.record_id = o.record_id
                        AND s.revision < 0)
     ORDER BY sequence`,
  ).iterate();
  const batch: Entry[] = [];
  let alone: EntryRow | null = null;
  let size = 0;
  for (const row of heads) {
    if (held.isHeld(row.id)) continue;
    if (isolation.isSuspect(row.id)) {
      if (!alone && isolation.isDue(row.id)) alone = row;
      continue;
    }
    if (batch.length > 0 && size + row.payload.length > largestRequest) break;
    size += row.payload.length + 1000;
    batch.push(entryOf(row));
    if (batch.length >= isolation.limit()) break;
  }
  if (batch.length > 0) return batch;
  return alone ? [entryOf(alone)] : [];
}

/**
 * Freezes entries in one transaction, before the first byte leaves: payload, time and base revision never change again
 * under this id (ODK Collect #5317: same id, other content). Returns what goes on the wire.
 */
export function freeze(context: StepContext, entries: readonly Entry[]): Operation[] {
  const { database } = context.workspace;
  const at = context.workspace.correctedNow();
  const revisionOf = statement<[string, string], { revision: number }>(
    database,
    'SELECT revision FROM record_shadow WHERE collection = ? AND record_id = ?',
  );
  return database
    .transaction(() =>
      entries.map((entry): Operation => {
        const base = entry.baseRevision ?? Math.max(0, revisionOf.get(entry.collection, entry.recordId)?.revision ?? 0);
        markSending(database, entry.id, base, at);
        return {
          id: entry.id,
          collection: entry.collection,
          kind: entry.kind,
          recordId: entry.recordId,
          baseRevision: base,
          payload: entry.payload,
          actor: entry.actor,
          time: entry.time,
        };
      }),
    )
    .immediate();
}
