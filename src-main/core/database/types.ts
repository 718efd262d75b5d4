import type BetterSqlite3 from 'better-sqlite3';

/** The connection that may write; there is one. */
export type Database = BetterSqlite3.Database & { readonly __writes?: true };
/** A connection opened read-only (exports, long reads). */
export type ReadDatabase = Pick<BetterSqlite3.Database, 'prepare' | 'close' | 'open'>;
