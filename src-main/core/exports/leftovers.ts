/**
 * What a power cut leaves of an export: half a file, readable by anybody, which nobody would look for. Removed when the
 * next one begins; not while it may still be written, since several PCs may export into one shared folder.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** As `freePlace` and `intoPlace` name them; and copies of attachments, in a folder of ours alone. */
const unfinished = /-\d{8}-\d{4}(?:（\d+）)?\.(?:xlsx|pdf)\.part$/;
const unfinishedCopy = /\.new$/;
/** Whoever writes is never silent for so long. */
const quietMilliseconds = 3_600_000;

/** @param now milliseconds since 1970 @returns how many were removed; what cannot be read or removed stays, without a word */
export function removeLeftovers(directory: string, now: number): number {
  return (
    removeIn(directory, unfinished, now - quietMilliseconds) +
    removeIn(join(directory, '附件'), unfinishedCopy, now - quietMilliseconds)
  );
}

function removeIn(directory: string, pattern: RegExp, before: number): number {
  let removed = 0;
  for (const name of namesIn(directory)) {
    if (!pattern.test(name)) continue;
    const path = join(directory, name);
    try {
      const status = statSync(path);
      if (!status.isFile() || status.mtimeMs > before) continue;
      rmSync(path);
      removed += 1;
    } catch (error) {
      // Held by another program, or gone by now: the next export looks again.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return removed;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    // Nothing was exported yet, or the shared folder is not connected.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
