/**
 * Finds Electron's binary, or fetches it once: it comes from its own release host, which many offices cannot reach.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run } from './runtime.mjs';

const home = join(root, 'node_modules', 'electron');
const usualFailureNote = join(root, 'out', 'electron-not-fetched.json');
/** After a failed try, `npm start` does not try again for so long, unless Electron is asked for by name. */
const tryAgainAfterMilliseconds = 24 * 3_600_000;

const binaryName = () =>
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron';

/** Path of the binary, or null. `ELECTRON_OVERRIDE_DIST_PATH` names the folder of one that was carried here. */
export function findElectron() {
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(home, 'dist'), binaryName());
  return existsSync(path) ? path : null;
}

/** Why a desktop window cannot be opened here at all, in the user's words; null where it can. */
export function whyNoDesktop() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return '没有图形桌面';
  if (process.getuid?.() === 0) return '以 root 运行时不能打开桌面窗口';
  return null;
}

/**
 * Fetches the binary with progress on stderr, honouring ELECTRON_MIRROR and the like.
 * @param {{ asked: boolean, seconds: number, tell: (text: string) => void, failureNote?: string }} options
 *   `asked`: by name, so try in any case
 * @returns {Promise<string | null>} its path, or null after one line of words
 */
export async function fetchElectron({ asked, seconds, tell, failureNote = usualFailureNote }) {
  if (!existsSync(join(home, 'install.js'))) {
    tell('没有安装 Electron，改用浏览器打开。');
    return null;
  }
  if (!asked && failedLately(failureNote)) {
    tell('上次没能下载 Electron，改用浏览器打开（要再试：npm start -- --shell=electron）。');
    return null;
  }
  // The download goes through the folder for temporary files; giving it one of its own shows how far it is.
  const folder = mkdtempSync(join(tmpdir(), 'electron-fetch-'));
  tell(`正在下载 Electron（约 110 MB，最多等 ${seconds} 秒；内网可设 ELECTRON_MIRROR）……`);
  const began = Date.now();
  const progress = setInterval(() => {
    const megabytes = (sizeOf(folder) / 1_048_576).toFixed(1);
    tell(`  已下载 ${megabytes} MB，${Math.round((Date.now() - began) / 1000)} 秒`);
  }, 5_000);
  const { code, output } = await run(process.execPath, [join(home, 'install.js')], {
    env: { TMPDIR: folder, TEMP: folder, TMP: folder },
    capture: true,
    milliseconds: seconds * 1000,
  });
  clearInterval(progress);
  rmSync(folder, { recursive: true, force: true });
  const path = code === 0 ? findElectron() : null;
  if (path === null) {
    const timedOut = Date.now() - began >= seconds * 1000;
    const reason = timedOut ? `${seconds} 秒内没有下完` : reasonIn(output);
    tell(`没能下载 Electron（${reason}），改用浏览器打开；功能相同。`);
    noteFailure(failureNote);
  } else {
    rmSync(failureNote, { force: true });
  }
  return path;
}

/** Where the program's folder is not ours to write (installed by an administrator), the next start tries again. */
function noteFailure(failureNote) {
  try {
    mkdirSync(dirname(failureNote), { recursive: true });
    writeFileSync(failureNote, JSON.stringify({ at: Date.now() }));
  } catch (error) {
    if (error.code === undefined) throw error;
  }
}

function reasonIn(output) {
  const status = /\b(?:status|HTTPError)\D{0,20}(\d{3})\b/i.exec(output)?.[1];
  if (status !== undefined) return `下载地址应答 ${status}`;
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT/.test(output)) return '连不上下载地址';
  return output.trim().split('\n')[0]?.slice(0, 100) || '原因不明';
}

function failedLately(failureNote) {
  try {
    const { at } = JSON.parse(readFileSync(failureNote, 'utf8'));
    return Date.now() - at < tryAgainAfterMilliseconds;
  } catch {
    return false; // No note: it was never tried.
  }
}

function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
  } catch {
    return 0; // The download moved a file while we looked; the next look comes soon.
  }
}
