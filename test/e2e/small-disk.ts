/**
 * A disk that can be filled. Where this process may mount (root, as on the machines that run the checks), it is a real
 * file system of a few megabytes, and full means full. Elsewhere SQLite itself is told that there is no page left
 * (`full-disk-preload.mjs`), in the unchanged client: the same refusal, from one step further up.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface SmallDisk {
  /** Where the client's data shall lie. */
  readonly directory: string;
  /** What the client's process has to be started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it is a file system of its own; false: only SQLite is refused. */
  readonly real: boolean;
  fill(): void;
  free(): void;
  /** Lets go of it. The client must have ended. */
  remove(): void;
}

const megabytes = 64;

/** @param folder an existing folder of the test */
export function makeSmallDisk(folder: string): SmallDisk {
  const directory = join(folder, 'small-disk');
  mkdirSync(directory);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]).status === 0;
  return mounted ? realDisk(directory) : refusedBySqlite(folder, directory);
}

function realDisk(directory: string): SmallDisk {
  const filler = join(directory, 'filler');
  return {
    directory: join(directory, 'client'),
    environment: {},
    real: true,
    fill() {
      const file = openSync(filler, 'a');
      try {
        // Down to the last bytes: what is left of a block is room enough for a log line.
        for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) writeUntilFull(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      const { status, stderr } = spawnSync('umount', [directory], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`umount ${directory}: ${stderr}`);
    },
  };
}

function writeUntilFull(file: number, block: Buffer): void {
  for (;;) {
    try {
      if (writeSync(file, block) < block.length) return;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
  }
}

function refusedBySqlite(folder: string, directory: string): SmallDisk {
  const flag = join(folder, 'disk-is-full');
  const preload = pathToFileURL(join(import.meta.dirname, 'full-disk-preload.mjs')).href;
  return {
    directory: join(directory, 'client'),
    environment: { NODE_OPTIONS: `--import=${preload}`, FULL_DISK_FLAG: flag },
    real: false,
    fill: () => writeFileSync(flag, ''),
    free: () => rmSync(flag, { force: true }),
    remove: () => undefined,
  };
}
