import type { Statement } from 'better-sqlite3';
import type { Database } from './types.ts';

type Preparing = Pick<Database, 'prepare'>;

const prepared = new WeakMap<Preparing, Map<string, Statement>>();

/** A prepared statement, compiled once per connection. `sql` must be a constant text, never put together from data. */
export function statement<Parameters extends unknown[], Row = unknown>(
  database: Preparing,
  sql: string,
): Statement<Parameters, Row> {
  let known = prepared.get(database);
  if (!known) prepared.set(database, (known = new Map<string, Statement>()));
  let found = known.get(sql);
  if (!found) known.set(sql, (found = database.prepare(sql)));
  // The cache holds statements of many shapes; the caller names the shape of the SQL that it wrote.
  return found as Statement<Parameters, Row>;
}
