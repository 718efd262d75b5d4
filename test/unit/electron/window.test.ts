import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: { isPackaged: true }, BrowserWindow: vi.fn() }));
const { windowOptions } = await import('../../../src-main/electron/window.ts');

const session: unknown = { partition: 'client' };
const settings = { preload: '/client/out/preload/index.cjs', session: session as Electron.Session };

it('makes every window sandboxed, isolated and without Node', () => {
  const { webPreferences } = windowOptions(settings, true);
  expect(webPreferences).toMatchObject({
    preload: settings.preload,
    session: settings.session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

it('turns on nothing that the security list warns of', () => {
  const preferences = windowOptions(settings, true).webPreferences ?? {};
  expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  expect(preferences).not.toHaveProperty('additionalArguments');
});

it('has developer tools in a checkout and none in what is shipped', () => {
  expect(windowOptions(settings, false).webPreferences?.devTools).toBe(true);
  expect(windowOptions(settings, true).webPreferences?.devTools).toBe(false);
});

it('fits a screen of 1024 by 768', () => {
  const { minWidth = Infinity, minHeight = Infinity } = windowOptions(settings, true);
  expect(minWidth).toBeLessThanOrEqual(1024);
  expect(minHeight).toBeLessThanOrEqual(700);
});
