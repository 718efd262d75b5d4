/**
 * Long-running programs that end with us. Each gets a pipe as its standard input and ends when that closes, which the
 * system does for us even when we are killed.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './runtime.mjs';

/**
 * @param {string} file
 * @param {string[]} commandArguments
 * @param {{ env?: Record<string, string> }} [options]
 * @returns a child whose `line` is the first JSON line of its stdout with an `event` (null where it ended without one)
 *   and whose `ended` is its exit code
 */
export function startChild(file, commandArguments, { env = {} } = {}) {
  const child = spawn(file, commandArguments, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', process.stderr.fd],
  });
  // A child that is gone closes its end; that is told by `ended`, not by a failed write.
  child.stdin.on('error', () => undefined);
  const ended = new Promise((done) => {
    child.once('error', () => done(127));
    child.once('close', (code) => done(code ?? 1));
  });
  const line = new Promise((done) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      try {
        const parsed = JSON.parse(text);
        if (typeof parsed.event === 'string') return done(parsed);
      } catch {
        // Not for a machine: shown below like any other words.
      }
      process.stderr.write(`${text}\n`);
    });
    void ended.then(() => done(null));
  });
  return {
    line,
    ended,
    /** Asks it to end, and ends it by force where it does not. */
    async stop(milliseconds = 10_000) {
      child.stdin.end();
      if (process.platform !== 'win32') child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), milliseconds);
      await ended;
      clearTimeout(force);
    },
  };
}
