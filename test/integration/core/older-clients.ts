/** Databases as older clients left them: every schema that there has been counts as a shipped version. */
import BetterSqlite3 from 'better-sqlite3';
import { applyMigrations, readMigrations } from '#core/database/migrate.ts';
import type { Database } from '#core/database/types.ts';
import { migrationsDirectory } from './support.ts';

export const knownMigrations = readMigrations(migrationsDirectory);
/** The last migration of each older client, and how many came after it. */
export const olderClients = knownMigrations
  .slice(0, -1)
  .map(({ tag, index }) => ({ tag, index, behind: knownMigrations.length - 1 - index }));

/** Migrates a database as far as the client did whose last migration was this one. */
export const migrateUpTo = (database: Database, index: number): void =>
  applyMigrations(database, knownMigrations.slice(0, index + 1));

/** Tables in which older clients kept half-filled forms, and how a draft of today was written there. */
const earlierDrafts = [
  {
    table: 'feedback_draft',
    rows: `SELECT record_id AS notice_id, part AS feedback_id, account, "values", saved_at, discarded_at
      FROM draft WHERE collection = 'notices'`,
  },
  {
    table: 'result_draft',
    rows: `SELECT record_id AS subject_id, account, CAST(shape AS INTEGER) AS checklist_version, "values", saved_at,
      discarded_at FROM draft WHERE collection = 'inspectionSubjects'`,
  },
];

/**
 * What a client of today has, in the schema of an older one: every row that the schema has a place for. Full-text indexes
 * stay empty, since their words cannot be read again.
 */
export function asLeftByOlder(today: Database, index: number): Database {
  const older: Database = new BetterSqlite3(':memory:');
  migrateUpTo(older, index);
  const tables = older
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_text%'
         ESCAPE '\\' AND name <> 'schema_migration'`,
    )
    .pluck()
    .all();
  const columnsOf = (database: Database, table: string) =>
    database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  for (const table of tables) {
    const known = new Set(columnsOf(today, table));
    const rows =
      earlierDrafts.find((one) => one.table === table)?.rows ??
      (known.size > 0 ? `SELECT * FROM "${table}"` : undefined);
    if (rows === undefined) throw new Error(`where are the rows of ${table} today?`);
    for (const row of today.prepare<[], Record<string, unknown>>(rows).all()) {
      const columns = columnsOf(older, table).filter((column) => column in row);
      older
        .prepare(
          `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')})
           VALUES (${columns.map(() => '?').join(', ')})`,
        )
        .run(...columns.map((column) => row[column]));
    }
  }
  return older;
}
