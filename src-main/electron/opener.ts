/**
 * Opens what the client itself has written, with the system's own program. The core says which file; that it is one of
 * a kind that is read and never run is checked here once more. The only caller of `openPath` and `showItemInFolder`.
 */
import { stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';
import { shell } from 'electron';

/** What the client writes for people. */
const writtenKinds: ReadonlySet<string> = new Set(['.xlsx', '.pdf', '.csv', '.txt']);

export type OpenOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: 'notFound' | 'refused' };

/** @param path of a file that the core has written, absolute */
export async function openWrittenFile(path: string, what: 'file' | 'folder'): Promise<OpenOutcome> {
  if (!isAbsolute(path) || !writtenKinds.has(extname(path).toLowerCase())) return { ok: false, reason: 'refused' };
  if (!(await isFile(path))) return { ok: false, reason: 'notFound' };
  if (what === 'folder') {
    shell.showItemInFolder(path);
    return { ok: true };
  }
  // An empty text says that it worked.
  return (await shell.openPath(path)) === '' ? { ok: true } : { ok: false, reason: 'refused' };
}

/** Opens a folder of the client: its data directory, its logs. */
export async function openFolder(path: string): Promise<void> {
  await shell.openPath(path);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}
