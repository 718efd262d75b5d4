/** Where an export goes: a folder that can be written, and a name in it that nobody has. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../workspace.ts';
import { removeLeftovers } from './leftovers.ts';

export interface Place {
  readonly path: string;
  readonly fileName: string;
}

/**
 * Makes the folder ready and finds the name; `taken`: names of running exports. Throws what the file system says when the
 * folder cannot be made or written.
 */
export function placeFor(
  workspace: Workspace,
  file: { name: string; suffix: string },
  taken: readonly string[],
): Place {
  const directory = workspace.exportsDirectory();
  mkdirSync(directory, { recursive: true });
  accessSync(directory, constants.W_OK);
  // Here and not at the sign-in: a shared folder that is not connected would hold that up.
  const leftovers = removeLeftovers(directory, workspace.environment.clock.now());
  if (leftovers > 0) workspace.environment.log.info('exports.leftoversRemoved', { files: leftovers });
  return freePlace(directory, file, workspace.correctedNow(), taken);
}

/** A name that neither a file nor a running export has: `双告知·告知查询清单-20260302-0905.xlsx`. */
function freePlace(
  directory: string,
  file: { name: string; suffix: string },
  now: string,
  taken: readonly string[],
): Place {
  const time = new Date(Date.parse(now) + 8 * 3_600_000).toISOString();
  const stamp = `${time.slice(0, 10).replaceAll('-', '')}-${time.slice(11, 16).replace(':', '')}`;
  for (let count = 1; ; count += 1) {
    const fileName = `${file.name}-${stamp}${count === 1 ? '' : `（${count}）`}${file.suffix}`;
    const path = join(directory, fileName);
    if (!taken.includes(fileName) && !existsSync(path)) return { path, fileName };
  }
}
