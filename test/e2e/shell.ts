/** The built browser shell with a data directory of its own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, root, startChild } from './child.ts';

export interface Shell {
  /** Address that admits a page, token included; another one after each start. */
  readonly url: string;
  readonly pid: number;
  readonly dataDirectory: string;
  /** What it wrote for people and support until now. */
  log(): string;
  /** Resolves when the latest start has ended, by itself or not. */
  ended(): Promise<void>;
  stop(): Promise<void>;
  /** As a power cut or the task manager would: nothing is told, nothing is tidied up. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
}

export interface ShellOptions {
  readonly dataDirectory: string;
  readonly platformUrl: string | null;
  /** Further flags (src-main/browser/options.ts). */
  readonly flags?: readonly string[];
}

const script = 'out/main/browser-shell.js';

export async function startShell(options: ShellOptions): Promise<Shell> {
  if (!existsSync(join(root, script))) throw new Error('There is no build; run npm run build first.');
  const launch = (): Promise<Child> =>
    startChild(script, [
      `--data-dir=${options.dataDirectory}`,
      ...(options.platformUrl === null ? [] : [`--platform=${options.platformUrl}`]),
      ...(options.flags ?? []),
    ]);
  let child: Child | null = await launch();
  let last = child;
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    await child?.[how]();
    child = null;
  };
  return {
    get url() {
      return String(last.ready['url']);
    },
    get pid() {
      return last.pid;
    },
    dataDirectory: options.dataDirectory,
    log: () => last.log(),
    ended: () => last.ended,
    stop: () => end('stop'),
    kill: () => end('kill'),
    async start() {
      if (child) return;
      child = await launch();
      last = child;
    },
  };
}
