/**
 * Finding the database's key for somebody whom the platform has just vouched for. The platform cannot open the data: that
 * takes a secret of this PC. In order: the key in memory while a colleague of the same department is signed in, the
 * password, the password before it was changed, the department's recovery code.
 */
import type { FailureReason } from '#shared/contract/failures.ts';
import { unlockAccount, unlockRecovery } from '../database/keyring.ts';
import type { Keyring } from '../database/keyring.ts';
import type { Attempts } from './attempts.ts';
import { entryOf } from './known-accounts.ts';
import { parseRecoveryCode } from './recovery-code.ts';

/** Name of the recovery code among those who try; no account can have it. */
export const recoveryTries = '\u0000recovery';

export interface Secrets {
  readonly account: string;
  readonly password: string;
  readonly previousPassword?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

type Found<Reason extends FailureReason> =
  { ok: true; key: Uint8Array } | { ok: false; reason: Reason; detail?: string };
export type RecoveredKey = Found<'wrongRecoveryCode' | 'waitBeforeRetry'>;
export type FoundKey = RecoveredKey | Found<'passwordChanged' | 'recoveryCodeNeeded'>;

/** `keepCount` stores the number of wrong codes before the comparison. */
export async function findKey(
  keyring: Keyring,
  keyInMemory: Uint8Array | null,
  secrets: Secrets,
  attempts: Attempts,
  keepCount: (wrongCodes: number) => void,
): Promise<FoundKey> {
  if (keyInMemory) return { ok: true, key: keyInMemory };
  const { account, password, previousPassword, recoveryCode } = secrets;
  for (const candidate of [password, previousPassword ?? null]) {
    const unlocked = candidate === null ? null : await unlockAccount(keyring, account, candidate);
    if (unlocked) return { ok: true, key: unlocked.key };
  }
  if (recoveryCode !== undefined) return keyByRecoveryCode(keyring, recoveryCode, attempts, keepCount);
  return { ok: false, reason: entryOf(keyring, account) ? 'passwordChanged' : 'recoveryCodeNeeded' };
}

/** A slip that the code's own checks find costs nothing; a well-formed wrong code is counted. */
export async function keyByRecoveryCode(
  keyring: Keyring,
  typed: string,
  attempts: Attempts,
  keepCount: (wrongCodes: number) => void,
): Promise<RecoveredKey> {
  const kept = keyring.recovery.wrongCodes;
  const wait = attempts.remaining(recoveryTries, kept);
  if (wait > 0) return { ok: false, reason: 'waitBeforeRetry', detail: waitWords(wait) };
  const parsed = parseRecoveryCode(typed);
  if (!parsed.ok) return { ok: false, reason: 'wrongRecoveryCode', detail: parsed.detail };
  keepCount(attempts.count(recoveryTries, kept));
  const key = await unlockRecovery(keyring, parsed.code);
  if (!key) return { ok: false, reason: 'wrongRecoveryCode', detail: '恢复码格式正确，但不是本科室现在的恢复码' };
  attempts.clear(recoveryTries);
  keepCount(0);
  return { ok: true, key };
}

export const waitWords = (milliseconds: number): string => `请等 ${Math.ceil(milliseconds / 1000)} 秒后再试`;
