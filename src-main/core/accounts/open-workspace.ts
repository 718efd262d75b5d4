/** From a key to a workspace: lock, database, check, calendar, journal, backups; and back again. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#shared/platform-api/common.ts';
import { type CalendarFile, chinaDate } from '#shared/trade/working-days.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { appendAudit } from '../audit/audit.ts';
import { readCalendar, seedCalendar } from '../calendar/calendar.ts';
import type { BackupJob, BackupReason } from '../backups/backup.ts';
import { backupParts, makeBackup } from '../backups/backup.ts';
import type { CountRecords } from '../backups/count-records.ts';
import type { BackupSchedule, RunBackup } from '../backups/schedule.ts';
import { startBackupSchedule } from '../backups/schedule.ts';
import { closeWhole, openDepartmentDatabase, requireSound } from '../database/department.ts';
import { StorageFailure } from '../database/failure.ts';
import { realFiles } from '../database/files.ts';
import { openJournal, readJournal } from '../database/journal.ts';
import type { JournalEntry, OpenJournal } from '../database/journal.ts';
import type { Keyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { departmentPaths } from '../database/layout.ts';
import { takeLock } from '../database/lock.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import { beginOpening, endOpening, requireLastOpening } from '../database/opening.ts';
import { beginNewEpoch } from '../backups/restore.ts';
import type { Database } from '../database/types.ts';
import type { Environment } from '../environment.ts';
import { createPlatformTime, type PlatformTime } from '../platform-time.ts';
import { readSettings } from '../settings/settings.ts';
import { findLost } from '../sync/push/take-in-lost.ts';
import type { Workspace } from '../workspace.ts';
import { noteSetBack } from './set-back.ts';

export interface OpenWorkspaceOptions {
  readonly environment: Environment;
  readonly paths: DepartmentPaths;
  readonly keyring: Keyring;
  readonly key: Uint8Array;
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly deviceId: string;
  readonly clientVersion: string;
  readonly migrationsDirectory: string;
  readonly calendars: readonly CalendarFile[];
  readonly exportsDirectory: string | null;
  readonly runBackup: RunBackup;
  /** What a backup tells of records. */
  readonly countRecords: CountRecords;
  changed(topic: EventTopic): void;
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  readonly backups: BackupSchedule;
  /** Entries that the journal has and the database lost: it is older than the work that was done on it. */
  readonly lost: readonly JournalEntry[];
  /** The calendar came with this start, for the first time or corrected: what was counted with it must be counted again. */
  readonly calendarChanged: boolean;
  /** Ends backups, brings everything into the file, closes, lets go of the lock. */
  close(): Promise<void>;
}

/** Up to this size every page is read at a start after an unclean end, in about a second; above, the daily backup reads them. */
const quickCheckBytes = 256_000_000;

/** Opens. Throws `StorageFailure`; nothing stays open or locked then. */
export function openWorkspace(options: OpenWorkspaceOptions): OpenedWorkspace {
  const { environment, paths, key, keyring, clientVersion, migrationsDirectory } = options;
  const { clock, log } = environment;
  realFiles.makeDirectory(paths.directory);
  const unlock = takeLock(paths.lock);
  let database: Database | null = null;
  try {
    const job = (into: string, reason: BackupReason, journalSegment: number): BackupJob => ({
      database: paths.database,
      key,
      keyring: paths.keyring,
      attachments: paths.attachments,
      into,
      facts: {
        at: new Date(clock.now()).toISOString(),
        reason,
        clientVersion,
        platformId: keyring.platformId,
        platformName: keyring.platformName,
        department: keyring.department,
        keyCheck: keyring.keyCheck,
        journalSegment,
      },
    });
    database = openDepartmentDatabase({
      file: paths.database,
      key,
      migrationsDirectory,
      mayCreate: !keyring.databaseMade,
      // Segment 0: whatever the journal holds may be newer than this copy.
      backUp: () => backupParts(makeBackup(job(paths.backups, 'migration', 0), options.countRecords).folder).database,
      log,
    });
    requireLastOpening(database, paths.opening);
    checkAfterUncleanEnd(database, paths);
    const calendarChanged = adopt(database, options);
    beginOpening(database, paths.opening, environment.chance);
    const lost = lostEntries(database, options);
    const notBefore = Math.max(0, ...lost.map(({ time }) => Date.parse(time)));
    const platformTime = createPlatformTime({ database, clock, notBefore });
    noteIfSetBack(database, options, lost, new Date(platformTime.now()).toISOString());
    const journal = openJournal({ directory: paths.journal, databaseKey: key, chance: environment.chance, log });
    return assemble(options, { database, platformTime, journal, lost, calendarChanged, job, unlock });
  } catch (error) {
    database?.close();
    unlock();
    throw error;
  }
}

interface Parts {
  readonly database: Database;
  readonly platformTime: PlatformTime;
  readonly journal: OpenJournal;
  readonly lost: readonly JournalEntry[];
  readonly calendarChanged: boolean;
  readonly job: (into: string, reason: BackupReason, journalSegment: number) => BackupJob;
  readonly unlock: () => void;
}

