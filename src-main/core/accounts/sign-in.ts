/** Signing in, online and offline. */
import type { FailureReason } from '#shared/contract/failures.ts';
import type { SessionResponse } from '#shared/platform-api/interface.ts';
import { rolesHeld } from '#shared/trade/rights.ts';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import type { StorageReason } from '../database/failure.ts';
import type { Keyring } from '../database/keyring.ts';
import {
  makeRoom,
  newKeyring,
  readKeyring,
  unlockAccount,
  withAccount,
  withRecoveryCode,
  writeKeyring,
} from '../database/keyring.ts';
import { realFiles } from '../database/files.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { departmentPaths } from '../database/layout.ts';
import { StorageFailure } from '../database/failure.ts';
import type { ExchangeFailure } from '../sync/line/classify.ts';
import { enter } from './enter.ts';
import { findKey, waitWords } from './find-key.ts';
import type { Secrets } from './find-key.ts';
import { departmentOf, entryOf, knownDepartments } from './known-accounts.ts';
import type { KnownDepartment } from './known-accounts.ts';
import { requestSession } from './platform-session.ts';
import type { SessionAnswer } from './platform-session.ts';
import { newRecoveryCode } from './recovery-code.ts';
import type { SessionContext } from './session-context.ts';
import { anonymousClient, changingEntry, platformUrl, tryChangeKeyring } from './session-context.ts';

type SignInReason = Extract<
  FailureReason,
  | StorageReason
  | 'platformUnreachable'
  | 'notAPlatform'
  | 'wrongPlatform'
  | 'wrongPassword'
  | 'waitBeforeRetry'
  | 'accountDisabled'
  | 'firstSignInNeedsPlatform'
  | 'recoveryCodeNeeded'
  | 'passwordChanged'
  | 'wrongRecoveryCode'
  | 'clientTooOld'
>;
export type SignInAnswer =
  | { ok: true; mode: 'online' | 'offline'; newRecoveryCode: string | null }
  | { ok: false; reason: SignInReason; detail?: string };

const refuse = (reason: SignInReason, detail?: string): SignInAnswer => ({ ok: false, reason, detail });

/** Storage trouble becomes an answer; whoever was signed in before may then be signed out, nothing else is changed. */
export async function signIn(context: SessionContext, secrets: Secrets): Promise<SignInAnswer> {
  try {
    return await trySignIn(context, secrets);
  } catch (error) {
    const reason = storageReasonOf(error);
    if (reason === null) throw error;
    context.environment.log.error('登录时打不开本机数据', error, { reason });
    return refuse(reason, storageDetailOf(error));
  }
}

async function trySignIn(context: SessionContext, secrets: Secrets): Promise<SignInAnswer> {
  const { configuration, attempts, dataDirectory, environment, state } = context;
  const departments = knownDepartments(dataDirectory, environment.log);
  // An address given at the start may belong to another platform than the last one; only a known account ties it down.
  const configured = state.platformUrl === null ? configuration.read().platformId : null;
  const known = departmentOf(departments, secrets.account, configured);
  const kept = known ? (entryOf(known.keyring, secrets.account)?.wrongPasswords ?? 0) : 0;
  const wait = attempts.remaining(secrets.account, kept);
  if (wait > 0) return refuse('waitBeforeRetry', waitWords(wait));

  const answer = await askWithPatience(context, secrets, known, configured);
  switch (answer.kind) {
    case 'signedIn':
      return signInOnline(context, secrets, answer.response, answer.platformName, departments);
    case 'wrongPassword':
      return refusedByPlatform(context, secrets, known);
    case 'accountDisabled':
      if (known) tryChangeKeyring(context, known.paths, changingEntry(secrets.account, { standing: 'disabled' }));
      return refuse('accountDisabled');
    case 'wrongPlatform':
      return known ? signInOffline(context, secrets, known) : refuse('wrongPlatform', answer.detail);
    case 'notReached':
      // Not the account but the way to the platform is the trouble, a login portal or an old client included: those who
      // have worked here before go on working.
      return known ? signInOffline(context, secrets, known) : notReached(answer.failure, departments);
  }
}

/** A line that swallows everything is silent for as long as one listens; a platform that is there answers well within this. */
const patienceMilliseconds = 4_000;

