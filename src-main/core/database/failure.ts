import type { FailureReason } from '#shared/contract/failures.ts';

/** Why storage could not do what was asked: reasons that have words and a next step in `failures.ts`. */
export type StorageReason = Extract<
  FailureReason,
  'databaseDamaged' | 'databaseForeign' | 'databaseNewer' | 'databaseInUse' | 'diskFull' | 'notWritable'
>;

/** Thrown inside the storage rooms only; at their edges it becomes a result (`guardStorage`). */
export class StorageFailure extends Error {
  readonly reason: StorageReason;
  /** What the reason's own words cannot know: a path, a version. */
  readonly detail: string;

  constructor(reason: StorageReason, detail: string, cause?: unknown) {
    super(`${reason}: ${detail}`, { cause });
    this.name = 'StorageFailure';
    this.reason = reason;
    this.detail = detail;
  }
}

/** Codes of SQLite and of the file system, and what they mean to a person. Everything else is a bug and stays an exception. */
const reasonByCode: Readonly<Record<string, StorageReason>> = {
  SQLITE_FULL: 'diskFull',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  SQLITE_READONLY: 'notWritable',
  SQLITE_CANTOPEN: 'notWritable',
  SQLITE_PERM: 'notWritable',
  EROFS: 'notWritable',
  EACCES: 'notWritable',
  EPERM: 'notWritable',
  ENOTDIR: 'notWritable',
  // A file stands where the folder should be.
  EEXIST: 'notWritable',
  // A drive or a folder that is not there (any more): a pulled stick, a share that was disconnected.
  ENOENT: 'notWritable',
  ENODEV: 'notWritable',
  ENXIO: 'notWritable',
  SQLITE_CORRUPT: 'databaseDamaged',
  // Any read or write that the disk itself refuses: a failing disk, a pulled stick.
  SQLITE_IOERR: 'databaseDamaged',
  SQLITE_NOTADB: 'databaseForeign',
  SQLITE_BUSY: 'databaseInUse',
  SQLITE_LOCKED: 'databaseInUse',
};

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The storage reason behind an exception, or null where it is none. Extended codes (`SQLITE_IOERR_WRITE`) count as their primary one. */
export function storageReasonOf(error: unknown): StorageReason | null {
  if (error instanceof StorageFailure) return error.reason;
  const code = codeOf(error);
  if (code === null) return null;
  const primary = /^SQLITE_[A-Z]+/.exec(code)?.[0];
  return reasonByCode[code] ?? (primary === undefined ? null : (reasonByCode[primary] ?? null));
}

/** What to tell beside the reason's own words. */
export function storageDetailOf(error: unknown): string {
  if (error instanceof StorageFailure) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
