import { describe, expect, it } from 'vitest';
import { createAttempts, waitAfter } from '#core/accounts/attempts.ts';
import { parsePlatformAddress } from '#core/accounts/configuration.ts';
import { newRecoveryCode, parseRecoveryCode } from '#core/accounts/recovery-code.ts';
import type { Keyring } from '#core/database/keyring.ts';
import {
  keyringSchema,
  newKeyring,
  unlockAccount,
  unlockRecovery,
  withAccount,
  withRecoveryCode,
} from '#core/database/keyring.ts';
import { roles } from '#shared/trade/rights.ts';
import { seededChance, testClock } from '../../../integration/core/support.ts';

describe('the recovery code', () => {
  const code = newRecoveryCode(seededChance(3));
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

  it('reads the same however it was typed', () => {
    const plain = code.replaceAll('-', '');
    const fullWidth = Array.from(plain, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [code, plain, code.toLowerCase(), code.replaceAll('-', ' — '), fullWidth])
      expect(parseRecoveryCode(typed)).toEqual({ ok: true, code: plain });
  });

  it('notices every single wrong character and names its group', () => {
    const plain = code.replaceAll('-', '');
    for (let place = 0; place < plain.length; place += 1)
      for (const wrong of alphabet) {
        if (wrong === plain[place]) continue;
        const typed = plain.slice(0, place) + wrong + plain.slice(place + 1);
        expect(parseRecoveryCode(typed)).toMatchObject({
          ok: false,
          detail: expect.stringContaining(`第 ${Math.floor(place / 4) + 1} 组`) as string,
        });
      }
  });

  it('notices neighbours that changed places, and groups that did', () => {
    const plain = code.replaceAll('-', '');
    for (let place = 0; place < plain.length - 1; place += 1) {
      const [a, b] = [plain[place]!, plain[place + 1]!];
      if (a === b || place % 4 === 3) continue;
      expect(parseRecoveryCode(plain.slice(0, place) + b + a + plain.slice(place + 2)).ok).toBe(false);
    }
    const groups = code.split('-');
    [groups[2], groups[5]] = [groups[5]!, groups[2]!];
    expect(parseRecoveryCode(groups.join('-')).ok).toBe(false);
  });

  it('says how long it should be', () => {
    expect(parseRecoveryCode('ABC')).toEqual({ ok: false, detail: '恢复码应为 32 个字符，现有 3 个' });
  });

  it('is another one each time, with characters in even shares', () => {
    const chance = seededChance(5);
    const codes = Array.from({ length: 400 }, () => newRecoveryCode(chance));
    expect(new Set(codes).size).toBe(400);
    const counts = new Map<string, number>();
    for (const one of codes.join('').replaceAll('-', '')) counts.set(one, (counts.get(one) ?? 0) + 1);
    const average = (400 * 32) / 31;
    for (const letter of alphabet) expect(Math.abs((counts.get(letter) ?? 0) - average)).toBeLessThan(average * 0.3);
  });
});

