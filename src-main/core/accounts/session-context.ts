/** What the parts of signing in work with: fixed facts, and the one piece of state, who is signed in. */
import type { Department } from '#shared/platform-api/common.ts';
import type { CalendarFile } from '#shared/trade/working-days.ts';
import type { CountRecords } from '../backups/count-records.ts';
import type { BackupSchedule, RunBackup } from '../backups/schedule.ts';
import type { StorageReason } from '../database/failure.ts';
import type { Keyring } from '../database/keyring.ts';
import { readKeyring, writeKeyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import type { JournalEntry } from '../database/journal.ts';
import type { Environment } from '../environment.ts';
import type { EventHub } from '../events.ts';
import type { PlatformClient } from '../sync/line/platform-client.ts';
import { createPlatformClient } from '../sync/line/platform-client.ts';
import type { Unlocked } from '../unlocked.ts';
import type { Workspace } from '../workspace.ts';
import type { Attempts } from './attempts.ts';
import type { ConfigurationStore } from './configuration.ts';
import type { OpenedWorkspace } from './open-workspace.ts';
import type { PlatformSession, TokenStore } from './platform-session.ts';

export interface Opening {
  readonly workspace: Workspace;
  readonly platform: PlatformSession;
  readonly backups: BackupSchedule;
  /** For connections of threads of their own. */
  readonly databaseKey: Uint8Array;
  /** Work that the journal has and the database lost; to be taken in again. */
  readonly lost: readonly JournalEntry[];
  readonly calendarChanged: boolean;
  /** Address of the platform now. */
  readonly baseUrl: () => string;
}

/** What the composition adds to an opened workspace: the sync engine and whatever else lives as long as it does. */
export interface Attached {
  readonly unlocked: Unlocked;
  stop(): Promise<void>;
}

export interface SessionOptions {
  readonly environment: Environment;
  readonly events: EventHub;
  readonly dataDirectory: string;
  readonly migrationsDirectory: string;
  readonly exportsDirectory: string | null;
  readonly clientVersion: string;
  readonly calendars: readonly CalendarFile[];
  readonly runBackup: RunBackup;
  /** What a backup tells of records. */
  readonly countRecords: CountRecords;
  readonly tokens: TokenStore;
  attach(opening: Opening): Attached;
}

export interface OpenSession {
  readonly opened: OpenedWorkspace;
  readonly platform: PlatformSession;
  readonly attached: Attached;
  readonly key: Uint8Array;
  readonly paths: DepartmentPaths;
  readonly keyring: Keyring;
}

/** Data that could not be opened, with the key that the person has just proved, if any. */
export interface PendingRecovery {
  readonly platformId: string;
  readonly department: Department;
  readonly paths: DepartmentPaths;
  readonly reason: Extract<StorageReason, 'databaseDamaged' | 'databaseForeign' | 'databaseNewer'>;
  readonly detail: string;
  readonly key: Uint8Array | null;
}

export interface SessionContext extends SessionOptions {
  readonly configuration: ConfigurationStore;
  readonly attempts: Attempts;
  readonly state: {
    open: OpenSession | null;
    recovery: PendingRecovery | null;
    /** Address given at the start; goes before the configured one until another is configured. */
    platformUrl: string | null;
  };
}

export const platformUrl = ({ state, configuration }: SessionContext): string | null =>
  state.platformUrl ?? configuration.read().platformUrl;

/** A client without a session, for asking who is there and for signing in. */
export function anonymousClient(context: SessionContext, baseUrl: () => string): PlatformClient {
  return createPlatformClient({
    transport: context.environment.transport,
    baseUrl,
    token: () => null,
    // Which platform it must be is compared by `requestSession`; an epoch that changed is for sync to ask about.
    expected: () => null,
    clientVersion: context.clientVersion,
  });
}

/** Changes the keyring on disk, from what is on disk now. Throws `StorageFailure` or what the file system says. */
export function changeKeyring(paths: DepartmentPaths, change: (keyring: Keyring) => Keyring): void {
  const keyring = readKeyring(paths.keyring);
  if (keyring) writeKeyring(paths.keyring, change(keyring));
}

/** For what may fail without harm (a counter, the time of the last use): a full disk must not keep anybody from reading. */
export function tryChangeKeyring(
  { environment }: SessionContext,
  paths: DepartmentPaths,
  change: (keyring: Keyring) => Keyring,
): void {
  try {
    changeKeyring(paths, change);
  } catch (error) {
    environment.log.error('密钥文件未能更新', error);
  }
}

/** Changes one account's entry. */
export const changingEntry =
  (account: string, changes: Partial<Keyring['accounts'][number]>) =>
  (keyring: Keyring): Keyring => ({
    ...keyring,
    accounts: keyring.accounts.map((entry) => (entry.account === account ? { ...entry, ...changes } : entry)),
  });
