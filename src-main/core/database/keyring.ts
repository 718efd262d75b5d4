/**
 * `keyring.json` beside the database: the database's random key, wrapped once for each account by a key made from the
 * password, and once by the department's recovery code. Nothing of the operating system is in it (no DPAPI, no keychain),
 * so that a rebuilt Windows profile or another PC opens the same data with the same password or code.
 *
 * A file that is not understood is reported and never overwritten: it may be the only way to the data.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { departmentSchema } from '#shared/platform-api/common.ts';
import type { Department } from '#shared/platform-api/common.ts';
import { rolesHeld } from '#shared/trade/rights.ts';
import type { Chance } from '../environment.ts';
import { StorageFailure } from './failure.ts';
import type { Files } from './files.ts';
import { realFiles, writeWhole } from './files.ts';
import { derivationSchema, deriveKey, newDerivation, nonceBytes, seal, unseal } from './seal.ts';

/** More people than ever work at one PC; a keyring with more of them would not be read again. */
const mostAccounts = 200;

const wrapSchema = z.object({
  derivation: derivationSchema,
  nonce: z.base64().max(100),
  sealed: z.base64().max(4000),
});
type Wrap = z.infer<typeof wrapSchema>;

const accountEntrySchema = z.object({
  account: z.string().min(1).max(64),
  name: z.string().max(50),
  wrap: wrapSchema,
  lastUsedAt: z.string().nullable(),
  /** `disabled`: the platform said so. `passwordRefused`: the platform no longer takes the password that fits here. Both end with the next accepted sign-in. */
  standing: z.enum(['good', 'disabled', 'passwordRefused']),
  /** Wrong passwords since the last right one. */
  wrongPasswords: z.number().int().min(0),
});
export type AccountEntry = z.infer<typeof accountEntrySchema>;

export const keyringSchema = z.object({
  format: z.literal(1),
  platformId: z.string().min(1).max(64),
  platformName: z.string().max(100),
  department: departmentSchema,
  createdAt: z.string(),
  /** False until the database was made for the first time; only then may a missing file be made anew. */
  databaseMade: z.boolean(),
  /** Tells whether two keyrings hold the same key, and nothing about it. */
  keyCheck: z.string(),
  /** Highest epoch of this device's database ever given out; survives the database. */
  deviceEpoch: z.number().int().min(1),
  accounts: z.array(accountEntrySchema).max(mostAccounts),
  recovery: z.object({ wrap: wrapSchema, madeAt: z.string(), wrongCodes: z.number().int().min(0) }),
});
export type Keyring = z.infer<typeof keyringSchema>;

/** What is sealed for an account: the key, and who it is, so that nobody gains a role by editing the file. */
const sealedAccountSchema = z.object({
  key: z.base64(),
  name: z.string(),
  /** As the platform gave them. */
  roles: z.array(z.string()),
  /** Roles that the platform knew then; null or absent: it did not say. */
  knownRoles: z.array(z.string()).nullable().default(null),
});
export interface UnlockedAccount {
  readonly key: Uint8Array;
  readonly name: string;
  /** What the person works with: given by the platform, or unknown to it (`rolesHeld`). */
  readonly roles: readonly string[];
}

