/**
 * What the tests need of the machine: a browser, LibreOffice, xmllint. Found, else installed by the means the system has.
 * Plain JavaScript (.mjs): any Node may read it, before the Node 24 that npm installs takes over.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command, run } from './runtime.mjs';

const isWindows = process.platform === 'win32';

function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** LibreOffice's command, or null. `SOFFICE_PATH` names one that is elsewhere. */
export function findLibreOffice() {
  const candidates = [
    process.env.SOFFICE_PATH,
    onPath(...(isWindows ? ['soffice.com', 'soffice.exe'] : ['soffice', 'libreoffice'])),
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    process.env.PROGRAMFILES && join(process.env.PROGRAMFILES, 'LibreOffice', 'program', 'soffice.com'),
  ];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

async function findBrowser() {
  const { findBrowsers } = await import('../../src-main/browser/system-browser.ts');
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return findBrowsers()[0]?.path ?? (existsSync(own) ? own : null);
}

async function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const listed = onPath('fc-list') ? await run('fc-list', [':lang=zh', 'file'], { capture: true }) : null;
  return listed !== null && listed.code === 0 && listed.output.trim() !== '';
}

/** What is missing: Debian's packages by name, with the words for somebody who must install them by hand. */
async function missing() {
  const list = [];
  if ((await findBrowser()) === null) {
    list.push({ packages: ['chromium'], what: 'Chrome、Edge 或 Chromium 浏览器（或用 CHROMIUM_PATH 指明它的位置）' });
  }
  if (!(await hasChineseFont())) {
    list.push({ packages: ['fonts-noto-cjk', 'fontconfig'], what: '中文字体（例如 Noto Sans CJK SC）' });
  }
  if (findLibreOffice() === null) {
    list.push({
      packages: ['libreoffice-calc-nogui'],
      what: 'LibreOffice Calc（测试用它打开导出的表格；或用 SOFFICE_PATH 指明它的位置）',
    });
  }
  if (onPath(isWindows ? 'xmllint.exe' : 'xmllint') === null) {
    list.push({ packages: ['libxml2-utils'], what: 'xmllint（测试用它检查导出的 XML）' });
  }
  return list;
}

/**
 * Makes the machine ready for the tests.
 * @param {(text: string) => void} tell
 * @returns {Promise<string[]>} what is still missing, in words; empty where all is there
 */
export async function prepareMachine(tell) {
  let list = await missing();
  if (list.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    const packages = list.flatMap((item) => item.packages);
    tell(`正在安装 ${packages.join(' ')}……`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['-qq', 'update'], { env });
    await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], { env });
    list = await missing();
  }
  if ((await findBrowser()) === null) {
    tell('正在用 Playwright 下载 Chromium……');
    await run(process.execPath, [command('playwright', 'playwright'), 'install', 'chromium'], {
      milliseconds: 300_000,
    });
    list = await missing();
  }
  return list.map(({ packages, what }) => `${what}；Debian/Ubuntu/UOS：sudo apt-get install ${packages.join(' ')}`);
}
