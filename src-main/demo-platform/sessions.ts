/** Sign-in: accounts, tokens with expiry, and the brake on wrong passwords. */
import { timingSafeEqual } from 'node:crypto';
import { sessionRequestSchema, type SessionResponse } from '#shared/platform-api/interface.ts';
import { roles } from '#shared/trade/rights.ts';
import { parseJsonBody, type PlatformRequest, Refusal, type Stamp } from './answers.ts';
import type { DemoAccount } from './county.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

export const sessionMinutes = 480;
/** After so many wrong passwords within the window the account must wait. */
export const wrongPasswordLimit = 5;
export const wrongPasswordWindowMinutes = 15;

export type Session = { token: string; account: DemoAccount; device: string; clientVersion: string };

/** -1, 0 or 1, comparing `major.minor.patch`. */
export function compareVersions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let index = 0; index < 3; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

const sameText = (left: string, right: string): boolean => {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
};

export function createSessions(options: {
  store: () => Store;
  accounts: readonly DemoAccount[];
  clock: () => number;
  random: Random;
  stamp: Stamp;
  oldestClient: () => string;
}) {
  const { store, accounts, clock, random, stamp, oldestClient } = options;
  const disabled = new Set(accounts.filter((one) => one.disabled).map((one) => one.account));
  const wrong = new Map<string, number[]>();

  const refuseOld = (version: string): void => {
    if (compareVersions(version, oldestClient()) < 0)
      throw new Refusal('clientTooOld', `客户端版本 ${version} 过旧，平台要求 ${oldestClient()} 及以上，请升级`);
  };

  return {
    /** `POST /v1/session` */
    signIn(request: PlatformRequest): SessionResponse {
      const parsed = sessionRequestSchema.safeParse(parseJsonBody(request.body));
      if (!parsed.success) throw new Refusal('badRequest', '登录请求的内容不完整或格式不对');
      const { account: name, password, deviceId, clientVersion } = parsed.data;
      refuseOld(clientVersion);
      const now = clock();
      const windowStart = now - wrongPasswordWindowMinutes * 60_000;
      const failures = (wrong.get(name) ?? []).filter((at) => at > windowStart);
      const first = failures[0];
      if (failures.length >= wrongPasswordLimit && first !== undefined) {
        const wait = Math.max(1, Math.ceil((first - windowStart) / 1000));
        throw new Refusal('rateLimited', `密码连续输错，请 ${Math.ceil(wait / 60)} 分钟后再试`, {
          'retry-after': String(wait),
        });
      }
      const account = accounts.find((one) => one.account === name);
      // The demo passwords are public, printed at every start: nothing is gained by hashing them.
      if (!account || !sameText(account.password, password)) {
        wrong.set(name, [...failures, now]);
        throw new Refusal('wrongPassword', '账号或密码不正确');
      }
      if (disabled.has(name)) throw new Refusal('accountDisabled', '账号已停用，请联系平台管理员');
      wrong.delete(name);
      const token = random.hex(48);
      const expires = now + sessionMinutes * 60_000;
      const { database } = store();
      store().noteSignIn(deviceId, name);
      database.prepare('DELETE FROM session WHERE expires_at <= ?').run(now);
      database.prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?)').run(token, name, deviceId, clientVersion, expires);
      return {
        ...stamp(),
        token,
        expiresAt: new Date(expires).toISOString(),
        knownRoles: [...roles],
        account: { account: name, name: account.name, department: account.department, roles: account.roles },
      };
    },

    /** The session of a request; refuses what is missing, expired, disabled or too old. */
    require(request: PlatformRequest): Session {
      const token = /^Bearer ([0-9a-f]{48})$/.exec(request.headers.authorization ?? '')?.[1];
      if (!token) throw new Refusal('signInNeeded', '请先登录');
      const row = store()
        .database.prepare<[string], { account: string; device: string; client_version: string; expires_at: number }>(
          'SELECT account, device, client_version, expires_at FROM session WHERE token = ?',
        )
        .get(token);
      if (!row || row.expires_at <= clock()) throw new Refusal('signInNeeded', '登录已过期，请重新登录');
      refuseOld(row.client_version);
      const account = accounts.find((one) => one.account === row.account);
      if (!account || disabled.has(row.account)) throw new Refusal('accountDisabled', '账号已停用，请联系平台管理员');
      return { token, account, device: row.device, clientVersion: row.client_version };
    },

    /** Ends one session, or all of them. */
    expire(token?: string): void {
      const { database } = store();
      if (token === undefined) database.prepare('DELETE FROM session').run();
      else database.prepare('DELETE FROM session WHERE token = ?').run(token);
    },
    /** Rights given or taken by the platform's administrators. */
    setRoles(account: string, given: readonly string[]): void {
      const person = accounts.find((one) => one.account === account);
      if (!person) throw new Error(`unknown account ${account}`);
      person.roles = [...given];
    },
    setDisabled(account: string, value: boolean): void {
      if (value) disabled.add(account);
      else disabled.delete(account);
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;
