import { describe, expect, it } from 'vitest';
import { findBrowsers } from '../../../src-main/browser/system-browser.ts';
import { openingCommand } from '../../../src-main/browser/system-program.ts';

const installed = (...paths: string[]) => {
  const there = paths.map((path) => path.replaceAll('\\', '/'));
  return (path: string) => there.includes(path.replaceAll('\\', '/'));
};

describe('browsers of this PC', () => {
  it('prefers Edge, then Chrome, then Chromium', () => {
    const found = findBrowsers(
      'linux',
      { PATH: '/usr/local/bin:/usr/bin:relative' },
      installed('/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/local/bin/microsoft-edge'),
    );
    expect(found.map(({ name }) => name)).toEqual(['Edge', 'Chrome', 'Chromium']);
  });

  it('finds the machine’s and the user’s own installations on Windows', () => {
    const environment = { PROGRAMFILES: '/programs', 'PROGRAMFILES(X86)': '/programs86', LOCALAPPDATA: '/local' };
    const found = findBrowsers(
      'win32',
      environment,
      installed('/local/Google/Chrome/Application/chrome.exe', '/programs86/Microsoft/Edge/Application/msedge.exe'),
    );
    expect(found.map(({ name }) => name)).toEqual(['Edge', 'Chrome']);
  });

  it('takes the one that CHROMIUM_PATH names before all others', () => {
    const environment = { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/browser/chrome' };
    const found = findBrowsers('linux', environment, installed('/usr/bin/google-chrome', '/opt/browser/chrome'));
    expect(found[0]).toEqual({ name: 'Chromium', path: '/opt/browser/chrome' });
  });

  it('finds none where none is', () => {
    expect(findBrowsers('linux', { PATH: '/usr/bin' }, installed())).toEqual([]);
  });
});

describe('opening with the system’s own program', () => {
  it('shows a file in its folder the way of each system', () => {
    expect(openingCommand('folder', '/out/a.xlsx', 'linux')).toEqual(['xdg-open', ['/out']]);
    expect(openingCommand('folder', 'C:\\out\\a.xlsx', 'win32')).toEqual(['explorer.exe', ['/select,C:\\out\\a.xlsx']]);
    expect(openingCommand('folder', '/out/a.xlsx', 'darwin')).toEqual(['open', ['-R', '/out/a.xlsx']]);
  });

  it('hands a file or an address over as one argument, never to a command line', () => {
    expect(openingCommand('file', '/out/a b;c.xlsx', 'linux')).toEqual(['xdg-open', ['/out/a b;c.xlsx']]);
    expect(openingCommand('address', 'http://127.0.0.1:1/#token=x', 'win32')).toEqual([
      'explorer.exe',
      ['http://127.0.0.1:1/#token=x'],
    ]);
  });
});
