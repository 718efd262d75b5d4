/** What every table of records answers of its ids, large or small. */
import { statement } from '../database/statements.ts';
import type { SyncedCollection } from '../sync/collection.ts';

/** For a table with columns `id` and `revision`. Its name is a constant of the code, never data. */
export function byId(table: string): Pick<SyncedCollection, 'revisions' | 'ids' | 'count'> {
  return {
    revisions(database, ids) {
      const rows = statement<[string], { id: string; revision: number }>(
        database,
        `SELECT t.id, t.revision FROM json_each(?) asked CROSS JOIN ${table} t ON t.id = asked.value`,
      ).all(JSON.stringify(ids));
      return new Map(rows.map(({ id, revision }) => [id, revision]));
    },
    ids: (database, after, limit) =>
      statement<[string, number], { id: string }>(database, `SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
        .all(after ?? '', limit)
        .map(({ id }) => id),
    count: (database) => statement<[], { n: number }>(database, `SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0,
  };
}
