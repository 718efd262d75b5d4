/** How far each stream of changes was read, and which come next. */
import type { DownloadPart } from '#shared/contract/connection.ts';
import type { ChangesView } from '#shared/platform-api/interface.ts';
import type { Database } from '#core/database/types.ts';
import type { SyncedCollection } from '../collection.ts';
import { statement } from '#core/database/statements.ts';

/** Why a stream is being read again from its beginning. */
export type Reconcile = 'cursor' | 'epoch';

export interface Stream {
  readonly collection: SyncedCollection;
  readonly view: ChangesView;
  /** null: from the beginning. */
  readonly cursor: string | null;
  readonly received: number;
  readonly total: number | null;
  /** It was read to its end at least once. */
  readonly complete: boolean;
  readonly reconcile: Reconcile | null;
}

interface CursorRow {
  cursor: string;
  received: number;
  total: number | null;
  complete: number;
  reconcile: Reconcile | null;
}

export function readStream(database: Database, collection: SyncedCollection, view: ChangesView): Stream {
  const row = statement<[string, string], CursorRow>(
    database,
    'SELECT cursor, received, total, complete, reconcile FROM sync_cursor WHERE collection = ? AND view = ?',
  ).get(collection.collection, view);
  return {
    collection,
    view,
    cursor: row === undefined || row.cursor === '' ? null : row.cursor,
    received: row?.received ?? 0,
    total: row?.total ?? null,
    complete: row?.complete === 1,
    reconcile: row?.reconcile ?? null,
  };
}

/** Only inside the transaction that applies what the cursor stands behind. */
export function writeStream(database: Database, stream: Stream, at: string): void {
  statement<(string | number | null)[]>(
    database,
    `INSERT INTO sync_cursor (collection, view, cursor, received, total, complete, reconcile, updated_at, first_whole_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (collection, view) DO UPDATE SET cursor = excluded.cursor, received = excluded.received,
       total = excluded.total, complete = excluded.complete, reconcile = excluded.reconcile, updated_at = excluded.updated_at,
       first_whole_at = coalesce(first_whole_at, excluded.first_whole_at)`,
  ).run(
    stream.collection.collection,
    stream.view,
    stream.cursor ?? '',
    stream.received,
    stream.total,
    stream.complete ? 1 : 0,
    stream.reconcile,
    at,
    stream.complete ? at : null,
  );
}

/** When the first download of a collection had ended; null: it has not. What came by then was not new, only here for the first time. */
export const firstWholeAt = (database: Database, collection: string): string | null =>
  statement<[string], { at: string | null }>(
    database,
    "SELECT first_whole_at AS at FROM sync_cursor WHERE collection = ? AND view = 'all'",
  ).get(collection)?.at ?? null;

/**
 * The streams of a round in their order: first, on a first download, what still waits for somebody, so that work can
 * begin; then everything, by priority.
 */
export function streamsOfRound(database: Database, collections: Iterable<SyncedCollection>): Stream[] {
  const sorted = [...collections].sort((left, right) => left.priority - right.priority);
  const whole = sorted.map((collection) => readStream(database, collection, 'all'));
  const open = whole
    .filter(({ collection, complete, reconcile }) => collection.hasOpenView && !complete && reconcile === null)
    .map(({ collection }) => readStream(database, collection, 'open'))
    .filter(({ complete }) => !complete);
  return [...open, ...whole];
}

export type FirstDownload = 'notStarted' | 'running' | 'usable' | 'complete';

/** `usable`: everything that waits for somebody is here, while the rest still comes. */
export function firstDownload(database: Database, collections: Iterable<SyncedCollection>): FirstDownload {
  const states = [...collections].map((collection) => {
    const whole = readStream(database, collection, 'all');
    const open = collection.hasOpenView ? readStream(database, collection, 'open') : null;
    return {
      complete: whole.complete,
      usable: whole.complete || (open === null ? true : open.complete),
      started: whole.cursor !== null || whole.complete || (open !== null && (open.cursor !== null || open.complete)),
    };
  });
  if (states.every(({ complete }) => complete)) return 'complete';
  if (!states.some(({ started }) => started)) return 'notStarted';
  return states.every(({ usable }) => usable) ? 'usable' : 'running';
}

/** How far each collection is on the first download, in the order of the round. */
export function downloadParts(database: Database, collections: Iterable<SyncedCollection>): DownloadPart[] {
  const sorted = [...collections].sort((left, right) => left.priority - right.priority);
  return sorted.map((collection) => {
    const { received, total, complete } = readStream(database, collection, 'all');
    const open = collection.hasOpenView ? readStream(database, collection, 'open') : null;
    return {
      collection: collection.collection,
      done: received,
      total,
      open: open && { done: open.received, total: open.total, complete: open.complete || complete },
      complete,
    };
  });
}

/** True while some stream is being read again from its beginning. */
export function isReconciling(database: Database): boolean {
  return (
    statement<[], { one: number }>(
      database,
      'SELECT 1 AS one FROM sync_cursor WHERE reconcile IS NOT NULL LIMIT 1',
    ).get() !== undefined
  );
}
