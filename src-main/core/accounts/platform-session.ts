/**
 * The session with the platform while a person is signed in here. Work goes on without it; when the platform comes back
 * after an offline sign-in, a session is opened without asking the person again, since the password is still in memory.
 * It is never written anywhere; a token may be kept by the shell in the system's keystore.
 */
import type { Actor } from '#shared/platform-api/common.ts';
import type { SessionResponse } from '#shared/platform-api/interface.ts';
import type { Logger } from '../environment.ts';
import type { ExchangeFailure } from '../sync/line/classify.ts';
import type { PlatformClient } from '../sync/line/platform-client.ts';

/** The system's keystore, where a shell has one. What cannot be read back counts as not there: the person signs in again. */
export interface TokenStore {
  load(account: string): Promise<string | null>;
  save(account: string, token: string): Promise<void>;
  remove(account: string): Promise<void>;
}

/** A keystore that fails counts as empty: it saves a sign-in, and must not cost one. */
export function forgivingTokens(tokens: TokenStore | undefined, log: Logger): TokenStore {
  const quietly = async <Answer>(work: Promise<Answer> | undefined, otherwise: Answer): Promise<Answer> => {
    try {
      return (await work) ?? otherwise;
    } catch (error) {
      log.error('系统钥匙串不可用', error);
      return otherwise;
    }
  };
  return {
    load: (account) => quietly<string | null>(tokens?.load(account), null),
    save: (account, token) => quietly(tokens?.save(account, token), undefined),
    remove: (account) => quietly(tokens?.remove(account), undefined),
  };
}

/** What the platform says to a request for a session. */
export type SessionAnswer =
  | { kind: 'signedIn'; response: SessionResponse; platformName: string }
  | { kind: 'wrongPassword' }
  | { kind: 'accountDisabled' }
  /** The address belongs to another platform than the data here. */
  | { kind: 'wrongPlatform'; detail: string }
  /** Nothing that the platform itself decided about the account: no answer, a login portal, an old client, a fault. */
  | { kind: 'notReached'; failure: ExchangeFailure };

export interface Credentials {
  readonly account: string;
  readonly password: string;
}

export interface PlatformIdentity {
  readonly platformId: string | null;
  readonly deviceId: string;
  readonly clientVersion: string;
}

/** Asks the platform who it is, and only then sends the password: never to a stranger at the same address. */
export async function requestSession(
  client: Pick<PlatformClient, 'ping' | 'signIn'>,
  identity: PlatformIdentity,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<SessionAnswer> {
  const stranger = (platformId: string): SessionAnswer | null =>
    identity.platformId === null || identity.platformId === platformId
      ? null
      : { kind: 'wrongPlatform', detail: `应为 ${identity.platformId}，应答的是 ${platformId}` };
  const pong = await client.ping(signal);
  if (!pong.ok) return { kind: 'notReached', failure: pong.failure };
  const notOurs = stranger(pong.value.platformId);
  if (notOurs) return notOurs;
  const { deviceId, clientVersion } = identity;
  const signedIn = await client.signIn({ ...credentials, deviceId, clientVersion }, signal);
  if (signedIn.ok)
    return (
      stranger(signedIn.value.platformId) ?? {
        kind: 'signedIn',
        response: signedIn.value,
        platformName: pong.value.platformName,
      }
    );
  if (signedIn.failure.code === 'wrongPassword') return { kind: 'wrongPassword' };
  if (signedIn.failure.code === 'accountDisabled') return { kind: 'accountDisabled' };
  return { kind: 'notReached', failure: signedIn.failure };
}

export interface PlatformSession {
  /** The token to send, or null where there is none. */
  token(): string | null;
  /** The platform no longer takes this token. A newer one, got meanwhile, stays. */
  expired(token: string): void;
  /**
   * A token, opening a session where there is none. null: not now. After the platform has refused the password or the
   * account it is not asked again until a person signs in, so that a changed password does not end in a locked account.
   */
  renew(signal?: AbortSignal): Promise<string | null>;
  /** Why there is no session and none will be opened by itself; null while there is hope. */
  refused(): 'wrongPassword' | 'accountDisabled' | null;
  /** The same person signed in again: with a new password, or with a new token. */
  accept(credentials: Credentials, token: string | null): void;
  /** Forgets token and password. */
  close(): void;
}

export interface PlatformSessionOptions {
  readonly client: Pick<PlatformClient, 'ping' | 'signIn'>;
  readonly identity: PlatformIdentity;
  readonly credentials: Credentials;
  readonly actor: Actor;
  /** The token of the sign-in that just succeeded, or one from the keystore; null after an offline sign-in. */
  readonly token: string | null;
  readonly tokens: TokenStore;
  /** The platform took the account (again), or no longer takes it. */
  readonly heard: (answer: SessionAnswer) => void;
}

export function createPlatformSession(options: PlatformSessionOptions): PlatformSession {
  const { client, identity, tokens, heard, actor } = options;
  let credentials: Credentials | null = options.credentials;
  let token = options.token;
  let refused: 'wrongPassword' | 'accountDisabled' | null = null;
  let running: Promise<string | null> | null = null;

  const ask = async (signal?: AbortSignal): Promise<string | null> => {
    if (!credentials) return null;
    const answer = await requestSession(client, identity, credentials, signal);
    // Signed out while the platform was thinking: what it says belongs to nobody any more.
    if (!stillOpen()) return null;
    if (answer.kind === 'signedIn') {
      // Moved to another department: this data is not the account's any more; only a new sign-in may decide.
      if (answer.response.account.department.code !== actor.departmentCode) {
        refused = 'accountDisabled';
        heard({ kind: 'accountDisabled' });
        return null;
      }
      token = answer.response.token;
      await tokens.save(credentials.account, token);
    } else if (answer.kind === 'wrongPassword' || answer.kind === 'accountDisabled') refused = answer.kind;
    heard(answer);
    return token;
  };
  // A call, so that the check is not taken for granted across the wait before it.
  const stillOpen = () => credentials !== null;

  return {
    token: () => token,
    expired(old) {
      if (token === old) token = null;
    },
    renew(signal) {
      if (token !== null) return Promise.resolve(token);
      if (refused || !credentials) return Promise.resolve(null);
      if (running) return running;
      const mine = ask(signal).finally(() => {
        if (running === mine) running = null;
      });
      running = mine;
      // Whoever gave it up must not be given the same hanging question again.
      signal?.addEventListener('abort', () => {
        if (running === mine) running = null;
      });
      return mine;
    },
    refused: () => refused,
    accept(fresh, freshToken) {
      credentials = fresh;
      token = freshToken ?? token;
      refused = null;
    },
    close() {
      credentials = null;
      token = null;
    },
  };
}
