/** Where the data of this PC's user lies when nobody says otherwise: local application data, never a roaming profile. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const folderName = 'department-collaboration-client';

/** Absolute path; the folder need not exist yet. */
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
