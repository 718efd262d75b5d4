/** `npm run screenshots`: takes the pictures of the README anew, from the built client over a demo platform of county size. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { findBrowsers } from '../../src-main/browser/system-browser.ts';
import { openModule, signIn } from '../e2e/fixtures.ts';
import { startPlatform } from '../e2e/platform.ts';
import { startShell } from '../e2e/shell.ts';
import { connectionWords, drawer } from '../e2e/steps.ts';

const images = join(import.meta.dirname, '../../docs/images');
const downloadMilliseconds = 120_000;

/** Without the pointer over anything. */
async function shot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
}

/** 工作台, 告知接收 with a notice, and a feedback that is being written. */
async function takeNotices(page: Page): Promise<void> {
  await openModule(page, '工作台');
  await page.getByRole('button', { name: '不用了' }).click();
  await expect(page.getByRole('heading', { name: '近 8 周接收与反馈' })).toBeVisible();
  await shot(page, 'workbench');

  await openModule(page, '告知接收');
  const rows = page.locator('tr[data-id]');
  await rows.nth(1).getByRole('button').first().click();
  await expect(drawer(page).getByRole('button', { name: '接收', exact: true })).toBeVisible();
  await shot(page, 'receive');

  await openModule(page, '告知反馈');
  const waiting = rows.filter({ has: page.getByRole('button', { name: /^反馈/ }) });
  await waiting.nth(1).getByRole('button', { name: /^反馈/ }).click();
  await page.getByLabel('已发证', { exact: true }).check();
  await page.getByRole('textbox', { name: /^证件编号/ }).fill('JY14330000012345');
  await page.getByRole('textbox', { name: /^证件名称/ }).fill('食品经营许可证');
  await expect(page.getByRole('status').getByText(/^已保存 /)).toBeVisible();
  await shot(page, 'feedback');
}

/** A task that is being filled in. */
async function takeInspection(page: Page): Promise<void> {
  await openModule(page, '我的抽查任务');
  await page.getByRole('button', { name: /^录入/ }).first().click();
  await page.getByLabel('实地检查', { exact: true }).check();
  const questions = page.locator('[data-field^="answers."]').filter({ hasText: '✓ 是' });
  await questions.nth(0).getByText('✓ 是').click();
  await questions.nth(1).getByText('✗ 否').click();
  await expect(page.getByRole('status').getByText(/^已保存 /)).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await shot(page, 'inspection');
}

if ((await buildIfStale()).code !== 0) throw new Error('the build failed; npm run build tells why');
const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
const executablePath = findBrowsers()[0]?.path;
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const platform = await startPlatform({ directory: join(folder, 'platform'), scale: 'county', seed: 1 });
try {
  for (const [account, take] of [
    ['scjg01', takeNotices],
    ['scjg04', takeInspection],
  ] as const) {
    const shell = await startShell({ dataDirectory: join(folder, account), platformUrl: platform.url });
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    await page.goto(shell.url);
    await signIn(page, platform, account);
    await expect(connectionWords(page)).toContainText('全部已同步', { timeout: downloadMilliseconds });
    await take(page);
    await context.close();
    await shell.stop();
  }
} finally {
  await browser.close();
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
}
