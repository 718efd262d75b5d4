/** The shell's own log: facts for support, no payloads. To stderr and to one file, which is begun anew at 1 MB. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Report = (event: string, facts: Record<string, unknown>) => void;

const limitBytes = 1024 * 1024;

/** Never throws: a log that cannot be written must not end what it tells about. @param now for the time of each line */
export function startLog(file: string, now: () => Date = () => new Date()): Report {
  let writable = true;
  return (event, facts) => {
    const line = `${now().toISOString()} ${event} ${JSON.stringify(facts)}\n`;
    process.stderr.write(`[shell] ${line}`);
    if (!writable) return;
    try {
      mkdirSync(dirname(file), { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > limitBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line);
    } catch (error) {
      // Said once; a full disk would say it with every line.
      writable = false;
      process.stderr.write(`[shell] log-not-written ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
}