/** Asks the platform. Who can work without it need not wait for a silent line: the session comes later, by itself. */
async function askWithPatience(
  context: SessionContext,
  secrets: Secrets,
  known: KnownDepartment | null,
  configured: string | null,
): Promise<SessionAnswer> {
  const giveUp = new AbortController();
  const patience = Promise.withResolvers<'over'>();
  const stop = context.environment.clock.after(patienceMilliseconds, () => patience.resolve('over'));
  const asked = askPlatform(context, secrets, known?.keyring.platformId ?? configured, giveUp.signal);
  const first = await Promise.race([asked, patience.promise]).finally(stop);
  if (first !== 'over') return first;
  // Of an account that was refused, or with a password that this PC does not know, the platform alone can tell more.
  const isGood = known !== null && entryOf(known.keyring, secrets.account)?.standing === 'good';
  if (isGood && (await unlockAccount(known.keyring, secrets.account, secrets.password))) giveUp.abort();
  return asked;
}

async function askPlatform(
  context: SessionContext,
  { account, password }: Secrets,
  platformId: string | null,
  signal: AbortSignal,
): Promise<SessionAnswer> {
  const url = platformUrl(context);
  if (url === null) {
    const detail = '还没有设置平台地址';
    return {
      kind: 'notReached',
      failure: { class: 'unreachable', detail, maybeDone: false, code: null, retryAfter: null, raw: null },
    };
  }
  const { deviceId } = context.configuration.read();
  const { clientVersion } = context;
  const client = anonymousClient(context, () => url);
  return requestSession(client, { platformId, deviceId, clientVersion }, { account, password }, signal);
}

function notReached(failure: ExchangeFailure, departments: readonly KnownDepartment[]): SignInAnswer {
  const { class: outcome, detail } = failure;
  if (outcome === 'portal' || outcome === 'badAnswer') return refuse('notAPlatform', detail);
  if (outcome === 'versionTooOld') return refuse('clientTooOld', detail);
  if (outcome === 'rateLimited') return refuse('waitBeforeRetry', detail);
  return refuse(departments.length > 0 ? 'firstSignInNeedsPlatform' : 'platformUnreachable', detail);
}

/** The platform has the last word. A password that fits here and that it refuses was changed there: it opens nothing any more. */
async function refusedByPlatform(
  context: SessionContext,
  { account, password }: Secrets,
  known: KnownDepartment | null,
): Promise<SignInAnswer> {
  const kept = known ? (entryOf(known.keyring, account)?.wrongPasswords ?? 0) : 0;
  const wrongPasswords = context.attempts.count(account, kept);
  if (known) {
    const fits = (await unlockAccount(known.keyring, account, password)) !== null;
    const changes = fits ? ({ wrongPasswords, standing: 'passwordRefused' } as const) : { wrongPasswords };
    tryChangeKeyring(context, known.paths, changingEntry(account, changes));
    if (fits) return refuse('wrongPassword', '这个密码已在平台上改过，请用新密码');
  }
  return refuse('wrongPassword');
}

async function signInOffline(
  context: SessionContext,
  { account, password }: Secrets,
  { paths, keyring }: KnownDepartment,
): Promise<SignInAnswer> {
  const { attempts, environment } = context;
  const entry = entryOf(keyring, account);
  if (!entry) return refuse('firstSignInNeedsPlatform');
  if (entry.standing === 'disabled') return refuse('accountDisabled');
  const wrongPasswords = attempts.count(account, entry.wrongPasswords);
  tryChangeKeyring(context, paths, changingEntry(account, { wrongPasswords }));
  const unlocked = await unlockAccount(keyring, account, password);
  if (!unlocked) return refuse('wrongPassword');
  if (entry.standing === 'passwordRefused')
    return refuse('wrongPassword', '平台已不接受这个密码；请连上平台用新密码登录一次');
  attempts.clear(account);
  const lastUsedAt = new Date(environment.clock.now()).toISOString();
  tryChangeKeyring(context, paths, changingEntry(account, { wrongPasswords: 0, lastUsedAt }));
  const credentials = { account, password };
  const { key, name, roles } = unlocked;
  await enter(context, {
    paths,
    keyring,
    key,
    credentials,
    name,
    roles,
    mode: 'offline',
    token: null,
    clockOffset: null,
  });
  return { ok: true, mode: 'offline', newRecoveryCode: null };
}

