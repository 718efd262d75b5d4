/**
 * Backups: one folder each, `0007-20260302-090000-schedule/{client.db, keyring.json, manifest.json, attachments.txt}`, and one
 * folder `attachments` for the files of all of them. The file is copied encrypted as it is; where somebody reads an older
 * state of it, `VACUUM INTO` writes a new one with the same cipher and key (SQLite's own backup call does not work between
 * encrypted files). A folder gets its real name only after every page of the copy was read and proved whole; once a week
 * SQLite goes through its structure as well, which takes several times as long, as it does before a backup is restored.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupReasons } from '#shared/contract/backups.ts';
import { departmentSchema } from '#shared/platform-api/common.ts';
import { backUpFiles, pruneFiles } from '../sync/attachments/files-backup.ts';
import { unsettledSql } from '../sync/outbox/entries.ts';
import { copyInUse } from '../database/copy-in-use.ts';
import { StorageFailure } from '../database/failure.ts';
import { patiently, realFiles, requireSpace, syncDirectory, writeWhole } from '../database/files.ts';
import { requireSound } from '../database/department.ts';
import { asStorageFailure, connect } from '../database/open.ts';
import { everyPageFits } from '../database/pages.ts';
import type { Database } from '../database/types.ts';
import type { CountRecords } from './count-records.ts';

export type BackupReason = (typeof backupReasons)[number];

export const backupManifestSchema = z.object({
  format: z.literal(1),
  /** By the local clock; for people. The number in the folder's name tells the order. */
  at: z.string(),
  reason: z.enum(backupReasons),
  clientVersion: z.string(),
  platformId: z.string(),
  platformName: z.string(),
  department: departmentSchema,
  keyCheck: z.string(),
  /** Journal entries from this segment on may be missing in the backup. */
  journalSegment: z.number().int().min(0),
  bytes: z.number().int(),
  /** What was looked at in the copy: that each page is whole, or the whole structure. Absent in older backups. */
  checked: z.enum(['pages', 'structure']).optional(),
  /** For people, to choose by: what is owed, what was done, and records under the names of their collections. */
  counts: z.object({ unsettled: z.number().int(), audit: z.number().int() }).catchall(z.number().int()),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Plain data: it may be handed to another thread. */
export interface BackupJob {
  readonly database: string;
  readonly key: Uint8Array;
  readonly keyring: string;
  /** Folder of the kept files; absent: there are none to back up. */
  readonly attachments?: string;
  /** Folder in which the backup's own folder is made. */
  readonly into: string;
  readonly facts: Omit<BackupManifest, 'format' | 'bytes' | 'checked' | 'counts'>;
}

export interface Backup {
  readonly folder: string;
  readonly number: number;
  /** null: the folder has the name of a backup, but its manifest cannot be read. */
  readonly manifest: BackupManifest | null;
}

const weekMilliseconds = 7 * 24 * 3_600_000;
const folderPattern = /^(\d{4,})-\d{8}-\d{6}-[A-Za-z]+$/;
const databaseName = 'client.db';
const keyringName = 'keyring.json';
const manifestName = 'manifest.json';
export const backupParts = (folder: string) => ({
  database: join(folder, databaseName),
  keyring: join(folder, keyringName),
  manifest: join(folder, manifestName),
});

/**
 * Makes a verified backup over connections of its own; whoever writes goes on meanwhile. Takes as long as copying the file a
 * few times: large databases are backed up in another thread. Throws `StorageFailure`; nothing unfinished stays then.
 */
