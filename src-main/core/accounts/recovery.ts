/** The way back when the data cannot be opened: from a backup, on this PC or another, or from the platform and the journal. */
import type { BackupInfo, RecoveryState } from '#shared/contract/backups.ts';
import type { FailureReason } from '#shared/contract/failures.ts';
import type { Department } from '#shared/platform-api/common.ts';
import type { Backup } from '../backups/backup.ts';
import { backupParts, listBackups, readManifest } from '../backups/backup.ts';
import { StorageFailure, storageDetailOf, storageReasonOf } from '../database/failure.ts';
import type { StorageReason } from '../database/failure.ts';
import { realFiles } from '../database/files.ts';
import { readJournal } from '../database/journal.ts';
import type { Keyring } from '../database/keyring.ts';
import { keyCheckOf, readKeyring, unlockAccount, writeKeyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { departmentPaths } from '../database/layout.ts';
import { takeLock } from '../database/lock.ts';
import { putAside, restoreBackup } from '../backups/restore.ts';
import { leave } from './enter.ts';
import { keyByRecoveryCode, waitWords } from './find-key.ts';
import { entryOf } from './known-accounts.ts';
import type { PendingRecovery, SessionContext } from './session-context.ts';
import { changingEntry, tryChangeKeyring } from './session-context.ts';

export interface RestoreInput {
  readonly folder: string | null;
  readonly recoveryCode?: string | undefined;
  readonly account?: string | undefined;
  readonly password?: string | undefined;
}
type RestoreReason =
  | StorageReason
  | Extract<
      FailureReason,
      'recoveryCodeNeeded' | 'wrongRecoveryCode' | 'wrongPassword' | 'waitBeforeRetry' | 'badFile' | 'refused'
    >;
export type RestoreAnswer =
  { ok: true; department: Department } | { ok: false; reason: RestoreReason; detail?: string };
type KeyAnswer = { ok: true; key: Uint8Array } | { ok: false; reason: RestoreReason; detail?: string };

export const backupInfo = ({ folder, manifest }: Backup): BackupInfo => ({
  folder,
  readable: manifest !== null,
  at: manifest?.at ?? null,
  reason: manifest?.reason ?? null,
  bytes: manifest?.bytes ?? null,
  department: manifest?.department ?? null,
  platformName: manifest?.platformName ?? null,
  counts: manifest?.counts ?? null,
});

/** Backups in a folder of backups, or the one that the folder itself is; newest first. */
export function inspectFolder(folder: string): BackupInfo[] {
  const manifest = readManifest(folder);
  if (manifest) return [backupInfo({ folder, number: 0, manifest })];
  if (!realFiles.exists(folder)) return [];
  return listBackups(folder).toReversed().map(backupInfo);
}

/** For `session.status`. */
export function recoveryState(pending: PendingRecovery): RecoveryState {
  const { platformId, department, paths, reason, detail, key } = pending;
  return {
    platformId,
    department,
    reason,
    detail,
    backups: inspectFolder(paths.backups),
    journalEntries: key ? readJournal(paths.journal, key).entries.length : null,
    keyHeld: key !== null,
  };
}

/** Restores; everybody is signed out then, and the next sign-in takes in what the journal still has. */
export async function restore(context: SessionContext, input: RestoreInput): Promise<RestoreAnswer> {
  try {
    return input.folder === null ? await beginEmpty(context, input) : await restoreFolder(context, input, input.folder);
  } catch (error) {
    const reason = storageReasonOf(error);
    if (reason === null) throw error;
    context.environment.log.error('恢复备份失败', error, { reason });
    return { ok: false, reason, detail: storageDetailOf(error) };
  }
}

async function restoreFolder(context: SessionContext, input: RestoreInput, folder: string): Promise<RestoreAnswer> {
  const { state, environment, dataDirectory } = context;
  const manifest = readManifest(folder);
  if (!manifest) return { ok: false, reason: 'badFile', detail: `${folder} 不是备份目录，或其中的说明文件已损坏` };
  const paths = departmentPaths(dataDirectory, manifest.platformId, manifest.department.code);
  const backedUp = readKeyring(backupParts(folder).keyring);
  if (!backedUp) return { ok: false, reason: 'badFile', detail: `${folder} 里没有密钥文件` };
  const present = readableKeyring(context, paths);
  const keyrings = present ? [present, backedUp] : [backedUp];
  const found = await keyFor(context, input, manifest.keyCheck, keyrings, paths);
  if (!found.ok) return found;
  // A colleague of another department goes on working.
  if (state.open?.paths.directory === paths.directory) await leave(context);
  realFiles.makeDirectory(paths.directory);
  const unlock = takeLock(paths.lock);
  try {
    restoreBackup({ folder, key: found.key, paths, present, at: now(context) });
  } finally {
    unlock();
  }
  environment.log.info('已从备份恢复', { at: manifest.at });
  return settled(context, paths, manifest.department);
}

/** Nothing to restore: the damaged file goes aside, the platform's records come again, the journal's work is done again. */
async function beginEmpty(context: SessionContext, input: RestoreInput): Promise<RestoreAnswer> {
  const pending = context.state.recovery;
  if (!pending) return { ok: false, reason: 'refused', detail: '数据可以正常打开，不需要重新下载' };
  const { paths, department } = pending;
  const keyring = readKeyring(paths.keyring);
  if (!keyring) throw new StorageFailure('databaseForeign', `${paths.keyring} 不见了`);
  const found = await keyFor(context, input, keyring.keyCheck, [keyring], paths);
  if (!found.ok) return found;
  const unlock = takeLock(paths.lock);
  try {
    putAside(paths, now(context));
    const current = readKeyring(paths.keyring) ?? keyring;
    writeKeyring(paths.keyring, { ...current, databaseMade: false, deviceEpoch: current.deviceEpoch + 1 });
  } finally {
    unlock();
  }
  context.environment.log.warn('原数据文件已移开，重新下载');
  return settled(context, paths, department);
}

function settled({ state, events }: SessionContext, paths: DepartmentPaths, department: Department): RestoreAnswer {
  if (state.recovery?.paths.directory === paths.directory) state.recovery = null;
  events.publish('session');
  return { ok: true, department };
}

/** A key that fits `keyCheck`: held from the sign-in that found the damage, or proved now by code or password. */
async function keyFor(
  context: SessionContext,
  { recoveryCode, account, password }: RestoreInput,
  keyCheck: string,
  keyrings: readonly Keyring[],
  paths: DepartmentPaths,
): Promise<KeyAnswer> {
  const { state, attempts } = context;
  for (const held of [state.recovery?.key, state.open?.key])
    if (held && keyCheckOf(held) === keyCheck) return { ok: true, key: held };
  let answer: KeyAnswer = { ok: false, reason: 'recoveryCodeNeeded' };
  for (const keyring of keyrings.filter((candidate) => candidate.keyCheck === keyCheck)) {
    if (recoveryCode !== undefined)
      answer = await keyByRecoveryCode(keyring, recoveryCode, attempts, (wrongCodes) =>
        tryChangeKeyring(context, paths, (now) => ({ ...now, recovery: { ...now.recovery, wrongCodes } })),
      );
    else if (account !== undefined && password !== undefined) {
      const kept = entryOf(keyring, account)?.wrongPasswords ?? 0;
      const wait = attempts.remaining(account, kept);
      if (wait > 0) return { ok: false, reason: 'waitBeforeRetry', detail: waitWords(wait) };
      const wrongPasswords = attempts.count(account, kept);
      tryChangeKeyring(context, paths, changingEntry(account, { wrongPasswords }));
      const unlocked = await unlockAccount(keyring, account, password);
      if (unlocked) {
        attempts.clear(account);
        tryChangeKeyring(context, paths, changingEntry(account, { wrongPasswords: 0 }));
      }
      answer = unlocked ? { ok: true, key: unlocked.key } : { ok: false, reason: 'wrongPassword' };
    }
    if (answer.ok) return answer;
  }
  return answer;
}

/** The keyring on this PC; a damaged one counts as none here, since the backup brings its own. It is kept aside. */
function readableKeyring({ environment }: SessionContext, paths: DepartmentPaths): Keyring | null {
  try {
    return readKeyring(paths.keyring);
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    environment.log.error('本机密钥文件读不懂，改用备份里的', error);
    return null;
  }
}

const now = ({ environment }: SessionContext) => new Date(environment.clock.now()).toISOString();
