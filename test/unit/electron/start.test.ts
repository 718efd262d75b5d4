import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: { isPackaged: false } }));
const { setFolders } = await import('../../../src-main/electron/paths.ts');
const { readDesktopOptions } = await import('../../../src-main/electron/options.ts');
const { becomeSingleInstance } = await import('../../../src-main/electron/single-instance.ts');
const { menuTemplate } = await import('../../../src-main/electron/menu.ts');
const { watchRenderer } = await import('../../../src-main/electron/renderer-life.ts');
const { defaultDataDirectory } = await import('../../../src-main/shell/data-directory.ts');

describe('command line', () => {
  it('is read among Chromium’s own switches', () => {
    const options = readDesktopOptions(
      [
        '.',
        '--no-sandbox',
        '--data-dir=/data/一科',
        '--platform=http://10.0.0.8:8080',
        '--lang=zh-CN',
        '--exit-with-stdin',
      ],
      false,
    );
    expect(options).toEqual({
      dataDirectory: resolve('/data/一科'),
      platformUrl: 'http://10.0.0.8:8080',
      exitWithStdin: true,
    });
  });

  it('is not needed', () => {
    expect(readDesktopOptions([], true)).toEqual({
      dataDirectory: defaultDataDirectory(),
      platformUrl: null,
      exitWithStdin: false,
    });
  });

  it.each([['--platform=ftp://x'], ['--platform'], ['--data-dir='], ['--data-dir']])(
    'refuses %s in words',
    (argument) => {
      expect(readDesktopOptions([argument], false)).toHaveProperty('wrong');
    },
  );

  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--js-flags=--x',
    '--no-sandbox',
    '--disable-web-security',
    // As Chromium reads them, too.
    '-remote-debugging-port=9222',
    '--Remote-Debugging-Port=9222',
    '/remote-debugging-port=9222',
  ])('refuses %s in what is shipped', (argument) => {
    expect(readDesktopOptions([argument], true)).toHaveProperty('wrong');
    expect(readDesktopOptions([argument], false)).not.toHaveProperty('wrong');
  });
});

it('keeps every folder of Electron below the data directory', () => {
  const setPath = vi.fn<(name: string, path: string) => void>();
  setFolders('/data', { setPath });
  const folders = Object.fromEntries(setPath.mock.calls);
  expect(Object.keys(folders).toSorted()).toEqual(['crashDumps', 'logs', 'sessionData', 'userData']);
  for (const path of Object.values(folders)) expect(path.startsWith(join('/data', ''))).toBe(true);
});

describe('a second start', () => {
  it('ends itself where another one runs', () => {
    const on = vi.fn();
    expect(becomeSingleInstance({ requestSingleInstanceLock: () => false, on }, () => null)).toBe(false);
    expect(on).not.toHaveBeenCalled();
  });

  it('brings the first one’s window to the front, minimised or not', () => {
    let second = (): void => undefined;
    const done = { restore: vi.fn(), show: vi.fn(), focus: vi.fn() };
    const window = vi.fn<() => Electron.BrowserWindow>();
    window.mockReturnValue(
      Object.assign(Object.create(null) as Electron.BrowserWindow, { isMinimized: () => true, ...done }),
    );
    const app = {
      requestSingleInstanceLock: () => true,
      on: ((_name: string, listener: () => void) => (second = listener)) as unknown as Electron.App['on'],
    };
    expect(becomeSingleInstance(app, window)).toBe(true);
    second();
    for (const call of Object.values(done)) expect(call).toHaveBeenCalledOnce();
  });
});

describe('menu', () => {
  const labels = (isPackaged: boolean) =>
    menuTemplate({ about: () => undefined, openDataFolder: () => undefined }, isPackaged).flatMap((menu) => [
      menu,
      ...(Array.isArray(menu.submenu) ? menu.submenu : []),
    ]);

  it('is in Chinese throughout', () => {
    for (const { type, label } of labels(false)) if (type !== 'separator') expect(label).toMatch(/\p{Script=Han}/u);
  });

  it('has no developer tools in what is shipped, and takes no key that the pages use', () => {
    expect(labels(false).map(({ role }) => role)).toContain('toggleDevTools');
    expect(labels(true).map(({ role }) => role)).not.toContain('toggleDevTools');
    for (const item of labels(true)) expect(item.accelerator).toBeUndefined();
  });
});

describe('a page whose process dies', () => {
  it('is loaded again three times in ten minutes, then the person is told', () => {
    let died = (_event: unknown, _details: { reason: string; exitCode: number }): void => undefined;
    let clock = 0;
    const reload = vi.fn();
    const giveUp = vi.fn();
    const contents = {
      on(name: string, listener: typeof died) {
        if (name === 'render-process-gone') died = listener;
      },
      reload,
    } as unknown as Electron.WebContents;
    watchRenderer(contents, { giveUp, report: () => undefined, now: () => clock });
    const die = (reason = 'crashed') => died({}, { reason, exitCode: 1 });
    die('clean-exit');
    expect(reload).not.toHaveBeenCalled();
    for (let death = 0; death < 3; death += 1) die();
    expect([reload.mock.calls.length, giveUp.mock.calls.length]).toEqual([3, 0]);
    die();
    expect([reload.mock.calls.length, giveUp.mock.calls.length]).toEqual([3, 1]);
    clock += 600_001;
    die('oom');
    expect([reload.mock.calls.length, giveUp.mock.calls.length]).toEqual([4, 1]);
  });
});
