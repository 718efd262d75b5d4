/**
 * Session tokens of the platform in the system's keystore (DPAPI, Keychain, libsecret, KWallet). Tokens only: the key of
 * the database is wrapped by password and recovery code, so that a rebuilt Windows profile loses nobody's work.
 *
 * Where the system has no keystore nothing is kept. Electron's `basic_text` is a fixed password, which is no secret.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';

export type SecretResult =
  | { readonly state: 'ok'; readonly value: string | null }
  /** The system offers no keystore that deserves the name. */
  | { readonly state: 'unavailable' }
  /** Kept here under another user, profile or PC; it cannot be read back. */
  | { readonly state: 'undecryptable' };

export interface SecretStore {
  /** `value` is null where nothing is kept under the name. */
  load(name: string): Promise<SecretResult>;
  save(name: string, secret: string): Promise<SecretResult>;
  remove(name: string): Promise<void>;
}

export type Keystore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const fileSchema = z.record(z.string(), z.base64());

/** @param file absolute; holds base64 of what the keystore sealed, by name */
export function createSecretStore(
  keystore: Keystore,
  file: string,
  platform: NodeJS.Platform = process.platform,
): SecretStore {
  /** Writes follow one another, so that none takes another's name away. */
  let last: Promise<unknown> = Promise.resolve();

  const isAvailable = async (): Promise<boolean> => {
    if (!(await keystore.isAsyncEncryptionAvailable())) return false;
    if (platform !== 'linux') return true;
    const backend = keystore.getSelectedStorageBackend();
    return backend !== 'basic_text' && backend !== 'unknown';
  };

  const change = (with_: (kept: Record<string, string>) => Record<string, string>): Promise<void> => {
    const next = last.then(async () => writeKept(file, with_(await readKept(file))));
    last = next.catch(() => undefined);
    return next;
  };

  return {
    async load(name) {
      if (!(await isAvailable())) return { state: 'unavailable' };
      const sealed = (await readKept(file))[name];
      if (sealed === undefined) return { state: 'ok', value: null };
      try {
        const { result } = await keystore.decryptStringAsync(Buffer.from(sealed, 'base64'));
        return { state: 'ok', value: result };
      } catch {
        return { state: 'undecryptable' }; // Whatever the system says about it, the person signs in again.
      }
    },
    async save(name, secret) {
      if (!(await isAvailable())) return { state: 'unavailable' };
      const sealed = (await keystore.encryptStringAsync(secret)).toString('base64');
      await change((kept) => ({ ...kept, [name]: sealed }));
      return { state: 'ok', value: secret };
    },
    remove: (name) => change((kept) => Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name))),
  };
}

/** The core's way to it: what cannot be read back counts as not there, what cannot be kept is not kept. */
export function asTokenStore(secrets: SecretStore, report: (event: string, facts: Record<string, unknown>) => void) {
  return {
    async load(account: string): Promise<string | null> {
      const result = await secrets.load(account);
      if (result.state === 'ok') return result.value;
      report('token-not-loaded', { state: result.state });
      return null;
    },
    async save(account: string, token: string): Promise<void> {
      const result = await secrets.save(account, token);
      if (result.state !== 'ok') report('token-not-kept', { state: result.state });
    },
    remove: (account: string): Promise<void> => secrets.remove(account),
  };
}

async function readKept(file: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    return {}; // Cut short or foreign: as good as nothing kept; the person signs in again.
  }
}

async function writeKept(file: string, kept: Record<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
