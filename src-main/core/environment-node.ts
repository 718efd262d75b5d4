/** The real world: the PC's clock, the system's randomness, HTTP, and a log in files. */
import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Chance, Clock, Environment } from './environment.ts';
import { createFileLog } from './log-file.ts';
import { createAxiosTransport } from './sync/line/axios-transport.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // Linux stops the clock behind `performance.now` while the lid is closed, and not this one.
  sinceBoot: () => uptime() * 1000,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

export const systemChance: Chance = {
  number: () => {
    const [drawn = 0] = randomFillSync(new Uint32Array(1));
    return drawn / 2 ** 32;
  },
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
};

/** Open until `close`: the connections kept to the platform, and the log. */
export function createNodeEnvironment(dataDirectory: string): Environment & { close(): void } {
  const log = createFileLog(join(dataDirectory, 'logs'), systemClock);
  const transport = createAxiosTransport();
  return {
    clock: systemClock,
    chance: systemChance,
    transport,
    log,
    close() {
      transport.close();
      log.close();
    },
  };
}
