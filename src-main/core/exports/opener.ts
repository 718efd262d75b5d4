/** Opening a finished file with the system's own program, where no shell offers it (browser shell, tests). */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** Opens the file, or the folder that holds it. False: the system has no program for it. */
export type OpenFile = (path: string, what: 'file' | 'folder') => Promise<boolean>;

export const openWithSystem: OpenFile = (path, what) =>
  new Promise((resolve) => {
    const [command, ...words] = commandFor(path, what);
    const child = spawn(command, words, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });

function commandFor(path: string, what: 'file' | 'folder'): [string, ...string[]] {
  if (process.platform === 'win32')
    return what === 'folder' ? ['explorer.exe', `/select,${path}`] : ['explorer.exe', path];
  if (process.platform === 'darwin') return what === 'folder' ? ['open', '-R', path] : ['open', path];
  return ['xdg-open', what === 'folder' ? dirname(path) : path];
}
