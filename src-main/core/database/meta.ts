/** Facts about the database as a whole, one named row each. */
import { statement } from './statements.ts';
import type { Database } from './types.ts';

/** Keys in use. Device id and epoch travel with every operation. */
export type MetaKey =
  | 'platformId'
  | 'platformEpoch'
  | 'platformName'
  | 'departmentCode'
  | 'deviceId'
  | 'deviceEpoch'
  /** What is known of the platform's time, JSON; see `platform-time.ts`. */
  | 'timeMark'
  /** Written by earlier clients: the platform's clock minus the local one, ms. */
  | 'clockOffset'
  | 'lastContactAt'
  | 'lastSyncAt'
  | 'cleanClose'
  /** Number of the last opening; see `opening.ts`. */
  | 'opening'
  | 'lastCheckAt'
  | 'lastBackupAt'
  | 'backupDirectory'
  /** The database was found older than its journal, JSON; empty once a person has taken note. See `accounts/set-back.ts`. */
  | 'setBack'
  /** What the platform last said about the PCs of the department, JSON; see `sync/devices.ts`. */
  | 'departmentDevices'
  /** Files that a person asked to have on this PC, JSON; see `download-queue.ts`. */
  | 'wantedFiles'
  /** Sequence below which accepted entries are still to be asked for again, after the platform's history was replaced. */
  | 'recheckAcceptedBelow';

export function readMeta(database: Pick<Database, 'prepare'>, key: MetaKey): string | null {
  const row = statement<[string], { value: string }>(database, 'SELECT value FROM meta WHERE key = ?').get(key);
  return row?.value ?? null;
}

export function writeMeta(database: Pick<Database, 'prepare'>, key: MetaKey, value: string): void {
  statement<[string, string]>(
    database,
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}
