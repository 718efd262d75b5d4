/** The browsers of this PC: finding one, and showing a page in a window of its own. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasScreen, openingCommand, startProgram } from './system-program.ts';
import { addressWithTicket } from './tickets.ts';

export interface FoundBrowser {
  readonly name: 'Edge' | 'Chrome' | 'Chromium' | '360' | 'Firefox';
  readonly path: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Command names on Linux, in order of preference. The first ones take `--app`. */
const linuxCommands: readonly (readonly [FoundBrowser['name'], string])[] = [
  ['Edge', 'microsoft-edge'],
  ['Edge', 'microsoft-edge-stable'],
  ['Chrome', 'google-chrome'],
  ['Chrome', 'google-chrome-stable'],
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['360', 'browser360-cn-stable'],
];

/**
 * Chromium-kind browsers that are installed, best first: Edge, Chrome, Chromium. `CHROMIUM_PATH` names one that is
 * elsewhere and goes before all others.
 */
export function findBrowsers(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  isThere: (path: string) => boolean = isExecutable,
): FoundBrowser[] {
  const named = environment['CHROMIUM_PATH'];
  const candidates: (readonly [FoundBrowser['name'], string])[] = [
    ...(named ? [['Chromium', named] as const] : []),
    ...candidatesOf(platform, environment),
  ];
  const found = candidates.filter(([, path]) => isThere(path)).map(([name, path]) => ({ name, path }));
  return found.filter(({ path }, index) => found.findIndex((other) => other.path === path) === index);
}

function candidatesOf(
  platform: NodeJS.Platform,
  environment: Environment,
): (readonly [FoundBrowser['name'], string])[] {
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES(X86)', 'PROGRAMFILES', 'LOCALAPPDATA'].map((name) => environment[name]);
    const below = (name: FoundBrowser['name'], ...parts: string[]) =>
      roots.flatMap((root) => (root ? [[name, join(root, ...parts)] as const] : []));
    return [
      ...below('Edge', 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ...below('Chrome', 'Google', 'Chrome', 'Application', 'chrome.exe'),
      ...below('Chromium', 'Chromium', 'Application', 'chrome.exe'),
    ];
  }
  if (platform === 'darwin') {
    return [
      ['Edge', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
      ['Chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
      ['Chromium', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ];
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return linuxCommands.flatMap(([name, command]) => folders.map((folder) => [name, join(folder, command)] as const));
}

/**
 * Shows the page: in an app window of a Chromium-kind browser, else with whatever the system opens addresses with.
 * The command line of a browser is visible in the list of processes of this PC, so the token is not in it.
 * @param admitting address of the page with the token
 * @returns false where nothing could be started; the caller then prints the address
 */
export async function openPage(admitting: string): Promise<boolean> {
  if (!hasScreen()) return false;
  const url = await addressWithTicket(admitting);
  if (url === null) return false;
  // Chromium refuses to run as root with its sandbox, and running it without would be the wrong help.
  const isRoot = process.getuid?.() === 0;
  const browser = isRoot ? undefined : findBrowsers()[0];
  if (browser && (await startProgram(browser.path, [`--app=${url}`]))) return true;
  return startProgram(...openingCommand('address', url));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not ours to run: both mean the next candidate.
  }
}