export function makeBackup(job: BackupJob, countRecords: CountRecords): Backup & { manifest: BackupManifest } {
  const earlier = listBackups(job.into);
  const number = (earlier.at(-1)?.number ?? 0) + 1;
  const stamp = job.facts.at.replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const folder = join(job.into, `${String(number).padStart(4, '0')}-${stamp}-${job.facts.reason}`);
  const unfinished = `${folder}.unfinished`;
  const parts = backupParts(unfinished);
  try {
    realFiles.makeDirectory(job.into);
    for (const name of readdirSync(job.into)) if (name.endsWith('.unfinished')) realFiles.remove(join(job.into, name));
    realFiles.makeDirectory(unfinished);
    requireSpace(unfinished, statSync(job.database).size);
    if (!copyInUse(job.database, job.key, parts.database)) writeAnew(job, parts.database);
    const deep = isStructureDue(earlier, job.facts.at) || !everyPageFits(parts.database, job.key);
    const counts = inCopy(parts.database, job.key, (copy) => {
      if (deep) requireSound(copy);
      return countsOf(copy, countRecords);
    });
    copyFileSync(job.keyring, parts.keyring);
    if (job.attachments !== undefined) backUpFiles(job.attachments, job.into, unfinished);
    const bytes = statSync(parts.database).size;
    const checked = deep ? 'structure' : 'pages';
    const manifest: BackupManifest = { format: 1, ...job.facts, bytes, checked, counts };
    writeWhole(parts.manifest, `${JSON.stringify(manifest, null, 1)}\n`);
    syncFile(parts.database);
    patiently(() => realFiles.rename(unfinished, folder));
    syncDirectory(job.into);
    return { folder, number, manifest };
  } catch (error) {
    discard(unfinished);
    throw asStorageFailure(error, folder);
  }
}

function writeAnew({ database, key }: BackupJob, target: string): void {
  const source = connect(database, key, { readonly: true });
  try {
    source.prepare('VACUUM INTO ?').run(target);
  } finally {
    source.close();
  }
}

/** Once a week, and where the clock went backwards. */
function isStructureDue(earlier: readonly Backup[], at: string): boolean {
  return !earlier.some(({ manifest }) => {
    if (manifest?.checked !== 'structure') return false;
    const since = Date.parse(at) - Date.parse(manifest.at);
    return since >= 0 && since < weekMilliseconds;
  });
}

/** Opens a backup's database with the key and goes through all of it. Throws `StorageFailure` where it is not good. */
export const verify = (file: string, key: Uint8Array): void => inCopy(file, key, requireSound);

function inCopy<Result>(file: string, key: Uint8Array, look: (copy: Database) => Result): Result {
  const copy = connect(file, key, { readonly: true });
  try {
    return look(copy);
  } finally {
    copy.close();
  }
}

function countsOf(copy: Database, countRecords: CountRecords): BackupManifest['counts'] {
  const count = (sql: string) => copy.prepare<[], { rows: number }>(sql).get()?.rows ?? 0;
  return {
    ...countRecords(copy),
    unsettled: count(`SELECT count(*) AS rows FROM outbox WHERE state IN ${unsettledSql}`),
    audit: count('SELECT count(*) AS rows FROM audit'),
  };
}

/** Finished backups in a folder, oldest first. Does not open the databases. */
export function listBackups(directory: string): Backup[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .flatMap((name) => {
      const number = folderPattern.exec(name)?.[1];
      if (number === undefined) return [];
      const folder = join(directory, name);
      return [{ folder, number: Number(number), manifest: readManifest(folder) }];
    })
    .sort((a, b) => a.number - b.number);
}

/** The manifest of a backup's folder, or null where there is none that can be read. */
export function readManifest(folder: string): BackupManifest | null {
  try {
    const parsed = backupManifestSchema.safeParse(JSON.parse(readFileSync(backupParts(folder).manifest, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Missing, unreadable or no JSON: in each case there is no manifest to go by, which is what null says.
    return null;
  }
}

/** Removes the oldest backups beyond `keep`, and the files that only they needed. Returns those that stay. */
export function pruneBackups(directory: string, keep: number): Backup[] {
  const all = listBackups(directory);
  const surplus = all.slice(0, Math.max(0, all.length - keep));
  for (const { folder } of surplus) realFiles.remove(folder);
  const kept = all.slice(surplus.length);
  pruneFiles(
    directory,
    kept.map(({ folder }) => folder),
  );
  return kept;
}

/** Removes what an attempt left; where even that fails, the first failure is the one to tell. */
function discard(folder: string): void {
  try {
    realFiles.remove(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function syncFile(file: string): void {
  const handle = realFiles.open(file, 'r+');
  try {
    realFiles.sync(handle);
  } finally {
    realFiles.close(handle);
  }
}

/** Throws `databaseForeign` where the folder holds no backup. */
export function requireManifest(folder: string): BackupManifest {
  const manifest = readManifest(folder);
  if (!manifest) throw new StorageFailure('databaseForeign', `${folder} 不是备份目录（缺少 ${manifestName}）`);
  return manifest;
}
