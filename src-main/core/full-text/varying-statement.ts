import type { Statement } from 'better-sqlite3';
import type { Database } from '../database/types.ts';

const kept = new WeakMap<Database, Map<string, Statement>>();
/** Filters in daily use on one PC are fewer; what falls out is compiled again, at well under a millisecond. */
const maximumKept = 80;

/**
 * A prepared statement whose text depends on which filters are set (never on what is in them: values are parameters).
 * The least recently used ones are dropped.
 */
export function varyingStatement<Row>(database: Database, sql: string): Statement<unknown[], Row> {
  let known = kept.get(database);
  if (!known) kept.set(database, (known = new Map<string, Statement>()));
  const found = known.get(sql) ?? database.prepare(sql);
  known.delete(sql);
  known.set(sql, found);
  if (known.size > maximumKept) {
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }
  // The cache holds statements of many shapes; the caller names the shape of the SQL that it wrote.
  return found as Statement<unknown[], Row>;
}
