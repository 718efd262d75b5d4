/**
 * A shell's own log, `<data directory>/logs/<shell>-shell.log`: facts for support, no payloads, no token. To stderr and to one
 * file, which is begun anew at 1 MB (the one before stays beside it).
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join } from 'node:path';

export type Report = (event: string, facts: Record<string, unknown>) => void;

export interface LogOptions {
  /** For the time of each line. */
  readonly now?: () => Date;
  /** What goes to the file alone: nobody at a terminal needs to hear that all went as it should. */
  readonly quiet?: readonly string[];
}

const limitBytes = 1024 * 1024;

export const shellLogFile = (dataDirectory: string, shell: 'desktop' | 'browser'): string =>
  join(dataDirectory, 'logs', `${shell}-shell.log`);

/** Never throws: a log that cannot be written must not end what it tells about. */
export function startLog(file: string, { now = () => new Date(), quiet = [] }: LogOptions = {}): Report {
  let writable = true;
  return (event, facts) => {
    const line = `${now().toISOString()} ${event} ${JSON.stringify(facts)}\n`;
    if (!quiet.includes(event)) process.stderr.write(`[shell] ${line}`);
    if (!writable) return;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > limitBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch (error) {
      // Said once; a full disk would say it with every line.
      writable = false;
      process.stderr.write(`[shell] log-not-written ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
}

/** What a technician asks first on the phone. @param more such as Electron's version */
export function factsAtStart(clientVersion: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: clientVersion,
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.versions.node,
    pid: process.pid,
    ...more,
  };
}
