import { call } from '@orpc/server';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeKeyring, changingEntry } from '#core/accounts/session-context.ts';
import { verifyAudit } from '#core/audit/audit.ts';
import { readKeyring } from '#core/database/keyring.ts';
import { departmentPaths } from '#core/database/layout.ts';
import { roles } from '#shared/trade/rights.ts';
import type { TestCore } from './core-support.ts';
import { chen, lin, queueWork, signedIn, startCore, zhou } from './core-support.ts';
import { health } from './fake-platform.ts';
import { testEnvironment } from './support.ts';
import { eventually } from '../../support/eventually.ts';

describe('signing in', () => {
  let core: TestCore;
  const signIn = (secrets: { account: string; password: string; recoveryCode?: string; previousPassword?: string }) =>
    call(core.router.session.signIn, secrets, { context: core.context });
  const status = () => call(core.router.session.status, undefined, { context: core.context });
  const signOut = () => call(core.router.session.signOut, undefined, { context: core.context });
  /** The client is started again on the same directory. */
  const restart = async () => {
    await core.close();
    const { platform, dataDirectory } = core;
    core = startCore({ platform, dataDirectory, environment: testEnvironment({ transport: platform, seed: 7 }) });
  };

  beforeEach(() => (core = startCore()));
  afterEach(() => core.close());

  it('needs the platform the first time', async () => {
    core.platform.network = 'offline';
    expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'platformUnreachable' });
    expect(readdirSync(core.dataDirectory)).toEqual([]);
  });

  it('asks only a platform that says it is for trying out as whom one may sign in', async () => {
    const demonstration = () => call(core.router.session.demonstration, undefined, { context: core.context });
    expect(await demonstration()).toEqual({ accounts: [] });
    expect(core.platform.heard).toEqual(['GET /v1/ping']);
    core.platform.isDemonstration = true;
    const { accounts } = await demonstration();
    expect(accounts).toContainEqual(expect.objectContaining({ ...lin, name: '林知夏', roles: ['clerk'] }));
    core.platform.network = 'offline';
    expect(await demonstration()).toEqual({ accounts: [] });
  });

  it('makes an encrypted database at the first sign-in and shows the recovery code once', async () => {
    const first = await signIn(lin);
    expect(first).toMatchObject({ ok: true, mode: 'online' });
    expect(first.ok && first.newRecoveryCode).toMatch(/^([2-9A-HJKMNP-Z]{4}-){7}[2-9A-HJKMNP-Z]{4}$/);
    const { directory, database } = core.unlocked().workspace;
    expect(directory).toBe(join(core.dataDirectory, 'hunan-test', '431299001'));
    expect(verifyAudit(database)).toEqual({ ok: true, entries: 1 });
    await signOut();
    const bytes = readFileSync(join(directory, 'client.db'));
    expect(bytes.includes('SQLite format 3')).toBe(false);
    expect(bytes.includes('departmentCode')).toBe(false);
    expect(await signIn(lin)).toMatchObject({ ok: true, newRecoveryCode: null });
  });

  it('opens offline with the password last accepted, after a restart too', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.network = 'offline';
    expect(await signIn(lin)).toEqual({ ok: true, mode: 'offline', newRecoveryCode: null });
    expect(await status()).toMatchObject({ state: 'unlocked', platformSession: false, actor: { name: '林知夏' } });
  });

  it.each(['timeout', 'portal', 'fault', 'halfJson'] as const)(
    'lets a known clerk work when the way to the platform is broken: %s',
    async (network) => {
      await signedIn(core, lin);
      await restart();
      core.platform.network = network;
      expect(await signIn(lin)).toMatchObject({ ok: true, mode: 'offline' });
    },
  );

  it('keeps a known clerk waiting for four seconds at most when the line swallows everything', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.network = 'silent';
    const answer = signIn(lin);
    await eventually(() => expect(core.platform.waiting).toHaveLength(1));
    core.environment.clock.advance(4_000);
    expect(await answer).toEqual({ ok: true, mode: 'offline', newRecoveryCode: null });
  });

  it('waits longer where only the platform can tell whether a password is wrong or new', async () => {
    await signedIn(core, lin);
    await restart();
    const password = '新密码-2026';
    core.platform.accounts.get('lin01')!.password = password;
    core.platform.network = 'silent';
    const answer = signIn({ ...lin, password });
    await eventually(() => expect(core.platform.waiting).toHaveLength(1));
    core.environment.clock.advance(4_000);
    await new Promise((resolve) => setImmediate(resolve));
    core.platform.network = 'up';
    core.platform.waiting[0]!();
    expect(await answer).toMatchObject({ ok: false, reason: 'passwordChanged' });
  });

  it('tells a login portal from a platform to somebody who is new here', async () => {
    core.platform.network = 'portal';
    expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'notAPlatform' });
  });

  it('lets a known clerk read and export with a client that is too old for the platform', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.oldestClient = '9.0.0';
    expect(await signIn(lin)).toMatchObject({ ok: true, mode: 'offline' });
    await signOut();
    expect(await signIn(chen)).toMatchObject({ ok: false, reason: 'clientTooOld' });
  });

  it('never sends a password to another platform at the same address', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.platformId = 'stranger';
    core.platform.heard.length = 0;
    expect(await signIn(lin)).toMatchObject({ ok: true, mode: 'offline' });
    expect(new Set(core.platform.heard)).toEqual(new Set(['GET /v1/ping']));
  });

  it('opens a platform session by itself when the platform comes back after an offline sign-in', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.network = 'offline';
    await signIn(lin);
    const { platform } = core.unlocked();
    expect(await platform.renew()).toBeNull();
    core.platform.network = 'up';
    expect(await platform.renew()).toMatch(/^token-lin01/);
    platform.expired(platform.token() ?? '');
    expect(platform.token()).toBeNull();
    const [one, two] = await Promise.all([platform.renew(), platform.renew()]);
    expect(one).toBe(two);
  });

  it('does not hammer the platform with a password that it has refused', async () => {
    await signedIn(core, lin);
    await restart();
    core.platform.network = 'offline';
    await signIn(lin);
    core.platform.network = 'up';
    core.platform.accounts.get('lin01')!.password = '新密码-2026';
    core.platform.heard.length = 0;
    const { platform } = core.unlocked();
    for (let round = 0; round < 5; round += 1) expect(await platform.renew()).toBeNull();
    expect(core.platform.heard.filter((line) => line === 'POST /v1/session')).toHaveLength(1);
    expect(platform.refused()).toBe('wrongPassword');
  });

  describe('a colleague', () => {
    it('who is new here needs the recovery code', async () => {
      const code = await signedIn(core, lin);
      await signOut();
      expect(await signIn(chen)).toMatchObject({ ok: false, reason: 'recoveryCodeNeeded' });
      const wrong = { ...chen, recoveryCode: `${code!.slice(0, -1)}${code!.endsWith('2') ? '3' : '2'}` };
      expect(await signIn(wrong)).toMatchObject({
        ok: false,
        reason: 'wrongRecoveryCode',
        detail: expect.stringContaining('第 8 组') as string,
      });
      expect(await signIn({ ...chen, recoveryCode: code!.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
        ok: true,
      });
      await restart();
      core.platform.network = 'offline';
      expect(await signIn(chen)).toMatchObject({ ok: true, mode: 'offline' });
    });

    it('needs none while the same department is open', async () => {
      await signedIn(core, lin);
      expect(await signIn(chen)).toMatchObject({ ok: true, mode: 'online' });
      expect(core.unlocked().workspace.actor.name).toBe('陈望舒');
      expect((await status()).knownAccounts.map(({ account }) => account).toSorted()).toEqual(['chen02', 'lin01']);
    });

    it('of another department gets a database of their own', async () => {
      await signedIn(core, lin);
      expect(await signedIn(core, zhou)).not.toBeNull();
      expect(core.unlocked().workspace.department.code).toBe('431299002');
      const rows = core.unlocked().workspace.database.prepare('SELECT account FROM audit').all();
      expect(rows).toEqual([{ account: 'zhou03' }]);
    });
  });

  describe('a password changed on the platform', () => {
    beforeEach(async () => {
      await signedIn(core, lin);
      await restart();
      core.platform.accounts.get('lin01')!.password = '新密码-2026';
    });
    const changed = { account: 'lin01', password: '新密码-2026' };

    it('makes the old one useless as soon as the platform has said so, offline as well', async () => {
      expect(await signIn(lin)).toMatchObject({
        ok: false,
        reason: 'wrongPassword',
        detail: expect.stringContaining('改过') as string,
      });
      core.platform.network = 'offline';
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'wrongPassword' });
    });

    it('asks once for the old password or the recovery code', async () => {
      expect(await signIn(changed)).toMatchObject({ ok: false, reason: 'passwordChanged' });
      expect(await signIn({ ...changed, previousPassword: '不是它' })).toMatchObject({ reason: 'passwordChanged' });
      expect(await signIn({ ...changed, previousPassword: lin.password })).toMatchObject({ ok: true });
      await restart();
      core.platform.network = 'offline';
      expect(await signIn(changed)).toMatchObject({ ok: true, mode: 'offline' });
      await signOut();
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'wrongPassword' });
    });
  });

  describe('a disabled account', () => {
    it('opens nothing any more, and costs nobody any data', async () => {
      const code = await signedIn(core, lin);
      queueWork(core, '6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e01');
      await restart();
      core.platform.accounts.get('lin01')!.disabled = true;
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'accountDisabled' });
      core.platform.network = 'offline';
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'accountDisabled' });
      core.platform.network = 'up';
      expect(await signIn({ ...chen, recoveryCode: code! })).toMatchObject({ ok: true });
      const kept = core.unlocked().workspace.database.prepare('SELECT id FROM outbox').all();
      expect(kept).toEqual([{ id: '6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e01' }]);
    });
  });

  describe('an account that moved to another department', () => {
    it('opens nothing of the old one any more, even where the clock makes that one look like the last', async () => {
      await signedIn(core, lin);
      await restart();
      core.platform.accounts.get('lin01')!.department = health;
      core.environment.clock.setWall('2025-01-01T00:00:00.000Z');
      await signedIn(core, lin);
      expect(core.unlocked().workspace.department).toEqual(health);
      await signOut();
      core.platform.network = 'offline';
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'accountDisabled' });
      expect(core.session.current()).toBeNull();
    });
  });

  describe('signing out', () => {
    it('deletes nothing and says how much is unsent', async () => {
      await signedIn(core, lin);
      queueWork(core, '6a1f0a52-7c55-4a53-9a39-0c2d6f1f8e02');
      expect(await signOut()).toEqual({ ok: true, unsent: 1 });
      await expect(signOut()).rejects.toMatchObject({ code: 'LOCKED' });
      await signedIn(core, lin);
      expect(core.unlocked().workspace.database.prepare('SELECT count(*) AS rows FROM outbox').get()).toEqual({
        rows: 1,
      });
    });
  });

  describe('while the platform has something to say about an account', () => {
    it('signing out leaves no token behind, not even one that came while it was being removed', async () => {
      await core.close();
      const kept = new Map<string, string>();
      const { platform, dataDirectory } = core;
      core = startCore({
        platform,
        dataDirectory,
        environment: testEnvironment({ transport: platform, seed: 7 }),
        tokens: {
          load: (account) => Promise.resolve(kept.get(account) ?? null),
          save: (account, token) => Promise.resolve(void kept.set(account, token)),
          async remove(account) {
            kept.delete(account);
            const open = core.session.current();
            open?.platform.expired(open.platform.token() ?? '');
            await open?.platform.renew();
          },
        },
      });
      await signedIn(core, lin);
      expect([...kept.keys()]).toEqual(['lin01']);
      await signOut();
      expect([...kept.keys()]).toEqual([]);
    });

    it('a role that it gave meanwhile counts as soon as the same person signs in again', async () => {
      await signedIn(core, lin);
      const before = core.unlocked();
      await signedIn(core, lin);
      expect(core.unlocked()).toBe(before);
      core.platform.accounts.get('lin01')!.roles = ['clerk', 'reviewer'];
      await signedIn(core, lin);
      expect(core.unlocked().workspace.roles).toEqual(['clerk', 'reviewer']);
      expect((await status()).actor?.roles).toEqual(['clerk', 'reviewer']);
    });

    it('an older one, which knows nothing of the newer rights, locks nobody out of them; offline neither', async () => {
      core.platform.knownRoles = null;
      await signedIn(core, lin);
      expect((await status()).actor?.roles).toEqual(['clerk', 'rosterKeeper', 'planKeeper']);
      await restart();
      core.platform.network = 'offline';
      await signedIn(core, lin);
      expect((await status()).actor?.roles).toEqual(['clerk', 'rosterKeeper', 'planKeeper']);
      core.platform.network = 'up';
      core.platform.knownRoles = roles;
      await signedIn(core, lin);
      expect((await status()).actor?.roles).toEqual(['clerk']);
      core.platform.network = 'offline';
      await restart();
      await signedIn(core, lin);
      expect((await status()).actor?.roles).toEqual(['clerk']);
    });

    it('an account that moved to another department while it was at work opens nothing any more', async () => {
      await signedIn(core, lin);
      const { platform } = core.unlocked();
      core.platform.accounts.get('lin01')!.department = health;
      platform.expired(platform.token() ?? '');
      expect(await platform.renew()).toBeNull();
      expect(platform.refused()).toBe('accountDisabled');
      await restart();
      core.platform.network = 'offline';
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'accountDisabled' });
    });

    it('what it says of one while a colleague signs in is not forgotten', async () => {
      await core.close();
      const { platform, dataDirectory } = core;
      const environment = testEnvironment({ transport: platform, seed: 7 });
      let whileWrapping: (() => void) | null = null;
      const bytes = (length: number) => {
        const hook = whileWrapping;
        whileWrapping = null;
        hook?.();
        return environment.chance.bytes(length);
      };
      const chance = { ...environment.chance, bytes };
      core = startCore({ platform, dataDirectory, environment: { ...environment, chance } });
      await signedIn(core, lin);
      const paths = departmentPaths(dataDirectory, 'hunan-test', '431299001');
      // The round that still runs for the one hears it between the reading and the writing of the other's sign-in.
      whileWrapping = () => changeKeyring(paths, changingEntry('lin01', { standing: 'disabled' }));
      await signedIn(core, chen);
      const standings = readKeyring(paths.keyring)?.accounts.map(({ account, standing }) => [account, standing]);
      expect(standings).toEqual([
        ['lin01', 'disabled'],
        ['chen02', 'good'],
      ]);
    });
  });

  describe('the recovery code', () => {
    it('can be renewed with the password; the old one stops working', async () => {
      const old = await signedIn(core, lin);
      const renew = (password: string) =>
        call(core.router.session.renewRecoveryCode, { password }, { context: core.context });
      expect(await renew('不是它')).toMatchObject({ ok: false, reason: 'wrongPassword' });
      const renewed = await renew(lin.password);
      const code = renewed.ok ? renewed.recoveryCode : '';
      await signOut();
      expect(await signIn({ ...chen, recoveryCode: old! })).toMatchObject({ ok: false, reason: 'wrongRecoveryCode' });
      expect(await signIn({ ...chen, recoveryCode: code })).toMatchObject({ ok: true });
    });
  });

  describe('wrong passwords', () => {
    beforeEach(async () => {
      await signedIn(core, lin);
      await restart();
      core.platform.network = 'offline';
    });
    const wrong = { ...lin, password: '猜一猜' };
    const guess = async (times: number) => {
      for (let round = 0; round < times; round += 1)
        expect(await signIn(wrong)).toMatchObject({ reason: 'wrongPassword' });
    };

    it('are slowed down, the right one included, and the wait ends', async () => {
      await guess(4);
      expect(await signIn(lin)).toMatchObject({ ok: false, reason: 'waitBeforeRetry', detail: '请等 5 秒后再试' });
      core.environment.clock.advance(5_000);
      await guess(1);
      expect(await signIn(lin)).toMatchObject({ reason: 'waitBeforeRetry', detail: '请等 10 秒后再试' });
      core.environment.clock.advance(10_000);
      expect(await signIn(lin)).toMatchObject({ ok: true });
      await signOut();
      await guess(3);
      expect(await signIn(lin)).toMatchObject({ ok: true });
    });

    it('are not forgotten by starting again, nor by setting the clock', async () => {
      await guess(4);
      await restart();
      core.platform.network = 'offline';
      core.environment.clock.setWall('2031-01-01T00:00:00.000Z');
      expect(await signIn(lin)).toMatchObject({ reason: 'waitBeforeRetry' });
      core.environment.clock.setWall('1970-01-01T00:00:00.000Z');
      expect(await signIn(lin)).toMatchObject({ reason: 'waitBeforeRetry' });
      core.environment.clock.advance(5_000);
      expect(await signIn(lin)).toMatchObject({ ok: true });
    });
  });

  it('tells whoever asks something while nobody is signed in', async () => {
    await expect(call(core.router.settings.get, undefined, { context: core.context })).rejects.toMatchObject({
      code: 'LOCKED',
      defined: true,
    });
  });

  it('dates nothing before what was dated, where the clock stands years back at a start without a network', async () => {
    await signedIn(core, lin);
    core.environment.clock.advance(60_000);
    const before = core.unlocked().workspace.correctedNow();
    await restart();
    core.platform.network = 'offline';
    core.environment.clock.setWall('2020-01-01T00:00:00.000Z');
    expect(await signIn(lin)).toMatchObject({ ok: true, mode: 'offline' });
    const { workspace } = core.unlocked();
    expect(workspace.correctedNow() >= before).toBe(true);
    expect(workspace.today()).toBe(before.slice(0, 10));
    expect(await call(core.router.connection.status, undefined, { context: core.context })).toMatchObject({
      clockWrong: true,
      clockDoubt: 'behind',
    });
    const dated = workspace.database.prepare<[], string>('SELECT at FROM audit ORDER BY sequence').pluck().all();
    expect(dated).toEqual(dated.toSorted());
  });

  it('takes the clock of the platform for due dates', async () => {
    core.platform.serverTime = '2026-03-03T01:00:00.000Z';
    await signedIn(core, lin);
    expect(core.unlocked().workspace.correctedNow()).toBe('2026-03-03T01:00:00.000Z');
    expect(core.unlocked().workspace.today()).toBe('2026-03-03');
  });
});
