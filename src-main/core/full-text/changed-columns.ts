import type { Database } from '../database/types.ts';
import { varyingStatement } from './varying-statement.ts';

/**
 * Writes those columns of a row whose values differ from what is stored. SQLite rewrites the entries of every index whose
 * column is named in an UPDATE, changed or not: naming all of them made a changed telephone number cost nine indexes.
 * `stored` and `values` in the order of `columns`; table and columns are names of the program's own.
 */
export function updateChangedColumns(
  database: Database,
  table: string,
  key: number,
  columns: readonly string[],
  stored: readonly unknown[],
  values: readonly unknown[],
): void {
  const changed: number[] = [];
  for (let index = 0; index < columns.length; index += 1) if (stored[index] !== values[index]) changed.push(index);
  if (changed.length === 0) return;
  const sets = changed.map((index) => `${columns[index]} = ?`).join(', ');
  varyingStatement(database, `UPDATE ${table} SET ${sets} WHERE key = ?`).run(
    ...changed.map((index) => values[index]),
    key,
  );
}
