/** Where a person says that backups lie: the backup itself, the folder of backups, or the folder that was named in 设置. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, listBackups, readManifest } from './backup.ts';

/** Below the folder named in 设置 come one for the platform, the department and the key; below a data directory, in the place of the last, `backups`. */
const deepest = 3;
/** Somebody may name a whole disk. */
const mostFolders = 2000;

/** Newest first by the clock that made them, since numbers of two departments say nothing of each other. Never throws. */
export function findBackups(folder: string): Backup[] {
  const manifest = readManifest(folder);
  if (manifest) return [{ folder, number: 0, manifest }];
  const found: Backup[] = [];
  let looked = 0;
  let level = [folder];
  for (let depth = 0; depth <= deepest; depth += 1) {
    const next: string[] = [];
    for (const path of level) {
      looked += 1;
      if (looked > mostFolders) break;
      const below = foldersIn(path);
      if (below === null) continue;
      const backups = listBackups(path);
      found.push(...backups);
      // A backup holds no others.
      if (backups.length === 0) next.push(...below.map((name) => join(path, name)));
    }
    level = next;
  }
  return found.sort((a, b) => (b.manifest?.at ?? '').localeCompare(a.manifest?.at ?? '') || b.number - a.number);
}

/** Null where it is no folder, or none that may be read (a disk has such). */
function foldersIn(path: string): string[] | null {
  try {
    if (!statSync(path).isDirectory()) return null;
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return null;
  }
}
