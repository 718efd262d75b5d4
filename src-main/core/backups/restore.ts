/**
 * Putting a backup in the place of the database, on this PC or another. The present file is never deleted: it moves to
 * `aside/`. The restored copy is an older state of a device that has moved on, so it gets a new device epoch, and work
 * that looks unsent may long have been delivered: it is asked for before anything is sent again.
 */
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appendAudit } from '../audit/audit.ts';
import { backupParts, requireManifest, verify } from './backup.ts';
import { closeWhole, removeDatabase } from '../database/department.ts';
import { restoreFiles } from '../sync/attachments/files-backup.ts';
import { StorageFailure } from '../database/failure.ts';
import { patiently, realFiles, requireSpace, syncDirectory } from '../database/files.ts';
import type { Keyring } from '../database/keyring.ts';
import { keyCheckOf, readKeyring, writeKeyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import { endOpening } from '../database/opening.ts';
import { asStorageFailure, connect } from '../database/open.ts';
import type { Database } from '../database/types.ts';

export interface RestoreRequest {
  /** Folder of the backup. */
  readonly folder: string;
  readonly key: Uint8Array;
  readonly paths: DepartmentPaths;
  /** The keyring on this PC, or null where there is none that can be read. */
  readonly present: Keyring | null;
  /** ISO instant for the audit and for the name of the folder aside. */
  readonly at: string;
}

/** Restores. Throws `StorageFailure`; the present file is then still in its place or, at worst, whole in `aside/`. */
export function restoreBackup({ folder, key, paths, present, at }: RestoreRequest): { deviceEpoch: number } {
  const restoring = `${paths.database}.restoring`;
  try {
    const manifest = requireManifest(folder);
    if (manifest.keyCheck !== keyCheckOf(key)) throw new StorageFailure('databaseForeign', `${folder} 的密钥不符`);
    const source = backupParts(folder);
    const backedUp = readKeyring(source.keyring);
    if (!backedUp) throw new StorageFailure('databaseForeign', `${folder} 里没有密钥文件`);
    verify(source.database, key);
    realFiles.makeDirectory(paths.directory);
    requireSpace(paths.directory, statSync(source.database).size);
    removeDatabase(restoring);
    copyFileSync(source.database, restoring);
    const lost = restoreFiles(folder, paths.attachments, key);

    const sameKey = present !== null && present.keyCheck === manifest.keyCheck;
    const database = connect(restoring, key);
    const known = Math.max(present?.deviceEpoch ?? 1, backedUp.deviceEpoch);
    const deviceEpoch = beginNewEpoch(database, {
      known,
      at,
      why: `从 ${manifest.at} 的备份恢复${lost.length > 0 ? `（${lost.length} 个附件不在备份里）` : ''}`,
    });
    closeWhole(database);

    putAside(paths, at);
    if (!sameKey && realFiles.exists(paths.keyring)) moveAside(paths.keyring, paths, at);
    // The keyring on this PC is the newer one, with accounts that came after the backup; another key needs its own.
    const keyring = sameKey ? present : backedUp;
    writeKeyring(paths.keyring, { ...keyring, deviceEpoch, databaseMade: true });
    patiently(() => realFiles.rename(restoring, paths.database));
    syncDirectory(paths.directory);
    return { deviceEpoch };
  } catch (error) {
    throw asStorageFailure(error, folder);
  }
}

/**
 * Marks a database that was set back in time. Entries that look undelivered become 结果未知: their ids are asked for before
 * any resend, and nobody can withdraw what may be on the platform already.
 */
export function beginNewEpoch(database: Database, facts: { known: number; at: string; why: string }): number {
  return database
    .transaction(() => {
      const epoch = Math.max(facts.known, Number(readMeta(database, 'deviceEpoch') ?? 1)) + 1;
      writeMeta(database, 'deviceEpoch', String(epoch));
      database
        .prepare("UPDATE outbox SET state = 'unknown', next_attempt_at = NULL WHERE state IN ('queued', 'sending')")
        .run();
      const actor = { account: '-', name: '本机', departmentCode: '000000', departmentName: '-' };
      appendAudit(
        { database, actor, correctedNow: () => facts.at },
        { action: 'database.restore', detail: `${facts.why}，设备序号改为 ${epoch}` },
      );
      return epoch;
    })
    .immediate();
}

/** Moves the database with its log to `aside/`, whatever state it is in. */
export function putAside(paths: DepartmentPaths, at: string): void {
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(`${paths.database}${suffix}`)) moveAside(`${paths.database}${suffix}`, paths, at);
  endOpening(paths.opening);
  syncDirectory(dirname(paths.database));
}

function moveAside(file: string, paths: DepartmentPaths, at: string): void {
  const folder = join(paths.aside, at.replace(/[:.]/g, '-'));
  realFiles.makeDirectory(folder);
  let target = join(folder, basename(file));
  for (let copy = 2; existsSync(target); copy += 1) target = join(folder, `${basename(file)}.${copy}`);
  patiently(() => realFiles.rename(file, target));
}
