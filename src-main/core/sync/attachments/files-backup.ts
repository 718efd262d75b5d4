/**
 * Files in backups. They never change and are called by their hash, so all backups of a folder share one `attachments` beside
 * them: only what is missing there is added, as a second name of the same file where both lie on one disk (which costs
 * nothing), as a copy elsewhere. They stay sealed by the same key as the database beside them. Each backup lists what it
 * needs; what no backup lists any more goes.
 */
import { copyFileSync, linkSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { patiently, realFiles, requireSpace, syncDirectory, writeWhole } from '#core/database/files.ts';
import { AttachmentDamaged, openSealed } from './sealed-file.ts';
import { isFileName, keptFiles } from './folder.ts';

const listName = 'attachments.txt';
const folderName = 'attachments';

/**
 * Adds the files of a department to those that the backups in `into` share, and writes their list into `backup`, the
 * backup's own folder. Returns how many there are. Throws `StorageFailure` or what the file system says.
 */
export function backUpFiles(attachments: string, into: string, backup: string): number {
  const shared = join(into, folderName);
  const here = keptFiles(attachments).sort();
  const known = new Set(keptFiles(shared));
  const lacking = here.filter((sha256) => !known.has(sha256));
  if (lacking.length > 0) {
    realFiles.makeDirectory(shared);
    const bytes = () => lacking.reduce((sum, sha256) => sum + statSync(join(attachments, sha256)).size, 0);
    // The first one tells whether second names are possible, which need no room.
    const [first = ''] = lacking;
    if (!tryLink(join(attachments, first), join(shared, first))) requireSpace(shared, bytes());
    for (const sha256 of lacking) linkOrCopy(join(attachments, sha256), join(shared, sha256));
    syncDirectory(shared);
  }
  writeWhole(join(backup, listName), here.map((sha256) => `${sha256}\n`).join(''));
  return here.length;
}

/** Codes with which a file system says that it has no second names, or none to there. */
const noLinks = new Set([
  'EXDEV',
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
  'EINVAL',
  'EISDIR',
  'UNKNOWN',
]);

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') return true;
    if (noLinks.has(code)) return false;
    throw error;
  }
}

function linkOrCopy(from: string, to: string): void {
  if (tryLink(from, to)) return;
  const beside = `${to}.new`;
  try {
    copyFileSync(from, beside);
    patiently(() => realFiles.rename(beside, to));
  } finally {
    realFiles.remove(beside);
  }
}

/** Removes shared files that none of the kept backups lists. A backup without a list (an older client's) keeps them all. */
export function pruneFiles(into: string, backups: readonly string[]): void {
  const shared = join(into, folderName);
  const wanted = new Set<string>();
  for (const backup of backups) {
    const listed = listOf(backup);
    if (!listed) return;
    for (const sha256 of listed) wanted.add(sha256);
  }
  for (const sha256 of keptFiles(shared)) if (!wanted.has(sha256)) realFiles.remove(join(shared, sha256));
  if (realFiles.exists(shared))
    for (const name of readdirSync(shared)) if (name.endsWith('.new')) realFiles.remove(join(shared, name));
}

function listOf(backup: string): string[] | null {
  const path = join(backup, listName);
  if (!realFiles.exists(path)) return null;
  return readFileSync(path, 'utf8').split('\n').filter(isFileName);
}

/**
 * Brings the files of a backup to where the restored database looks for them. A file that is there and opens with the key
 * stays; one that does not (another key, damaged) is replaced. Returns the hashes that neither place has.
 */
export function restoreFiles(backup: string, attachments: string, databaseKey: Uint8Array): string[] {
  const shared = join(backup, '..', folderName);
  const lost: string[] = [];
  const bring = (listOf(backup) ?? keptFiles(shared)).filter(
    (sha256) => !opens(join(attachments, sha256), databaseKey, sha256),
  );
  const here = bring.filter((sha256) => opens(join(shared, sha256), databaseKey, sha256));
  lost.push(...bring.filter((sha256) => !here.includes(sha256)));
  if (here.length === 0) return lost;
  realFiles.makeDirectory(attachments);
  requireSpace(
    attachments,
    here.reduce((sum, sha256) => sum + statSync(join(shared, sha256)).size, 0),
  );
  for (const sha256 of here) {
    const target = join(attachments, sha256);
    const beside = `${target}.new`;
    try {
      // A copy, not a second name: the stick or the backup folder may go away.
      copyFileSync(join(shared, sha256), beside);
      patiently(() => realFiles.rename(beside, target));
    } finally {
      realFiles.remove(beside);
    }
  }
  syncDirectory(attachments);
  return lost;
}

function opens(path: string, databaseKey: Uint8Array, sha256: string): boolean {
  try {
    const file = openSealed(path, databaseKey);
    file?.close();
    return file?.facts.sha256 === sha256;
  } catch (error) {
    if (error instanceof AttachmentDamaged) return false;
    throw error;
  }
}
