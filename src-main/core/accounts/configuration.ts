/** `config.json` in the data directory: which platform, and this installation's id. Holds nothing that cannot be asked again. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Chance, Logger } from '../environment.ts';
import type { Files } from '../database/files.ts';
import { patiently, realFiles, writeWhole } from '../database/files.ts';

/** In UTF-16 units, of the form in which it is kept. */
const longestAddress = 300;

const configurationSchema = z.object({
  format: z.literal(1),
  /** Sent with every sign-in and every batch of operations. */
  deviceId: z.uuid(),
  platformUrl: z.string().max(longestAddress).nullable(),
  /** The platform that answered at the address; null before it was asked. */
  platformId: z.string().max(64).nullable(),
  platformName: z.string().max(100).nullable(),
});
export type Configuration = z.infer<typeof configurationSchema>;

export interface ConfigurationStore {
  read(): Configuration;
  /** Keeps the changes on disk. Throws what the file system says; the old content then stands. */
  write(changes: Partial<Configuration>): void;
}

/** Never throws for a bad file: it is moved aside and said in the log, and the address is asked for again. */
export function openConfiguration(
  dataDirectory: string,
  chance: Chance,
  log: Logger,
  files: Files = realFiles,
): ConfigurationStore {
  const file = join(dataDirectory, 'config.json');
  let current = load();

  function load(): Configuration {
    const fresh = (): Configuration => ({
      format: 1,
      deviceId: chance.uuid(),
      platformUrl: null,
      platformId: null,
      platformName: null,
    });
    try {
      if (!files.exists(file)) return fresh();
      return configurationSchema.parse(JSON.parse(files.read(file).toString('utf8')));
    } catch (error) {
      log.error('设置文件 config.json 读不懂，已改名保留', error);
      try {
        patiently(() => files.rename(file, `${file}.damaged`));
      } catch (renaming) {
        // It stays where it is, and the next write replaces it; it held nothing but the address.
        log.error('config.json 不能改名', renaming);
      }
      return fresh();
    }
  }

  return {
    read: () => current,
    write(changes) {
      const next = { ...current, ...changes };
      writeWhole(file, `${JSON.stringify(next, null, 1)}\n`, files);
      current = next;
    },
  };
}

/** The address in one form, without a trailing slash, or null where it is no http(s) address or carries a password. */
export function parsePlatformAddress(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  // Longer than it was typed where it has Chinese letters; what is too long to be read again is not kept.
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return address.length > longestAddress ? null : address;
}
