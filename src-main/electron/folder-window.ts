/** The system's window for choosing a folder, above the client's own; one at a time. */
import { type BrowserWindow, dialog } from 'electron';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ChooseFolderRequest } from '#shared/contract/folders.ts';

/** @param above the window that the person sits before; null while there is none: then nothing is shown */
export function folderWindow(
  above: () => BrowserWindow | null,
): (wanted: ChooseFolderRequest) => Promise<string | null> {
  let open = false;
  return async ({ title, from }) => {
    const window = above();
    if (open || !window || window.isDestroyed()) return null;
    open = true;
    try {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        buttonLabel: '选择此文件夹',
        properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
        ...((await isFolder(from)) && { defaultPath: from }),
      });
      return canceled ? null : (filePaths[0] ?? null);
    } finally {
      open = false;
    }
  };
}

/** A disk that was pulled out is none, and Windows would say so in a window of its own. */
async function isFolder(path: string): Promise<boolean> {
  if (!isAbsolute(path)) return false;
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
