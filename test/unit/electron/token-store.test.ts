import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asTokenStore, createSecretStore, type Keystore } from '../../../src-main/electron/token-store.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-store-'));
  file = join(folder, 'profile', 'session-tokens.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A keystore that seals by writing hexadecimal, under one user's name. */
const keystore = (more: Partial<{ available: boolean; backend: string; user: string }> = {}): Keystore => {
  const { available = true, backend = 'gnome_libsecret', user = 'a' } = more;
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    getSelectedStorageBackend: () => backend as 'basic_text',
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(`${user}:${Buffer.from(text).toString('hex')}`)),
    decryptStringAsync: (sealed) => {
      const text = sealed.toString();
      if (!text.startsWith(`${user}:`)) return Promise.reject(new Error('wrong user'));
      return Promise.resolve({
        shouldReEncrypt: false,
        result: Buffer.from(text.slice(user.length + 1), 'hex').toString(),
      });
    },
  };
};

it('keeps tokens by account, sealed, for this user’s eyes', async () => {
  const store = createSecretStore(keystore(), file, 'linux');
  await Promise.all([store.save('li', 'token-of-li'), store.save('wang', 'token-of-wang')]);
  expect(await store.load('li')).toEqual({ state: 'ok', value: 'token-of-li' });
  expect(await store.load('wang')).toEqual({ state: 'ok', value: 'token-of-wang' });
  expect(await readFile(file, 'utf8')).not.toContain('token-of');
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
  await store.remove('li');
  expect(await store.load('li')).toEqual({ state: 'ok', value: null });
  expect(await store.load('wang')).toEqual({ state: 'ok', value: 'token-of-wang' });
});

it.each([
  ['no keystore', { available: false }],
  ['a keystore that is a fixed password', { backend: 'basic_text' }],
  ['an unknown keystore', { backend: 'unknown' }],
])('writes nothing where there is %s', async (_what, kind) => {
  const store = createSecretStore(keystore(kind), file, 'linux');
  expect(await store.save('li', 'secret')).toEqual({ state: 'unavailable' });
  expect(await store.load('li')).toEqual({ state: 'unavailable' });
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('does not ask Windows for the name of a Linux keystore', async () => {
  const store = createSecretStore(keystore({ backend: 'basic_text' }), file, 'win32');
  expect(await store.save('li', 'secret')).toEqual({ state: 'ok', value: 'secret' });
});

it('says so when another user’s secret lies there; to the core it is as if nothing lay there', async () => {
  await createSecretStore(keystore({ user: 'a' }), file, 'linux').save('li', 'secret');
  const store = createSecretStore(keystore({ user: 'b' }), file, 'linux');
  expect(await store.load('li')).toEqual({ state: 'undecryptable' });
  const reports: unknown[] = [];
  expect(await asTokenStore(store, (event, facts) => reports.push([event, facts])).load('li')).toBeNull();
  expect(reports).toEqual([['token-not-loaded', { state: 'undecryptable' }]]);
});

it('takes a damaged file for an empty one', async () => {
  const store = createSecretStore(keystore(), file, 'linux');
  await store.save('li', 'secret');
  await writeFile(file, '{"li":');
  expect(await store.load('li')).toEqual({ state: 'ok', value: null });
  await store.save('li', 'again');
  expect(await store.load('li')).toEqual({ state: 'ok', value: 'again' });
});
