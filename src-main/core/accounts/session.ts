/**
 * Who is at the keyboard. Signing in asks the platform where it can be reached, and it has the last word on accounts;
 * where it cannot be, the password last accepted here opens the data. Nothing in this room deletes anything: not a
 * disabled account, not a changed password, not signing out.
 *
 * Whatever changes the state runs one after the other; questions are answered at any time.
 */
import type { FailureReason } from '#shared/contract/failures.ts';
import type { SessionStatus } from '#shared/contract/session.ts';
import type { DemoAccount } from '#shared/platform-api/demonstration.ts';
import { appendAudit } from '../audit/audit.ts';
import type { StorageReason } from '../database/failure.ts';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import { readKeyring, unlockAccount, withRecoveryCode, writeKeyring } from '../database/keyring.ts';
import { unsettledSql } from '../sync/outbox/entries.ts';
import type { Unlocked } from '../unlocked.ts';
import { createAttempts } from './attempts.ts';
import { openConfiguration } from './configuration.ts';
import type { ConfigureAnswer } from './configure-platform.ts';
import { configurePlatform } from './configure-platform.ts';
import { leave } from './enter.ts';
import { demoAccounts } from './demonstration.ts';
import type { Secrets } from './find-key.ts';
import { waitWords } from './find-key.ts';
import { entryOf, knownDepartments, listKnownAccounts } from './known-accounts.ts';
import { newRecoveryCode } from './recovery-code.ts';
import type { RestoreAnswer, RestoreInput } from './recovery.ts';
import { recoveryState, restore } from './recovery.ts';
import type { SessionContext, SessionOptions } from './session-context.ts';
import { changingEntry, platformUrl, tryChangeKeyring } from './session-context.ts';
import { acknowledgeSetBack, readSetBack } from './set-back.ts';
import type { SignInAnswer } from './sign-in.ts';
import { signIn } from './sign-in.ts';

type RenewReason = Extract<FailureReason, 'wrongPassword' | 'waitBeforeRetry' | 'notWritable' | 'diskFull'>;
export type RenewAnswer = { ok: true; recoveryCode: string } | { ok: false; reason: RenewReason; detail?: string };
export type SignOutAnswer = { ok: true; unsent: number } | { ok: false; reason: 'notFound' };

export interface Session {
  status(): SessionStatus;
  current(): Unlocked | null;
  configurePlatform(url: string): Promise<ConfigureAnswer>;
  demoAccounts(): Promise<DemoAccount[]>;
  signIn(secrets: Secrets): Promise<SignInAnswer>;
  signOut(): Promise<SignOutAnswer>;
  renewRecoveryCode(password: string): Promise<RenewAnswer>;
  restore(input: RestoreInput): Promise<RestoreAnswer>;
  /** The person knows that the data file had been set back. False: there is nothing to know. */
  acknowledgeSetBack(): Promise<boolean>;
  /** A statement met a damaged page: everything is closed, and the recovery state says so. Other errors are ignored. */
  reportDamage(error: unknown): Promise<void>;
  close(): Promise<void>;
}

