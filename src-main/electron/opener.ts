/** Opens what the client itself has written, with the system's own program. The only caller of `openPath` and `showItemInFolder`. */
import { shell } from 'electron';
import { checkWrittenFile, type OpenOutcome } from '../shell/written-file.ts';

/** @param path of a file that the core has written, absolute */
export async function openWrittenFile(path: string, what: 'file' | 'folder'): Promise<OpenOutcome> {
  const checked = await checkWrittenFile(path);
  if (!checked.ok) return checked;
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
