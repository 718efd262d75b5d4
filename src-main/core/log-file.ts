/**
 * The log for support: one JSON object a line, in `<data directory>/logs`. Written as it happens, so that the last line
 * before a crash is there. No payloads and no personal data: facts are short values, and whatever looks like an identity
 * or phone number is cut out even where somebody forgot.
 */
import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { realFiles } from './database/files.ts';
import type { Clock, Logger } from './environment.ts';

const fileName = 'core.log';
const largestFile = 2_000_000;
/** `core.log` and four older ones: ten megabytes at most. */
const olderFiles = 4;
const longestText = 2000;

/** A log that cannot be written (a full disk, a read-only folder) must not stop the work: lines are then dropped and counted. */
export function createFileLog(directory: string, clock: Pick<Clock, 'now'>): Logger & { close(): void } {
  let handle: number | null = null;
  let size = 0;
  let dropped = 0;
  const path = (age: number) => join(directory, age === 0 ? fileName : `core.${age}.log`);

  const openFile = (): number => {
    realFiles.makeDirectory(directory);
    const opened = openSync(path(0), 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  };
  const turnOver = (): void => {
    if (handle !== null) closeSync(handle);
    handle = null;
    rmSync(path(olderFiles), { force: true });
    for (let age = olderFiles - 1; age >= 0; age -= 1) {
      try {
        renameSync(path(age), path(age + 1));
      } catch (error) {
        // That age does not exist yet.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
    }
  };
  const write = (level: string, event: string, facts: Record<string, unknown>): void => {
    try {
      if (handle !== null && size > largestFile) turnOver();
      handle ??= openFile();
      const line = `${JSON.stringify({
        at: new Date(clock.now()).toISOString(),
        level,
        event: withoutNumbers(event),
        ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, asFact(value)])),
        ...(dropped > 0 ? { dropped } : {}),
      })}\n`;
      size += writeSync(handle, line);
      dropped = 0;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      dropped += 1;
    }
  };

  return {
    info: (event, facts = {}) => write('info', event, facts),
    warn: (event, facts = {}) => write('warn', event, facts),
    error: (event, error, facts = {}) => write('error', event, { ...facts, error }),
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

function asFact(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (value instanceof Error) {
    const cause = value.cause instanceof Error ? `\n← ${value.cause.message}` : '';
    return withoutNumbers((value.stack ?? value.message) + cause);
  }
  return withoutNumbers(typeof value === 'string' ? value : JSON.stringify(value));
}

/** 18- and 15-digit identity numbers, 11-digit mobile numbers; and nothing endless. */
function withoutNumbers(text: string): string {
  return text
    .slice(0, longestText)
    .replace(/(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|\d{15}|1\d{10})(?![0-9A-Za-z])/g, '［号码］');
}
