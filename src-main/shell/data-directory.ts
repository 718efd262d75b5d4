/** Where the data of this PC's user lies, and whether it may be used. */
import { accessSync, constants, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { realFiles } from '#core/database/files.ts';

const folderName = 'department-collaboration-client';

/** Where nobody says otherwise: local application data, never a roaming profile. Absolute; the folder need not exist yet. */
export function defaultDataDirectory(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), folderName);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', folderName);
  const shared = environment['XDG_DATA_HOME'];
  return join(shared?.startsWith('/') ? shared : join(home, '.local', 'share'), folderName);
}

/**
 * Makes the data directory, for this user's eyes only, where it is not there yet, and tries to write in it: on Windows and
 * on network drives only that tells. A full disk is no obstacle here: what was done can still be read and exported, and the
 * pages say what to do.
 * @returns why it cannot be used, in the user's words; null where it can
 */
export function problemWithDataDirectory(directory: string): string | null {
  try {
    realFiles.makeDirectory(directory);
    if (!statSync(directory).isDirectory()) throw new Error('那里是一个文件，不是目录');
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const trial = join(directory, `.trial-${process.pid}`);
    writeFileSync(trial, '', { mode: 0o600 });
    rmSync(trial, { force: true });
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return null;
    const detail = error instanceof Error ? error.message : String(error);
    return `数据目录不能写入：${directory}\n请检查目录权限，或用 --data-dir 换一个目录。（${detail}）`;
  }
}
