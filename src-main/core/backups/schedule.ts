/** When backups are made, and which are kept. */
import type { Clock, Logger } from '../environment.ts';
import type { Backup, BackupJob, BackupReason } from './backup.ts';
import { makeBackup, pruneBackups } from './backup.ts';
import type { CountRecords } from './count-records.ts';
import type { OpenJournal } from '../database/journal.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import type { Database } from '../database/types.ts';

export type VerifiedBackup = Backup & { manifest: NonNullable<Backup['manifest']> };
/** Runs a job, here or in another thread. */
export type RunBackup = (job: BackupJob) => Promise<VerifiedBackup>;
export const runBackupHere =
  (countRecords: CountRecords): RunBackup =>
  async (job) =>
    makeBackup(job, countRecords);

/** Backups in the department's own folder; those in a chosen folder are counted apart. */
export const keptBackups = 10;
const dayMilliseconds = 24 * 3_600_000;
/** After signing in, the first look at the lists comes first. */
const settleMilliseconds = 120_000;
const hourMilliseconds = 3_600_000;

export interface BackupScheduleOptions {
  readonly database: Database;
  readonly journal: Pick<OpenJournal, 'turn' | 'dropBefore'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly run: RunBackup;
  /** The department's own folder of backups. */
  readonly directory: string;
  /** A further folder (another disk), or null. */
  chosenDirectory(): string | null;
  /** This department's own place below a folder that somebody chose. */
  placeIn(chosen: string): string;
  job(into: string, reason: BackupReason, journalSegment: number): BackupJob;
}

export interface BackupSchedule {
  /** The department's own folder of backups. */
  readonly directory: string;
  /** Makes one now, in the department's own folder or below a chosen one. Throws `StorageFailure`. Two calls wait for each other. */
  make(reason: BackupReason, chosen: string | null): Promise<VerifiedBackup>;
  lastAt(): string | null;
  /** Why the last scheduled backup failed; null where it did not. */
  problem(): unknown;
  /** Ends the schedule and waits for a backup that is running. */
  stop(): Promise<void>;
}

export function startBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  const { database, journal, clock, log, run, directory } = options;
  let cancel: (() => void) | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let problem: unknown = null;

  const make = (reason: BackupReason, chosen: string | null): Promise<VerifiedBackup> => {
    const made = queue.then(async () => {
      const into = chosen === null ? directory : options.placeIn(chosen);
      // Before the copy begins: what the older segments hold is committed by now, and so will be in the copy.
      const segment = journal.turn();
      const backup = await run(options.job(into, reason, segment));
      if (chosen === null) {
        const kept = pruneBackups(directory, keptBackups);
        // What the oldest kept backup already holds may go, once there are enough backups to fall back on.
        if (kept.length === keptBackups)
          journal.dropBefore(Math.min(segment, ...kept.map(({ manifest }) => manifest?.journalSegment ?? 0)));
        if (database.open) writeMeta(database, 'lastBackupAt', backup.manifest.at);
      } else pruneBackups(into, keptBackups);
      log.info('备份完成', { reason, bytes: backup.manifest.bytes });
      return backup;
    });
    // A failure is the caller's to tell; the next in the queue starts all the same.
    queue = made.catch(() => null);
    return made;
  };

  const round = async (): Promise<void> => {
    try {
      await make('schedule', null);
      const chosen = options.chosenDirectory();
      if (chosen !== null) await make('schedule', chosen);
      problem = null;
    } catch (error) {
      problem = error;
      log.error('定时备份失败', error);
    }
  };

  /** Elapsed by the wall clock, or the clock went backwards: both are a reason to make one rather than to wait. */
  const isDue = (): boolean => {
    const last = readMeta(database, 'lastBackupAt');
    if (last === null) return true;
    const since = clock.now() - Date.parse(last);
    return since < 0 || since >= dayMilliseconds;
  };

  const wait = (milliseconds: number): void => {
    cancel = clock.after(milliseconds, () => {
      const due = !stopped && isDue() ? round() : Promise.resolve();
      void due.then(() => {
        if (!stopped) wait(hourMilliseconds);
      });
    });
  };
  wait(settleMilliseconds);

  return {
    directory,
    make,
    lastAt: () => readMeta(database, 'lastBackupAt'),
    problem: () => problem,
    async stop() {
      stopped = true;
      cancel?.();
      await queue;
    },
  };
}
