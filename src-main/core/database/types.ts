import type BetterSqlite3 from 'better-sqlite3';

/** A connection to the department's database. One writes, that of the workspace; exports and checks open read-only ones. */
export type Database = BetterSqlite3.Database;
