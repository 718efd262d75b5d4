/**
 * One core per department folder. The lock is an exclusive SQLite transaction on a small file of its own: the operating
 * system lets go of it whenever the process ends, however it ends, so that there is no stale lock to judge by a process
 * number that something else may bear by now.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { StorageFailure, storageReasonOf } from './failure.ts';
import { asStorageFailure } from './open.ts';

/** Takes the lock, or throws `databaseInUse` with the other's process number. Returns how to let go. */
export function takeLock(file: string): () => void {
  let lock: BetterSqlite3.Database | null = null;
  try {
    lock = new BetterSqlite3(file, { timeout: 0 });
    // No journal file: the transaction never writes anything.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    // For words only; who holds the lock is not decided by this.
    writeFileSync(`${file}.pid`, String(process.pid));
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    if (storageReasonOf(error) === 'databaseInUse')
      throw new StorageFailure('databaseInUse', `正被进程 ${holder(file)} 使用`, error);
    throw asStorageFailure(error, file);
  }
}

function holder(file: string): string {
  try {
    return readFileSync(`${file}.pid`, 'utf8');
  } catch {
    // The other one has taken the lock and not yet written its number, which is for words only.
    return '（编号未知）';
  }
}