function assemble(options: OpenWorkspaceOptions, parts: Parts): OpenedWorkspace {
  const { database, platformTime, journal, lost, calendarChanged, job, unlock } = parts;
  const { environment, paths, keyring, actor } = options;
  const { clock, log } = environment;
  let settings = readSettings(database);
  let calendar = readCalendar(database);
  const correctedNow = () => new Date(platformTime.now()).toISOString();
  const workspace: Workspace = {
    environment,
    database,
    department: keyring.department,
    actor,
    roles: options.roles,
    directory: paths.directory,
    journal,
    platformTime,
    correctedNow,
    today: () => chinaDate(correctedNow()),
    calendar: () => calendar,
    settings: () => settings,
    exportsDirectory: () => settings.exportsDirectory ?? options.exportsDirectory ?? paths.exports,
    changed(topic) {
      if (topic === 'settings') {
        settings = readSettings(database);
        calendar = readCalendar(database);
      }
      options.changed(topic);
    },
  };
  const backups = startBackupSchedule({
    database,
    journal,
    clock,
    log,
    run: options.runBackup,
    directory: paths.backups,
    chosenDirectory() {
      const chosen = readMeta(database, 'backupDirectory');
      return chosen === '' ? null : chosen;
    },
    // Backups of several departments may go to one disk: each has its folder, as in the data directory.
    // And each key its own below that: several PCs of a department may be given one disk, and the files that their backups
    // share are sealed with the key of one of them.
    placeIn: (chosen) =>
      join(
        departmentPaths(chosen, keyring.platformId, keyring.department.code).directory,
        keyring.keyCheck.slice(0, 8),
      ),
    job,
  });
  return {
    workspace,
    backups,
    lost,
    calendarChanged,
    async close() {
      await backups.stop();
      journal.close();
      try {
        // Statistics for the planner, sampled by SQLite itself and bounded.
        database.pragma('optimize');
        platformTime.note();
        writeMeta(database, 'cleanClose', '1');
      } catch (error) {
        // A full disk must not keep the client from closing; the next start then checks the file.
        log.error('关闭数据库时未能写入', error);
      }
      try {
        closeWhole(database);
        endOpening(paths.opening);
      } finally {
        database.close();
        unlock();
      }
    },
  };
}

function checkAfterUncleanEnd(database: Database, paths: DepartmentPaths): void {
  if (readMeta(database, 'cleanClose') === '1' || statSync(paths.database).size > quickCheckBytes) return;
  requireSound(database);
}

/** Makes sure that the file is this department's, and begins the day in it. Returns whether the calendar changed. */
function adopt(database: Database, { keyring, deviceId, calendars }: OpenWorkspaceOptions): boolean {
  const department = readMeta(database, 'departmentCode');
  const platformId = readMeta(database, 'platformId');
  const other =
    (department !== null && department !== keyring.department.code) ||
    (platformId !== null && platformId !== keyring.platformId);
  if (other) throw new StorageFailure('databaseForeign', `数据属于 ${platformId ?? ''} 的 ${department ?? ''}`);
  return database
    .transaction(() => {
      writeMeta(database, 'departmentCode', keyring.department.code);
      writeMeta(database, 'platformId', keyring.platformId);
      writeMeta(database, 'platformName', keyring.platformName);
      writeMeta(database, 'deviceId', deviceId);
      if (readMeta(database, 'deviceEpoch') === null) writeMeta(database, 'deviceEpoch', String(keyring.deviceEpoch));
      writeMeta(database, 'cleanClose', '0');
      return seedCalendar(database, calendars);
    })
    .immediate();
}

/** What the journal holds and the outbox does not. */
function lostEntries(database: Database, options: OpenWorkspaceOptions): JournalEntry[] {
  const { entries, unreadable } = readJournal(options.paths.journal, options.key);
  if (unreadable > 0) options.environment.log.warn('工作日志有读不出的记录', { unreadable });
  return findLost(database, entries);
}

/**
 * Where the journal holds more, the file was set back in time, by a restored backup or by somebody copying an old one over
 * it: it gets a new device epoch here, unless the restore has given it one already.
 */
function noteIfSetBack(
  database: Database,
  { keyring }: OpenWorkspaceOptions,
  lost: readonly JournalEntry[],
  at: string,
): void {
  const epoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
  const setBack = epoch < keyring.deviceEpoch || lost.some(({ deviceEpoch }) => deviceEpoch >= epoch);
  if (!setBack) return;
  beginNewEpoch(database, {
    known: Math.max(keyring.deviceEpoch, ...lost.map(({ deviceEpoch }) => deviceEpoch)),
    at,
    why: `数据文件比工作日志旧，缺 ${lost.length} 项操作`,
  });
  noteSetBack(database, at, lost.length);
}

/** In the log and in the audit: who opened the data, and how. */
export function recordSignIn(workspace: Workspace, mode: 'online' | 'offline'): void {
  workspace.database
    .transaction(() => {
      const how = mode === 'online' ? '连上平台登录' : '离线登录';
      appendAudit(workspace, { action: 'session.signIn', detail: how });
    })
    .immediate();
}
