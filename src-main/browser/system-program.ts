/** Starting other programs of this PC: a browser, or whatever the system opens a file or an address with. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** Whether a window can be shown at all. */
export const hasScreen = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** True once the program has started; what it does afterwards is its own affair, also when we end. */
export function startProgram(command: string, commandArguments: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Command that opens an address or a file, or shows a file in its folder. */
export function openingCommand(
  what: 'address' | 'file' | 'folder',
  target: string,
  platform: NodeJS.Platform = process.platform,
): readonly [command: string, commandArguments: readonly string[]] {
  if (platform === 'win32') return ['explorer.exe', [what === 'folder' ? `/select,${target}` : target]];
  if (platform === 'darwin') return ['open', what === 'folder' ? ['-R', target] : [target]];
  return ['xdg-open', [what === 'folder' ? dirname(target) : target]];
}
