/**
 * What a test begins with and does not have to make itself: the seeded county of the platform, and a PC that was used
 * before. Made once a run for each scale and seed (`prepare.ts`), and copied for every test.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chinaDate } from '#shared/trade/working-days.ts';
import { root } from './child.ts';
import { runFolder } from './run-folder.ts';

/** Who has signed in on the prepared PC; all of 市场监督管理局. */
export const preparedAccounts = ['scjg01', 'scjg02', 'scjg03', 'scjg04'] as const;

export interface Prepared {
  /** Puts the platform's data into a directory that is not there yet. */
  copyPlatform(directory: string): Promise<void>;
  /** Puts the PC's data into a directory that is not there yet: of a PC of its own, with another id than every other copy. */
  copyPc(directory: string): Promise<void>;
}

/** Makes it where no test of this run has asked for it before. */
export async function prepared(scale: string, seed: number): Promise<Prepared> {
  // A run that goes on past midnight makes another county: dates there are counted from its day.
  const place = join(runFolder(), `${scale}-${seed}-${chinaDate(Date.now())}`);
  if (!(await isThere(place))) {
    const making = await mkdtemp(`${place}-`);
    await make(making, scale, seed);
    // Where the other worker was faster, its own is taken.
    await rename(making, place).catch(() => rm(making, { recursive: true }));
  }
  return {
    copyPlatform: (directory) => cp(join(place, 'platform'), directory, { recursive: true }),
    async copyPc(directory) {
      await cp(join(place, 'client'), directory, { recursive: true });
      const file = join(directory, 'config.json');
      const configuration = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...configuration, deviceId: randomUUID() }));
    },
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** In a process of its own: the core takes locks and listens for ends of processes, which a test runner should not do. */
async function make(directory: string, scale: string, seed: number): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'test/e2e/prepare.ts'), directory, scale, String(seed)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new Error(`nothing could be prepared:\n${words}`);
}
