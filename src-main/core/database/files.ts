/**
 * The few files beside the database: written whole or not at all. On Windows a virus scanner or a backup tool may hold a
 * file for a moment, and a rename then fails with EPERM, EACCES or EBUSY (electron-store#112): tried again, a bounded
 * number of times.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StorageFailure } from './failure.ts';

/** What is used of the file system; tests put failures in. */
export interface Files {
  open(path: string, flags: string): number;
  write(handle: number, data: Uint8Array): number;
  sync(handle: number): void;
  close(handle: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  exists(path: string): boolean;
  read(path: string): Buffer;
  makeDirectory(path: string): void;
  /** Bytes that an ordinary user may still write on the volume of this folder. */
  freeBytes(directory: string): number;
}

export const realFiles: Files = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (handle, data) => writeSync(handle, data),
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true, recursive: true }),
  exists: existsSync,
  read: (path) => readFileSync(path),
  makeDirectory,
  freeBytes(directory) {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  },
};

/**
 * Makes a folder and those above it. Not by Node's `recursive`, which never comes back where the system answers ENOENT
 * for a folder whose parent exists (as /proc does).
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else was quicker: as good.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

const passing = new Set(['EPERM', 'EACCES', 'EBUSY']);
const pausesMilliseconds = [10, 20, 40, 80, 160, 320];

/** Does it again while another program holds the file, for at most two thirds of a second. */
export function patiently<Answer>(work: () => Answer): Answer {
  for (const pause of pausesMilliseconds) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && passing.has(String(error.code)))) throw error;
      // Waits in place: the caller is in the middle of a write that must be finished or refused before anything else.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  return work();
}

/** Replaces a file: written beside it, synced, renamed over. On any failure the old content stands. Throws what the file system says. */
export function writeWhole(path: string, data: Uint8Array | string, files: Files = realFiles): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const beside = `${path}.new`;
  files.makeDirectory(dirname(path));
  try {
    const handle = patiently(() => files.open(beside, 'w'));
    try {
      writeAll(handle, bytes, files);
      files.sync(handle);
    } finally {
      files.close(handle);
    }
    patiently(() => files.rename(beside, path));
  } catch (error) {
    files.remove(beside);
    throw error;
  }
  syncDirectory(dirname(path), files);
}

export function writeAll(handle: number, bytes: Uint8Array, files: Files = realFiles): void {
  for (let written = 0; written < bytes.length;) written += files.write(handle, bytes.subarray(written));
}

/** Makes a rename last through a power cut. Windows has no such call and needs none (NTFS journals its names). */
export function syncDirectory(directory: string, files: Files = realFiles): void {
  if (process.platform === 'win32') return;
  const handle = files.open(directory, 'r');
  try {
    files.sync(handle);
  } finally {
    files.close(handle);
  }
}

/** Throws `diskFull` before anything is written where `bytes` more would not fit with a tenth to spare. */
export function requireSpace(directory: string, bytes: number, files: Files = realFiles): void {
  const needed = Math.ceil(bytes * 1.1) + 1_000_000;
  const free = files.freeBytes(directory);
  const megabytes = (value: number) => `${Math.ceil(value / 1_000_000)} MB`;
  if (free < needed)
    throw new StorageFailure('diskFull', `${directory} 还剩 ${megabytes(free)}，需要 ${megabytes(needed)}`);
}
