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

/** `pageErrors`: what no page of ours may do; a test that provokes it takes it out of there. */
export type WatchedDesktop = Desktop & { readonly pageErrors: string[] };

export const test = endToEnd.extend<{ desktop: WatchedDesktop }>({
  desktop: async ({ folder, dataDirectory, platform }, use, info) => {
    const scratch = join(folder, 'driver');
    await mkdir(scratch, { recursive: true });
    const start = inElectron ? startInElectron : startOverDouble;
    const desktop = await start({ dataDirectory, platformUrl: platform.url, scratch });
    try {
      const pageErrors = watchPage(desktop.page);
      await use({ ...desktop, pageErrors });
      if (info.status !== info.expectedStatus) await info.attach('shell.log', { body: desktop.log() });
      if (!inElectron) expect(await desktop.deeds('double-failed'), 'what the double could not do').toEqual([]);
      expect(pageErrors, 'errors in the page').toEqual([]);
    } finally {
      await desktop.stop();
    }
  },
});

export { expect };