describe('the keyring', () => {
  const chance = seededChance(11);
  const key = chance.bytes(32);
  const at = '2026-03-02T01:00:00.000Z';
  const department = { code: '431299001', name: '青溪县文化广电局' };
  const make = async (): Promise<Keyring> =>
    withAccount(
      await newKeyring(chance, { platformId: 'p', platformName: '平台', department, key, code: 'CODE', at }),
      chance,
      { account: 'lin01', password: '密码é', name: '林知夏', roles: ['clerk'], knownRoles: roles, key, usedAt: at },
    );

  it('opens with the password and with the code, and with nothing else', async () => {
    const keyring = await make();
    expect(await unlockAccount(keyring, 'lin01', '密码é')).toMatchObject({ name: '林知夏', roles: ['clerk'] });
    expect(Buffer.from((await unlockAccount(keyring, 'lin01', '密码e\u0301'))!.key)).toEqual(Buffer.from(key));
    expect(await unlockAccount(keyring, 'lin01', '密码e')).toBeNull();
    expect(await unlockAccount(keyring, 'nobody', '密码é')).toBeNull();
    expect(Buffer.from((await unlockRecovery(keyring, 'CODE'))!)).toEqual(Buffer.from(key));
    expect(await unlockRecovery(keyring, 'OTHER')).toBeNull();
  });

  it('holds neither key nor password nor role in readable form', async () => {
    const text = JSON.stringify(await make());
    for (const secret of ['密码', 'clerk', Buffer.from(key).toString('base64'), Buffer.from(key).toString('hex')])
      expect(text).not.toContain(secret);
    expect(keyringSchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  it('does not open an entry that was moved to another account or department', async () => {
    const keyring = await make();
    const moved = { ...keyring, accounts: keyring.accounts.map((entry) => ({ ...entry, account: 'boss' })) };
    expect(await unlockAccount(moved, 'boss', '密码é')).toBeNull();
    const elsewhere = { ...keyring, department: { code: '431299002', name: '别处' } };
    expect(await unlockAccount(elsewhere, 'lin01', '密码é')).toBeNull();
    expect(await unlockRecovery(elsewhere, 'CODE')).toBeNull();
  });

  it('keeps each entry’s own parameters, so that dearer ones can come later', async () => {
    const keyring = await make();
    expect(keyring.accounts[0]!.wrap.derivation).toMatchObject({ memoryKibibytes: 19_456, passes: 2, lanes: 1 });
    const salts = [keyring.accounts[0]!.wrap.derivation.salt, keyring.recovery.wrap.derivation.salt];
    expect(new Set(salts).size).toBe(2);
  });

  it('takes a new recovery code in the place of the old one', async () => {
    const renewed = await withRecoveryCode(await make(), chance, { code: 'NEW', key, at });
    expect(await unlockRecovery(renewed, 'CODE')).toBeNull();
    expect(await unlockRecovery(renewed, 'NEW')).not.toBeNull();
  });

  it('can be read again however many people have worked at the PC: who was here longest ago makes room', async () => {
    const keyring = await make();
    const [entry] = keyring.accounts;
    if (!entry) throw new Error('the keyring has an account');
    const many = Array.from({ length: 200 }, (_, number) => ({
      ...entry,
      account: `clerk${number}`,
      lastUsedAt: `2026-01-01T00:00:00.${String((number + 150) % 200).padStart(3, '0')}Z`,
    }));
    const crowded = await withAccount({ ...keyring, accounts: many }, seededChance(9), {
      account: 'one-more',
      password: 'Qingxi-2026',
      name: '苏晚',
      roles: [],
      knownRoles: null,
      key: Buffer.alloc(32, 1),
      usedAt: '2026-03-02T01:00:00.000Z',
    });
    expect(keyringSchema.safeParse(crowded).success).toBe(true);
    const names = crowded.accounts.map(({ account }) => account);
    expect(names).toContain('one-more');
    expect(many.filter(({ account }) => !names.includes(account)).map(({ account }) => account)).toEqual(['clerk50']);
  });

  it('refuses a forged entry that would eat the memory of the PC', async () => {
    const keyring = await make();
    const [entry] = keyring.accounts;
    const greedy = { ...entry!.wrap, derivation: { ...entry!.wrap.derivation, memoryKibibytes: 50_000_000 } };
    expect(keyringSchema.safeParse({ ...keyring, accounts: [{ ...entry, wrap: greedy }] }).success).toBe(false);
  });
});

describe('the brake', () => {
  it('costs nothing for three slips, then doubles up to five minutes', () => {
    expect([0, 1, 3, 4, 5, 6, 9, 10, 60].map(waitAfter)).toEqual([0, 0, 0, 5e3, 1e4, 2e4, 16e4, 3e5, 3e5]);
  });

  it('counts from the last wrong try, or from the start for tries before it', () => {
    const clock = testClock();
    const attempts = createAttempts(clock);
    expect(attempts.remaining('lin01', 5)).toBe(10_000);
    clock.advance(9_000);
    expect(attempts.remaining('lin01', 5)).toBe(1_000);
    expect(attempts.count('lin01', 5)).toBe(6);
    expect(attempts.remaining('lin01', 6)).toBe(20_000);
    attempts.clear('lin01');
    expect(attempts.remaining('lin01', 0)).toBe(0);
  });
});

it.each([
  ['https://10.0.0.8:8443/', 'https://10.0.0.8:8443'],
  [' http://platform.example/base/ ', 'http://platform.example/base'],
  ['ｈｔｔｐ：／／platform.example', 'http://platform.example'],
  ['platform.example', null],
  ['ftp://platform.example', null],
  ['https://user:password@platform.example', null],
  ['https://', null],
  [`https://platform.example/${'平台'.repeat(60)}`, null],
])('reads the platform’s address %s as %s', (typed, expected) => {
  expect(parsePlatformAddress(typed)).toBe(expected);
});