/** The keyring, or null where there is none. Throws `databaseDamaged` or `databaseNewer` with words; the file is left as it is. */
export function readKeyring(file: string, files: Files = realFiles): Keyring | null {
  if (!files.exists(file)) return null;
  const damaged = (why: string) =>
    new StorageFailure('databaseDamaged', `密钥文件 ${file} ${why}，没有改动它；可以从备份恢复`);
  let content: unknown;
  try {
    content = JSON.parse(files.read(file).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged('不完整');
    throw error;
  }
  const format = z.object({ format: z.number() }).safeParse(content);
  if (format.success && format.data.format > 1) throw new StorageFailure('databaseNewer', file);
  const parsed = keyringSchema.safeParse(content);
  if (!parsed.success) throw damaged('的内容不是本客户端的格式');
  return parsed.data;
}

/** Replaces the file as a whole. Throws what the file system says. */
export function writeKeyring(file: string, keyring: Keyring, files: Files = realFiles): void {
  writeWhole(file, `${JSON.stringify(keyring, null, 1)}\n`, files);
}

export const keyCheckOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('which key is this').digest('hex').slice(0, 32);

/**
 * Wraps the key for an account; the entry replaces an older one of the same account. Where there are too many, whoever was
 * here longest ago makes room: they come back with the platform and the recovery code.
 */
export async function withAccount(
  keyring: Keyring,
  chance: Chance,
  facts: {
    account: string;
    password: string;
    name: string;
    roles: readonly string[];
    knownRoles: readonly string[] | null;
    key: Uint8Array;
    usedAt: string;
  },
): Promise<Keyring> {
  const { name, roles, knownRoles } = facts;
  const content = { key: Buffer.from(facts.key).toString('base64'), name, roles, knownRoles };
  const about = aboutAccount(keyring, facts.account);
  const entry: AccountEntry = {
    account: facts.account,
    name: facts.name,
    wrap: await wrap(chance, facts.password, Buffer.from(JSON.stringify(content)), about),
    lastUsedAt: facts.usedAt,
    standing: 'good',
    wrongPasswords: 0,
  };
  return { ...keyring, accounts: [...makeRoom(keyring.accounts, facts.account), entry] };
}

/** All others in their order, without the one that was used longest ago where there is no room for one more. */
export function makeRoom(accounts: readonly AccountEntry[], account: string): AccountEntry[] {
  const others = accounts.filter((entry) => entry.account !== account);
  if (others.length < mostAccounts) return others;
  const used = (entry: AccountEntry) => entry.lastUsedAt ?? '';
  const oldest = others.reduce((one, other) => (used(other) < used(one) ? other : one));
  return others.filter((entry) => entry !== oldest);
}

/** What the password opens, or null where it is wrong. */
export async function unlockAccount(
  keyring: Keyring,
  account: string,
  password: string,
): Promise<UnlockedAccount | null> {
  const entry = keyring.accounts.find((candidate) => candidate.account === account);
  if (!entry) return null;
  const content = await unwrap(entry.wrap, password, aboutAccount(keyring, account));
  if (!content) return null;
  const { key, name, roles, knownRoles } = sealedAccountSchema.parse(JSON.parse(content.toString('utf8')));
  return { key: Buffer.from(key, 'base64'), name, roles: rolesHeld(roles, knownRoles) };
}

/** Wraps the key by a recovery code; the one before stops working. */
export async function withRecoveryCode(
  keyring: Keyring,
  chance: Chance,
  facts: { code: string; key: Uint8Array; at: string },
): Promise<Keyring> {
  const wrapped = await wrap(chance, facts.code, facts.key, aboutRecovery(keyring));
  return { ...keyring, recovery: { wrap: wrapped, madeAt: facts.at, wrongCodes: 0 } };
}

/** The database's key, or null where the code (in its plain form, see `parseRecoveryCode`) is wrong. */
export async function unlockRecovery(keyring: Keyring, code: string): Promise<Uint8Array | null> {
  return unwrap(keyring.recovery.wrap, code, aboutRecovery(keyring));
}

/** A keyring for a new key, with the recovery code and no account yet. */
export async function newKeyring(
  chance: Chance,
  facts: {
    platformId: string;
    platformName: string;
    department: Department;
    key: Uint8Array;
    code: string;
    at: string;
  },
): Promise<Keyring> {
  const blank: Keyring = {
    format: 1,
    platformId: facts.platformId,
    platformName: facts.platformName,
    department: facts.department,
    createdAt: facts.at,
    databaseMade: false,
    keyCheck: keyCheckOf(facts.key),
    deviceEpoch: 1,
    accounts: [],
    recovery: {
      wrap: { derivation: newDerivation(new Uint8Array(16)), nonce: '', sealed: '' },
      madeAt: facts.at,
      wrongCodes: 0,
    },
  };
  return withRecoveryCode(blank, chance, { code: facts.code, key: facts.key, at: facts.at });
}

/** Binds an entry to its place: a wrap copied from another department or account does not open here. */
const aboutAccount = ({ platformId, department }: Keyring, account: string) =>
  JSON.stringify(['account', platformId, department.code, account]);
const aboutRecovery = ({ platformId, department }: Keyring) =>
  JSON.stringify(['recovery', platformId, department.code]);

async function wrap(chance: Chance, secret: string, content: Uint8Array, about: string): Promise<Wrap> {
  const derivation = newDerivation(chance.bytes(16));
  const nonce = chance.bytes(nonceBytes);
  const sealed = seal(await deriveKey(secret, derivation), nonce, content, about);
  return { derivation, nonce: Buffer.from(nonce).toString('base64'), sealed: sealed.toString('base64') };
}

async function unwrap(wrapped: Wrap, secret: string, about: string): Promise<Buffer | null> {
  const key = await deriveKey(secret, wrapped.derivation);
  return unseal(key, Buffer.from(wrapped.nonce, 'base64'), Buffer.from(wrapped.sealed, 'base64'), about);
}
