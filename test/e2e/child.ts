/** A program under test, with its ready line; ends when the test's process does, since its standard input is a pipe of ours. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { nodeFlags } from '../../scripts/lib/runtime.mjs';

export const root = resolve(import.meta.dirname, '../..');

export interface Child {
  readonly pid: number;
  /** The JSON line in which it said that it is ready. */
  readonly ready: Record<string, unknown>;
  /** What it wrote to stderr until now. */
  log(): string;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it as a power cut would: SIGKILL, at once. */
  kill(): Promise<void>;
}

/** Starts `script` under this Node and waits for `{"event":"ready"}`. Rejects with its words where it ends before that. */
export async function startChild(script: string, commandArguments: readonly string[]): Promise<Child> {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [...nodeFlags, resolve(root, script), ...commandArguments, '--exit-with-stdin'],
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  // A child that was killed closes its end; that is no event of interest.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const ready = await new Promise<Record<string, unknown>>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Record<string, unknown>;
      if (said['event'] === 'ready') done(said);
    });
    child.once('error', fail);
    void ended.then(() => fail(new Error(`${script} ended before it was ready:\n${log}`)));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, ready, log: () => log, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
