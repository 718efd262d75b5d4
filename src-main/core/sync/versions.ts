/**
 * The versions of a record that carries unsent work: the platform's version (shadow) that the work rests on, a newer one
 * that waits beside it (incoming), and the effective one that a person sees, which is the shadow with the work replayed.
 */
import { type Applied, refuse } from '#shared/records/applied.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';
import type { Entry } from './outbox/entries.ts';
import { unsettledOf } from './outbox/entries.ts';
import type { ReplayedOperation, SyncedCollection, WritingPlace } from './collection.ts';
import { statement } from '../database/statements.ts';

/** `data` null: work on a record whose version has not come (back) yet, as after a restored backup. */
export interface Shadow<Data = unknown> {
  readonly revision: number;
  readonly data: Data | null;
}
/** `data` null: the platform took the record away. */
export interface Incoming<Data = unknown> {
  readonly revision: number;
  readonly data: Data | null;
}

interface VersionRow {
  revision: number;
  data: string | null;
}

export function readShadow<Data>(
  database: Database,
  collection: SyncedCollection<Data>,
  recordId: string,
): Shadow<Data> | null {
  const row = statement<[string, string], { revision: number; data: string }>(
    database,
    'SELECT revision, data FROM record_shadow WHERE collection = ? AND record_id = ?',
  ).get(collection.collection, recordId);
  return row ? { revision: row.revision, data: parsed(collection, row.data) } : null;
}

const parsed = <Data>(collection: SyncedCollection<Data>, text: string | null): Data | null =>
  text === null || text === 'null' ? null : collection.schema.parse(JSON.parse(text));

export function writeShadow(database: Database, collection: string, recordId: string, shadow: Shadow): void {
  statement<[string, string, number, string]>(
    database,
    `INSERT INTO record_shadow (collection, record_id, revision, data) VALUES (?, ?, ?, ?)
     ON CONFLICT (collection, record_id) DO UPDATE SET revision = excluded.revision, data = excluded.data`,
  ).run(collection, recordId, shadow.revision, JSON.stringify(shadow.data));
}

export function dropShadow(database: Database, collection: string, recordId: string): void {
  statement<[string, string]>(database, 'DELETE FROM record_shadow WHERE collection = ? AND record_id = ?').run(
    collection,
    recordId,
  );
}

export function readIncoming<Data>(
  database: Database,
  collection: SyncedCollection<Data>,
  recordId: string,
): Incoming<Data> | null {
  const row = statement<[string, string], VersionRow>(
    database,
    'SELECT revision, data FROM incoming_version WHERE collection = ? AND record_id = ?',
  ).get(collection.collection, recordId);
  if (!row) return null;
  return { revision: row.revision, data: parsed(collection, row.data) };
}

/** Keeps a version beside the record, unless a newer one already waits. */
export function writeIncoming(
  database: Database,
  collection: string,
  recordId: string,
  incoming: Incoming,
  receivedAt: string,
): void {
  statement<[string, string, number, string | null, string]>(
    database,
    `INSERT INTO incoming_version (collection, record_id, revision, data, received_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (collection, record_id) DO UPDATE
       SET revision = excluded.revision, data = excluded.data, received_at = excluded.received_at
       WHERE excluded.revision > incoming_version.revision`,
  ).run(
    collection,
    recordId,
    incoming.revision,
    incoming.data === null ? null : JSON.stringify(incoming.data),
    receivedAt,
  );
}

export function dropIncoming(database: Database, collection: string, recordId: string): void {
  statement<[string, string]>(database, 'DELETE FROM incoming_version WHERE collection = ? AND record_id = ?').run(
    collection,
    recordId,
  );
}

/** The stream names the record in this version: a removal before it is over. */
export function dropRemovalBefore(database: Database, collection: string, recordId: string, revision: number): void {
  statement<[string, string, number]>(
    database,
    'DELETE FROM incoming_version WHERE collection = ? AND record_id = ? AND data IS NULL AND revision <= ?',
  ).run(collection, recordId, revision);
}

export interface Replayed<Data, Base = Data> {
  readonly data: Data | Base;
  /** Entries that the rules do not allow on this version; their effect is left out, the entries themselves stay. */
  readonly skipped: readonly string[];
}

/**
 * Does one operation on a version; on none (null) only the one that makes the record. The rules are those of the day on
 * which it was done: what was allowed then and was told to be saved does not vanish because a clock was set right.
 */
export function replayOn<Data>(
  collection: SyncedCollection<Data>,
  recordId: string,
  base: Data | null,
  operation: ReplayedOperation,
): Applied<Data> {
  const today = chinaDate(operation.time);
  if (base !== null) return collection.replay(base, operation, today);
  if (collection.creation?.kind === operation.kind) return collection.creation.make(recordId, operation, today);
  return refuse('noRecord', '这条记录还没有下载到本机');
}

/** Replays entries in their order; one that no longer fits is left out of the picture, never out of the outbox. */
export function replayEntries<Data, Base extends Data | null>(
  collection: SyncedCollection<Data>,
  recordId: string,
  base: Base,
  entries: readonly Entry[],
): Replayed<Data, Base> {
  let data: Data | Base = base;
  const skipped: string[] = [];
  for (const entry of entries) {
    const result: Applied<Data> = replayOn<Data>(collection, recordId, data, entry);
    if (result.ok) data = result.record;
    else skipped.push(entry.id);
  }
  return { data, skipped };
}

/**
 * Brings what a person sees in line with the shadow, the entries still owed and what waits beside. Where nothing is
 * owed any more, the newest of the platform's versions becomes the record and both helpers go. Inside the caller's
 * transaction, after every change of an entry's state or of a shadow.
 */
export function refreshEffective<Data>(at: WritingPlace, collection: SyncedCollection<Data>, recordId: string): void {
  const { database } = at;
  const shadow = readShadow(database, collection, recordId);
  if (!shadow) return;
  const owed = unsettledOf(database, collection.collection, recordId);
  if (owed.length > 0) {
    const { data } = replayEntries<Data, Data | null>(collection, recordId, shadow.data, owed);
    if (data === null) return;
    collection.write(at, [{ id: recordId, revision: Math.max(0, shadow.revision), data }]);
    return;
  }
  const incoming = readIncoming(database, collection, recordId);
  // A removal that waits stands whatever revision the answers since carry, until the stream names the record again: a
  // removal told by silence (`finishReconcile`) has no revision of the platform, and the answer may be older than it.
  const newest = incoming && (incoming.data === null || incoming.revision > shadow.revision) ? incoming : shadow;
  if (newest.data !== null)
    collection.write(at, [{ id: recordId, revision: Math.max(0, newest.revision), data: newest.data }]);
  else collection.remove(database, [recordId]);
  dropShadow(database, collection.collection, recordId);
  dropIncoming(database, collection.collection, recordId);
}
