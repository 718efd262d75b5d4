/** A small collection kept as one table: id, revision, a few columns for lists, and the whole record as JSON. */
import { type Refused, refuse } from '#shared/records/applied.ts';
import { statement } from '../database/statements.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import { byId } from './by-id.ts';

type Value = string | number | null;

/** The storing half of a `SyncedCollection`. Names of table and columns are constants of the code, never data. */
export function jsonTable<Data>(
  table: string,
  columns: Readonly<Record<string, (data: Data) => Value>>,
): Pick<SyncedCollection<Data>, 'write' | 'remove' | 'read' | 'revisions' | 'ids' | 'count'> {
  const names = ['id', 'revision', ...Object.keys(columns), 'data'];
  const upsert = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${names
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;
  return {
    ...byId(table),
    write({ database }, records) {
      const store = statement<Value[]>(database, upsert);
      for (const { id, revision, data } of records)
        store.run(id, revision, ...Object.values(columns).map((value) => value(data)), JSON.stringify(data));
    },
    remove(database, ids) {
      const drop = statement<[string]>(database, `DELETE FROM ${table} WHERE id = ?`);
      for (const id of ids) drop.run(id);
    },
    read(database, id) {
      const row = statement<[string], { revision: number; data: string }>(
        database,
        `SELECT revision, data FROM ${table} WHERE id = ?`,
      ).get(id);
      // What is stored was checked when it came; it is not checked again here.
      return row ? { id, revision: row.revision, data: JSON.parse(row.data) as Data } : null;
    },
  };
}

/** What a collection without operations says of them; `message` is the answer to any. */
export const readOnly = (message: string) => ({
  operationNames: {},
  replay: (): Refused => refuse('readOnly', message),
  // Refused to everybody alike.
  rightRefusal: () => null,
});
