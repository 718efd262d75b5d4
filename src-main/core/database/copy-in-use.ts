/**
 * Copies the file of a database that is in use, byte for byte: the pages stay encrypted as they are, so nothing is decrypted
 * and encrypted again as with `VACUUM INTO`.
 *
 * In WAL mode only a checkpoint writes to the file itself, and none goes past what the oldest open reader sees
 * (https://www.sqlite.org/wal.html#checkpointing). So a reader is opened, and a checkpoint brings all that is committed into
 * the file; once it says that nothing is left, the file is exactly what that reader sees, and stays so while it is
 * open. Others go on writing meanwhile, into the log, and never wait.
 */
import { spawnSync } from 'node:child_process';
import { constants, copyFileSync, rmSync, statSync } from 'node:fs';
import { storageReasonOf } from './failure.ts';
import { connect } from './open.ts';
import type { Database } from './types.ts';

/** An export may read an older state for minutes: not worth waiting for. */
const patienceMilliseconds = 2000;
const pauseMilliseconds = 20;

/**
 * Whether the copy was made; where not, nothing is left of it: somebody reads an older state, or the system would not copy.
 * The copy is in rollback mode, one file without a log beside it. Not yet synced to the disk. `copy` copies one file and says
 * whether it did.
 */
export function copyInUse(source: string, key: Uint8Array, target: string, copy = copyFile): boolean {
  try {
    const copied = whileStandingStill(source, key, () => copy(source, target));
    if (copied) leaveWalMode(target, key);
    else rmSync(target, { force: true });
    return copied;
  } catch (error) {
    rmSync(target, { force: true });
    // A file that cannot be opened for writing, a full disk: the other way finds the same trouble, or goes on in spite of it.
    if (storageReasonOf(error) === null) throw error;
    return false;
  }
}

function whileStandingStill(source: string, key: Uint8Array, work: () => boolean): boolean {
  const reader = connect(source, key);
  const mover = connect(source, key);
  try {
    const deadline = performance.now() + patienceMilliseconds;
    do {
      // Most of the log first, so that little comes in between.
      mover.pragma('wal_checkpoint(PASSIVE)');
      reader.exec('BEGIN');
      reader.prepare('SELECT count(*) FROM sqlite_master').get();
      if (allIsInTheFile(mover)) {
        const before = stamp(source);
        const done = work();
        // What SQLite promises, looked at all the same.
        if (!done || stamp(source) === before) return done;
      }
      reader.exec('ROLLBACK');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    } while (performance.now() < deadline);
    return false;
  } finally {
    reader.close();
    mover.close();
  }
}

/** Moves what may be moved from the log to the file; true where nothing was left in the log that the file lacks. */
function allIsInTheFile(mover: Database): boolean {
  const [moved] = mover.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[];
  return moved !== undefined && moved.busy === 0 && moved.log === moved.checkpointed;
}

function stamp(file: string): string {
  const { mtimeNs, size } = statSync(file, { bigint: true });
  return `${mtimeNs} ${size}`;
}

/**
 * By a process of its own where locks are POSIX locks: closing any handle of a file lets go of all locks that the process
 * has on it, SQLite's as well (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
export function copyFile(source: string, target: string): boolean {
  if (process.platform === 'win32') {
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    return true;
  }
  rmSync(target, { force: true });
  return spawnSync('/bin/cp', ['--', source, target], { stdio: 'ignore' }).status === 0;
}

/** The mode is in the file's header; a copy in WAL mode could not be read from a disk that is write-protected. */
function leaveWalMode(file: string, key: Uint8Array): void {
  const copy = connect(file, key);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
