/**
 * What a test of the desktop shell starts from: a demo platform and the built shell on fresh data. Over the Electron
 * double by default; in Electron itself with E2E_SHELL=electron. Only the latter may be called «tested in Electron».
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test as endToEnd, watchPage } from '../e2e/fixtures.ts';
import type { Desktop } from './desktop.ts';
import { startOverDouble } from './double-desktop.ts';
import { startInElectron } from './electron-desktop.ts';

export const inElectron = process.env['E2E_SHELL'] === 'electron';

export const test = endToEnd.extend<{ desktop: Desktop }>({
  desktop: async ({ folder, platform }, use, info) => {
    const scratch = join(folder, 'driver');
    await mkdir(scratch, { recursive: true });
    const start = inElectron ? startInElectron : startOverDouble;
    const desktop = await start({ dataDirectory: join(folder, 'client'), platformUrl: platform.url, scratch });
    const wrong = watchPage(desktop.page);
    await use(desktop);
    if (info.status !== info.expectedStatus) await info.attach('shell.log', { body: desktop.log() });
    expect(await failuresOf(desktop), 'what the double could not do').toEqual([]);
    expect(wrong, 'errors in the page').toEqual([]);
    await desktop.stop();
  },
});

const failuresOf = (desktop: Desktop) => (inElectron ? Promise.resolve([]) : desktop.deeds('double-failed'));

export { expect };
