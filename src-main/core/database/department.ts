/**
 * The database of one department on this PC: made once, opened, and brought to a new structure by way of a copy, so that
 * a failed or killed migration leaves the old file as it was (realm-js#6603, Trilium#1835).
 */
import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../environment.ts';
import { StorageFailure } from './failure.ts';
import { patiently, requireSpace, syncDirectory } from './files.ts';
import type { Migration } from './migrate.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrate.ts';
import { asStorageFailure, connect, openDatabase } from './open.ts';
import type { Database } from './types.ts';

export interface DepartmentDatabaseOptions {
  readonly file: string;
  readonly key: Uint8Array;
  readonly migrationsDirectory: string;
  /** Whether a missing file may be made: only where there never was one. */
  readonly mayCreate: boolean;
  /** Makes and verifies a backup of the file as it is; returns the path of the copied database. */
  readonly backUp: () => string;
  readonly log: Logger;
}

/**
 * Opens the file, making or migrating it where needed. Throws `StorageFailure`; the file is unchanged then. A file that is
 * missing or empty is damage, never an invitation to begin with an empty inbox.
 */
export function openDepartmentDatabase(options: DepartmentDatabaseOptions): Database {
  const { file, key, migrationsDirectory, mayCreate } = options;
  try {
    // Leavings of a process that was killed: never used, since only a finished file gets the real name.
    removeDatabase(makingName(file));
    removeDatabase(migratingName(file));
    if (!existsSync(file)) {
      if (!mayCreate) throw new StorageFailure('databaseDamaged', `数据文件 ${file} 不见了`);
      make(file, key, migrationsDirectory);
    }
    // SQLite takes a file without content for a new database.
    if (statSync(file).size === 0) throw new StorageFailure('databaseDamaged', `数据文件 ${file} 是空的`);
    const pending = pendingOf(file, key, migrationsDirectory);
    if (pending.length > 0) migrate(options, pending);
    return connect(file, key);
  } catch (error) {
    throw asStorageFailure(error, file);
  }
}

const makingName = (file: string) => `${file}.making`;
const migratingName = (file: string) => `${file}.migrating`;

function make(file: string, key: Uint8Array, migrationsDirectory: string): void {
  const making = makingName(file);
  closeWhole(openDatabase({ file: making, key, migrationsDirectory }));
  patiently(() => renameSync(making, file));
  syncDirectory(dirname(file));
}

function pendingOf(file: string, key: Uint8Array, migrationsDirectory: string): Migration[] {
  const database = connect(file, key);
  try {
    return pendingMigrations(database, readMigrations(migrationsDirectory));
  } finally {
    database.close();
  }
}

/** Backup → migrate a copy of it → check the copy → put it in the place of the old file. */
function migrate({ file, key, backUp, log }: DepartmentDatabaseOptions, pending: readonly Migration[]): void {
  const tags = pending.map(({ tag }) => tag);
  log.info('升级数据库结构', { migrations: tags });
  const before = countKept(file, key);
  const backup = backUp();
  const migrating = migratingName(file);
  requireSpace(dirname(file), statSync(backup).size);
  copyFileSync(backup, migrating);
  const database = connect(migrating, key);
  try {
    applyMigrations(database, pending);
    requireSound(database);
  } catch (error) {
    database.close();
    removeDatabase(migrating);
    throw error;
  }
  closeWhole(database);
  const after = countKept(migrating, key);
  for (const [table, rows] of before)
    if ((after.get(table) ?? 0) < rows)
      throw new StorageFailure('databaseDamaged', `升级后 ${table} 的记录变少，已保留原文件`);
  // A write-ahead log left beside the old file would be replayed into the new one (Trilium#1835).
  closeWhole(connect(file, key));
  if (existsSync(`${file}-wal`)) throw new StorageFailure('databaseInUse', `${file} 仍被其他程序使用`);
  patiently(() => renameSync(migrating, file));
  syncDirectory(dirname(file));
  log.info('数据库结构已升级', { migrations: tags });
}

/** Tables of people's own work, which the platform cannot give back: no migration may make them shorter. */
export const keptTables = [
  'outbox',
  'audit',
  'draft',
  'conflict',
  'contact_log',
  'attachment',
  'attachment_use',
] as const;
/** Of older versions, whose rows went into a kept table: they count with it. */
const earlierTables: Partial<Record<(typeof keptTables)[number], readonly string[]>> = {
  draft: ['feedback_draft', 'result_draft'],
};

function countKept(file: string, key: Uint8Array): Map<string, number> {
  // Not read-only: the last connection of that kind leaves an empty log beside the file.
  const database = connect(file, key);
  try {
    const present = database.prepare<[string]>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    const rowsOf = (table: string): number =>
      present.get(table) === undefined
        ? 0
        : (database.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows ?? 0);
    return new Map(
      keptTables.map((table) => [
        table,
        [table, ...(earlierTables[table] ?? [])].reduce((sum, one) => sum + rowsOf(one), 0),
      ]),
    );
  } finally {
    database.close();
  }
}

/** Throws `databaseDamaged` with SQLite's first findings where the file is not sound. Reads every page. */
export function requireSound(database: Pick<Database, 'pragma' | 'name'>): void {
  const findings = database.pragma('quick_check(3)') as { quick_check: string }[];
  const words = findings.map(({ quick_check }) => quick_check).join('；');
  if (words !== 'ok') throw new StorageFailure('databaseDamaged', `${database.name}：${words.slice(0, 500)}`);
}

/** Brings everything from the write-ahead log into the file and closes; the file alone is then the database. */
export function closeWhole(database: Database): void {
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Removes a database file that was never in use, with its log. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
