/** How many records a backup holds, to choose by: of each collection that somebody works through. */
import type { SyncedCollection } from '../sync/collection.ts';
import type { Database } from '../database/types.ts';

/** By the name of the collection. */
export type CountRecords = (database: Database) => Record<string, number>;

/** Base data is left out: whoever chooses a backup looks for their work. */
export const countingOf =
  (collections: readonly SyncedCollection[]): CountRecords =>
  (database) =>
    Object.fromEntries(
      collections
        .filter(({ hasOpenView }) => hasOpenView)
        .map((collection) => [collection.collection, countOf(collection, database)]),
    );

/** None of what the file has no table for yet: it is backed up before its structure is brought up to date. */
function countOf(collection: SyncedCollection, database: Database): number {
  try {
    return collection.count(database);
  } catch (error) {
    if (error instanceof Error && /no such table/.test(error.message)) return 0;
    throw error;
  }
}