export function createSession(options: SessionOptions & { platformUrl: string | null }): Session {
  const { environment, dataDirectory, clientVersion, events } = options;
  const context: SessionContext = {
    ...options,
    configuration: openConfiguration(dataDirectory, environment.chance, environment.log),
    attempts: createAttempts(environment.clock),
    state: { open: null, recovery: null, platformUrl: options.platformUrl },
  };
  const { state } = context;

  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const done = queue.then(work);
    // The caller hears of a failure; the next in turn begins all the same.
    queue = done.catch(() => null);
    return done;
  };

  return {
    status: () => status(context),
    current: () => state.open?.attached.unlocked ?? null,
    configurePlatform: (url) => inTurn(() => configurePlatform(context, url)),
    demoAccounts: () => demoAccounts(context),
    signIn: (secrets) => inTurn(() => signIn(context, secrets)),
    renewRecoveryCode: (password) => inTurn(() => renewRecoveryCode(context, password)),
    restore: (input) => inTurn(() => restore(context, input)),
    acknowledgeSetBack: () =>
      inTurn(async () => {
        const known = state.open ? acknowledgeSetBack(state.open.opened.workspace) : false;
        events.publish('session');
        return known;
      }),
    signOut: () =>
      inTurn(async () => {
        if (!state.open) return { ok: false, reason: 'notFound' } as const;
        const { workspace } = state.open.opened;
        const unsent = unsettledCount(workspace.database);
        try {
          workspace.database
            .transaction(() =>
              appendAudit(workspace, { action: 'session.signOut', detail: `退出，未报送 ${unsent} 项` }),
            )
            .immediate();
        } catch (error) {
          // A full disk must not keep anybody signed in.
          if (storageReasonOf(error) === null) throw error;
          environment.log.error('退出未能记入操作日志', error);
        }
        try {
          await leave(context);
        } finally {
          // Only now: a round that was still running may have been given a new one.
          await context.tokens.remove(workspace.actor.account);
        }
        return { ok: true, unsent } as const;
      }),
    reportDamage: (error) =>
      inTurn(async () => {
        const reason = storageReasonOf(error);
        if (!state.open || (reason !== 'databaseDamaged' && reason !== 'databaseForeign')) return;
        const { keyring, paths, key } = state.open;
        environment.log.error('数据库损坏', error, { reason });
        state.recovery = {
          platformId: keyring.platformId,
          department: keyring.department,
          paths,
          reason,
          detail: storageDetailOf(error),
          key,
        };
        await leave(context);
        events.publish('session');
      }),
    close: () => inTurn(() => leave(context)),
  };

  function status({ configuration }: SessionContext): SessionStatus {
    const url = platformUrl(context);
    const known = listKnownAccounts(knownDepartments(dataDirectory, environment.log));
    const { open } = state;
    return {
      state: open ? 'unlocked' : url === null && known.length === 0 ? 'unconfigured' : 'locked',
      platformUrl: url,
      actor: open ? { ...open.opened.workspace.actor, roles: [...open.opened.workspace.roles] } : null,
      knownAccounts: configuration.read().platformId === null || state.platformUrl !== null ? known : ofPlatform(known),
      platformSession: open !== null && open.platform.token() !== null,
      clientVersion,
      recovery: state.recovery ? recoveryState(state.recovery) : null,
      setBack: open ? readSetBack(open.opened.workspace.database) : null,
    };
  }

  function ofPlatform(known: SessionStatus['knownAccounts']): SessionStatus['knownAccounts'] {
    const { platformId } = context.configuration.read();
    return known.filter((account) => account.platformId === platformId);
  }
}

async function renewRecoveryCode(context: SessionContext, password: string): Promise<RenewAnswer> {
  const { state, attempts, environment } = context;
  // The contract lets nobody in who is not signed in; somebody may have signed out while this waited for its turn.
  if (!state.open) return { ok: false, reason: 'wrongPassword', detail: '已退出登录' };
  const { paths, opened, key } = state.open;
  const { account } = opened.workspace.actor;
  try {
    const keyring = readKeyring(paths.keyring) ?? state.open.keyring;
    const kept = entryOf(keyring, account)?.wrongPasswords ?? 0;
    const wait = attempts.remaining(account, kept);
    if (wait > 0) return { ok: false, reason: 'waitBeforeRetry', detail: waitWords(wait) };
    const wrongPasswords = attempts.count(account, kept);
    tryChangeKeyring(context, paths, changingEntry(account, { wrongPasswords }));
    if (!(await unlockAccount(keyring, account, password))) return { ok: false, reason: 'wrongPassword' };
    attempts.clear(account);
    const code = newRecoveryCode(environment.chance);
    const at = opened.workspace.correctedNow();
    const facts = { code: code.replaceAll('-', ''), key, at };
    const renewed = await withRecoveryCode(keyring, environment.chance, facts);
    const current = readKeyring(paths.keyring) ?? keyring;
    writeKeyring(
      paths.keyring,
      changingEntry(account, { wrongPasswords: 0 })({ ...current, recovery: renewed.recovery }),
    );
    opened.workspace.database
      .transaction(() =>
        appendAudit(opened.workspace, { action: 'session.renewRecoveryCode', detail: '更换科室恢复码' }),
      )
      .immediate();
    return { ok: true, recoveryCode: code };
  } catch (error) {
    const reason: StorageReason | null = storageReasonOf(error);
    if (reason !== 'notWritable' && reason !== 'diskFull') throw error;
    return { ok: false, reason, detail: storageDetailOf(error) };
  }
}

function unsettledCount(database: Unlocked['workspace']['database']): number {
  const row = database
    .prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM outbox WHERE state IN ${unsettledSql}`)
    .get();
  return row?.rows ?? 0;
}
