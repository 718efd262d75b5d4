import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';

const openExternal = vi.fn<(url: string) => Promise<void>>(() => Promise.resolve());
const fakeApp = vi.hoisted(() => ({ listeners: [] as ((event: unknown, contents: unknown) => void)[] }));
vi.mock('electron', () => ({
  app: {
    on: (_name: string, listener: (event: unknown, contents: unknown) => void) => fakeApp.listeners.push(listener),
  },
  shell: { openExternal: (url: string) => openExternal(url) },
}));
const { guardNavigation, safeOpenExternal } = await import('../../../src-main/electron/navigation.ts');

const platform = 'https://10.0.0.8:8443';
let contents: EventEmitter & { openWindow?: (details: { url: string }) => unknown };
let reports: [string, Record<string, unknown>][];

beforeEach(() => {
  openExternal.mockClear();
  fakeApp.listeners.length = 0;
  reports = [];
  guardNavigation({
    platformUrl: () => Promise.resolve(platform),
    report: (event, facts) => reports.push([event, facts]),
  });
  contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
      contents.openWindow = handler;
    },
  });
  for (const listener of fakeApp.listeners) listener({}, contents);
});

const prevented = (event: string, facts: object): boolean => {
  const preventDefault = vi.fn();
  contents.emit(event, { preventDefault, isMainFrame: true, ...facts });
  return preventDefault.mock.calls.length > 0;
};

const elsewhere = [
  'https://attacker.example/',
  'https://10.0.0.8:8443/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'app://bundle.attacker.example/index.html',
  'app://bundle@attacker.example/',
  'http://app/bundle',
  'about:blank',
  '',
];

describe('a page stays where it is', () => {
  it.each(elsewhere)('may not go to %s', (url) => {
    expect(prevented('will-navigate', { url })).toBe(true);
    expect(prevented('will-frame-navigate', { url })).toBe(true);
    expect(prevented('will-redirect', { url })).toBe(true);
  });

  it('may be loaded again', () => {
    const url = 'app://bundle/index.html#/notices/receive';
    expect(prevented('will-navigate', { url })).toBe(false);
    expect(prevented('will-frame-navigate', { url })).toBe(false);
  });

  it('has no frames, not even of our own pages', () => {
    expect(prevented('will-frame-navigate', { url: 'app://bundle/index.html', isMainFrame: false })).toBe(true);
  });

  it('has no web views', () => {
    expect(prevented('will-attach-webview', {})).toBe(true);
  });

  it('leaves no query of a refused address in the log', () => {
    prevented('will-navigate', { url: 'https://attacker.example/a?who=张三#x' });
    expect(reports).toEqual([['navigation-refused', { url: 'https://attacker.example/a' }]]);
  });
});

describe('new windows', () => {
  it('are refused, whatever they would show', () => {
    for (const url of [...elsewhere, 'app://bundle/index.html'])
      expect(contents.openWindow!({ url })).toEqual({ action: 'deny' });
  });

  it('of the platform are opened in the system’s browser instead', async () => {
    contents.openWindow!({ url: 'https://10.0.0.8:8443/help' });
    await eventually(() => expect(openExternal).toHaveBeenCalledExactlyOnceWith('https://10.0.0.8:8443/help'));
  });
});

describe('opening outside', () => {
  it.each([
    'http://10.0.0.8:8443/',
    'https://10.0.0.8/',
    'https://10.0.0.8:8444/',
    'https://10.0.0.8.attacker.example:8443/',
    'https://user:word@10.0.0.8:8443/',
    'https://10.0.0.8:8443@attacker.example/',
    'file:///C:/Windows/System32/calc.exe',
    'ms-msdt:/id',
    'smb://10.0.0.8/share',
    'not an address',
  ])('refuses %s', async (address) => {
    expect(await safeOpenExternal(address, platform)).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
  });

  it('refuses everything while no platform is configured', async () => {
    expect(await safeOpenExternal('https://10.0.0.8:8443/', null)).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
  });

  it('opens https at the platform', async () => {
    expect(await safeOpenExternal('https://10.0.0.8:8443/help?page=1', platform)).toBe(true);
    expect(openExternal).toHaveBeenCalledExactlyOnceWith('https://10.0.0.8:8443/help?page=1');
  });
});
