/** End-to-end tests in a real browser: the built shells, their core, and a demo platform for each test. */
import { defineConfig } from '@playwright/test';
import { findBrowsers } from './src-main/browser/system-browser.ts';

const isRoot = process.getuid?.() === 0;
// Without one on this PC Playwright takes its own, where it was downloaded.
const installed = findBrowsers()[0]?.path;

export default defineConfig({
  projects: [
    { name: 'browser shell', testDir: 'test/e2e' },
    // The desktop shell over a stand-in for Electron; in Electron itself with E2E_SHELL=electron.
    { name: 'desktop shell', testDir: 'test/double' },
  ],
  globalSetup: './test/e2e/run-folder.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  // Every test stands alone, so that no worker is left with a long file in the end.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // How long to wait before a thing counts as not coming. A slow machine needs it; a test that passes never does.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  testMatch: '**/*.test.ts',
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Pictures and copies of the page for every step cost a quarter of the time; `--trace=on` has them where they are needed.
    actionTimeout: 60_000,
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