async function signInOnline(
  context: SessionContext,
  secrets: Secrets,
  response: SessionResponse,
  platformName: string,
  departments: readonly KnownDepartment[],
): Promise<SignInAnswer> {
  const { environment, attempts, configuration, state, dataDirectory } = context;
  const { account: person, platformId } = response;
  const paths = departmentPaths(dataDirectory, platformId, person.department.code);
  const usedAt = new Date(environment.clock.now()).toISOString();
  attempts.clear(secrets.account);
  moveAway(context, secrets.account, platformId, paths, departments);

  const present = readKeyring(paths.keyring);
  let key: Uint8Array;
  let keyring: Keyring;
  let code: string | null = null;
  if (present) {
    const keyInMemory = state.open?.paths.directory === paths.directory ? state.open.key : null;
    const found = await findKey(present, keyInMemory, secrets, attempts, (wrongCodes) =>
      tryChangeKeyring(context, paths, (now) => ({ ...now, recovery: { ...now.recovery, wrongCodes } })),
    );
    if (!found.ok) return found;
    key = found.key;
    keyring = readKeyring(paths.keyring) ?? present;
    // The start that made this keyring was cut short before anybody saw its recovery code: it gets one that is seen.
    if (!keyring.databaseMade) {
      code = newRecoveryCode(environment.chance);
      keyring = await withRecoveryCode(keyring, environment.chance, { code: plain(code), key, at: usedAt });
    }
  } else {
    requireNoData(paths);
    key = environment.chance.bytes(32);
    code = newRecoveryCode(environment.chance);
    keyring = await newKeyring(environment.chance, {
      platformId,
      platformName,
      department: person.department,
      key,
      code: plain(code),
      at: usedAt,
    });
  }
  keyring = await withAccount(keyring, environment.chance, {
    account: secrets.account,
    password: secrets.password,
    name: person.name,
    roles: person.roles,
    knownRoles: response.knownRoles ?? null,
    key,
    usedAt,
  });
  // Written before the database: data whose key is nowhere would be lost.
  // Into what stands there now: while passwords were made into keys, the platform may have said something of a colleague.
  const { accounts, recovery } = keyring;
  const added = (now: Keyring): Keyring => ({
    ...now,
    recovery: code === null ? now.recovery : recovery,
    accounts: [
      ...makeRoom(now.accounts, secrets.account),
      ...accounts.filter(({ account }) => account === secrets.account),
    ],
  });
  if (code === null) tryChangeKeyring(context, paths, added);
  else writeKeyring(paths.keyring, added(readKeyring(paths.keyring) ?? keyring));
  const url = platformUrl(context);
  if (configuration.read().platformId !== platformId || configuration.read().platformUrl !== url)
    configuration.write({ platformUrl: url, platformId, platformName });

  await enter(context, {
    paths,
    keyring,
    key,
    credentials: { account: secrets.account, password: secrets.password },
    name: person.name,
    roles: rolesHeld(person.roles, response.knownRoles ?? null),
    mode: 'online',
    token: response.token,
    clockOffset: Date.parse(response.serverTime) - environment.clock.now(),
  });
  await context.tokens.save(secrets.account, response.token);
  return { ok: true, mode: 'online', newRecoveryCode: code };
}

const plain = (code: string) => code.replaceAll('-', '');

/** Moved to another department: the account no longer opens the old one's data, which stays for its colleagues. */
function moveAway(
  context: SessionContext,
  account: string,
  platformId: string,
  { directory }: DepartmentPaths,
  departments: readonly KnownDepartment[],
): void {
  for (const { keyring, paths } of departments)
    if (keyring.platformId === platformId && paths.directory !== directory && entryOf(keyring, account))
      tryChangeKeyring(context, paths, changingEntry(account, { standing: 'disabled' }));
}

function requireNoData({ database, keyring }: DepartmentPaths): void {
  if (realFiles.exists(database))
    throw new StorageFailure('databaseForeign', `有数据文件 ${database}，但没有密钥文件 ${keyring}`);
}
