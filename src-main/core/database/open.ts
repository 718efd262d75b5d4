/**
 * Opens the one encrypted database of a department.
 *
 * Cipher: SQLCipher 4 (AES-256-CBC with HMAC-SHA512 per page) rather than the faster AEGIS of the same library: a county
 * that must have its files examined can name a published format that other tools know, and a damaged or forged page is
 * noticed when it is read. The key is random and raw, so no key derivation is paid at each opening.
 */
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { StorageFailure, storageDetailOf, storageReasonOf } from './failure.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrate.ts';
import { anyPageFits } from './pages.ts';
import type { Database } from './types.ts';

export interface OpenOptions {
  /** Path, or `:memory:`. */
  readonly file: string;
  /** 32 random bytes; null: not encrypted (tests, and databases that hold nothing). */
  readonly key: Uint8Array | null;
  readonly migrationsDirectory: string;
}

/**
 * Opens, sets the connection up and brings the structure up to date in place. Callers with an existing file use
 * `openDepartmentDatabase`, which backs up and migrates a copy. Throws `StorageFailure`; the file is not changed then.
 */
export function openDatabase({ file, key, migrationsDirectory }: OpenOptions): Database {
  const database = connect(file, key);
  try {
    applyMigrations(database, pendingMigrations(database, readMigrations(migrationsDirectory)));
    return database;
  } catch (error) {
    database.close();
    throw asStorageFailure(error, file);
  }
}

/**
 * A connection without migrations. Nothing is written before the key has proved right by reading the first page.
 * `readonly` connections are for exports and checks. Throws `StorageFailure`.
 */
export function connect(file: string, key: Uint8Array | null, options: { readonly?: boolean } = {}): Database {
  let database: Database | null = null;
  try {
    database = new BetterSqlite3(file, { readonly: options.readonly ?? false });
    // The order matters: cipher, its layout, the key, and only then anything that reads the file.
    if (key) {
      if (key.length !== 32) throw new RangeError('a database key has 32 bytes');
      database.pragma("cipher = 'sqlcipher'");
      database.pragma('legacy = 4');
      database.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    }
    database.pragma('busy_timeout = 5000');
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    if (!options.readonly) {
      database.pragma('journal_mode = WAL');
      // NORMAL measured no faster with pages as transactions, and loses the last commits on power loss.
      database.pragma('synchronous = FULL');
      // Bigger than the default of 1000: with indexes the cost of a bulk write is rewriting WAL pages, not fsync.
      database.pragma('wal_autocheckpoint = 8000');
    }
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -64000');
    // Sorting must not spill readable rows to disk.
    database.pragma('temp_store = MEMORY');
    return database;
  } catch (error) {
    database?.close();
    throw whyNotOpened(error, file, key);
  }
}

function whyNotOpened(error: unknown, file: string, key: Uint8Array | null): unknown {
  // better-sqlite3 tells a missing folder by a TypeError of its own, before SQLite is asked.
  if (error instanceof TypeError && error.message.includes('directory does not exist'))
    return new StorageFailure('notWritable', `目录不存在：${dirname(file)}`, error);
  if (key && storageReasonOf(error) === 'databaseForeign' && anyPageFits(file, key))
    return new StorageFailure('databaseDamaged', `${file} 的开头已损坏`, error);
  return asStorageFailure(error, file);
}

/** Storage trouble as `StorageFailure`; anything else as it is. */
export function asStorageFailure(error: unknown, where: string): unknown {
  if (error instanceof StorageFailure) return error;
  const reason = storageReasonOf(error);
  return reason === null ? error : new StorageFailure(reason, `${where}（${storageDetailOf(error)}）`, error);
}
