/**
 * Backups: one folder each, `0007-20260302-090000-schedule/{client.db, keyring.json, manifest.json, attachments.txt}`, and one
 * folder `attachments` for the files of all of them. `VACUUM INTO` keeps
 * the cipher and key (SQLite's own backup call does not work between encrypted files). A folder gets its real name only
 * after the copy was opened with the key and every page of it read.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupReasons } from '#shared/contract/backups.ts';
import { departmentSchema } from '#shared/platform-api/common.ts';
import { backUpFiles, pruneFiles } from '../sync/attachments/files-backup.ts';
import { StorageFailure } from './failure.ts';
import { patiently, realFiles, requireSpace, syncDirectory, writeWhole } from './files.ts';
import { requireSound } from './department.ts';
import { asStorageFailure, connect } from './open.ts';

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
  /** For people, to choose by. */
  counts: z.object({ notices: z.number().int(), unsettled: z.number().int(), audit: z.number().int() }),
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
  readonly facts: Omit<BackupManifest, 'format' | 'bytes' | 'counts'>;
}

export interface Backup {
  readonly folder: string;
  readonly number: number;
  /** null: the folder has the name of a backup, but its manifest cannot be read. */
  readonly manifest: BackupManifest | null;
}

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
 * Makes a verified backup over a connection of its own, beside the one that writes. Takes as long as copying the file a
 * few times: large databases are backed up in another thread. Throws `StorageFailure`; nothing unfinished stays then.
 */
export function makeBackup(job: BackupJob): Backup & { manifest: BackupManifest } {
  const number = (listBackups(job.into).at(-1)?.number ?? 0) + 1;
  const stamp = job.facts.at.replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const folder = join(job.into, `${String(number).padStart(4, '0')}-${stamp}-${job.facts.reason}`);
  const unfinished = `${folder}.unfinished`;
  const parts = backupParts(unfinished);
  try {
    realFiles.makeDirectory(job.into);
    for (const name of readdirSync(job.into)) if (name.endsWith('.unfinished')) realFiles.remove(join(job.into, name));
    realFiles.makeDirectory(unfinished);
    requireSpace(unfinished, statSync(job.database).size);
    const source = connect(job.database, job.key, { readonly: true });
    try {
      source.prepare('VACUUM INTO ?').run(parts.database);
    } finally {
      source.close();
    }
    const counts = verify(parts.database, job.key);
    copyFileSync(job.keyring, parts.keyring);
    if (job.attachments !== undefined) backUpFiles(job.attachments, job.into, unfinished);
    const manifest: BackupManifest = { format: 1, ...job.facts, bytes: statSync(parts.database).size, counts };
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

/** Opens a backup's database with the key and reads all of it. Throws `StorageFailure` where it is not good. */
export function verify(file: string, key: Uint8Array): BackupManifest['counts'] {
  const copy = connect(file, key, { readonly: true });
  try {
    requireSound(copy);
    const count = (sql: string) => copy.prepare<[], { rows: number }>(sql).get()?.rows ?? 0;
    return {
      notices: count('SELECT count(*) AS rows FROM notice'),
      unsettled: count(
        "SELECT count(*) AS rows FROM outbox WHERE state IN ('queued','sending','unknown','rejected','conflict','quarantined')",
      ),
      audit: count('SELECT count(*) AS rows FROM audit'),
    };
  } finally {
    copy.close();
  }
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
