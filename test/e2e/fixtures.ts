/**
 * What an end-to-end test starts from: a demo platform, the built client in its browser shell on a PC that was used
 * before, and a page in a real browser; each test has its own. `test.use({ scale: 'county' })` takes the big county,
 * `test.use({ pc: 'new' })` a PC on which nobody has signed in yet.
 *
 * At the end of each test the page must not have thrown, nor broken its content security policy.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test as base, type TestInfo } from '@playwright/test';
import { type Platform, startPlatform } from './platform.ts';
import { type Prepared, prepared } from './prepared.ts';
import { type Shell, startShell } from './shell.ts';

export interface Options {
  /** Size of the demo platform's county. */
  scale: 'small' | 'county' | 'province';
  seed: number;
  /** How far the platform's clock is from this PC's, minutes. */
  platformAhead: number;
  /** `used`: colleagues have worked on it, the county is here (`prepared.ts`). `new`: nobody has signed in yet. */
  pc: 'used' | 'new';
}

export interface Fixtures {
  /** Removed after the test. */
  folder: string;
  /** What all tests of this scale and seed begin with. */
  beginning: Prepared;
  /** Where the client's data lie, those of the prepared PC with them. */
  dataDirectory: string;
  platform: Platform;
  shell: Shell;
  /** The client's page, open at the sign-in form. */
  client: Page;
  /** A second PC of the department, on which nobody has signed in yet; its page is open at the sign-in form. */
  colleague: { readonly page: Page; readonly shell: Shell };
}

export const test = base.extend<Options & Fixtures>({
  scale: ['small', { option: true }],
  seed: [1, { option: true }],
  platformAhead: [0, { option: true }],
  pc: ['used', { option: true }],

  // Playwright wants the first argument destructured, also where nothing is taken from it.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'client-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  beginning: async ({ scale, seed }, use) => {
    await use(await prepared(scale, seed));
  },

  dataDirectory: async ({ folder, beginning, pc }, use) => {
    const directory = join(folder, 'client');
    if (pc === 'used') await beginning.copyPc(directory);
    await use(directory);
  },

  platform: async ({ folder, beginning, scale, seed, platformAhead }, use) => {
    const directory = join(folder, 'platform');
    await beginning.copyPlatform(directory);
    const clock = platformAhead === 0 ? undefined : new Date(Date.now() + platformAhead * 60_000).toISOString();
    const platform = await startPlatform({ directory, scale, seed, clock });
    await use(platform);
    await platform.stop();
  },

  shell: async ({ dataDirectory, platform }, use, info) => {
    const shell = await startShell({ dataDirectory, platformUrl: platform.url });
    await use(shell);
    await shell.stop();
    if (info.status !== info.expectedStatus) await attachLogs(info, dataDirectory);
  },

  client: async ({ page, shell }, use) => {
    const wrong = watchPage(page);
    await page.goto(shell.url);
    await use(page);
    expect(wrong, 'errors in the page').toEqual([]);
    await expect(page.getByText('程序出错了'), 'a bug that the page told of').toHaveCount(0, { timeout: 1_000 });
  },

  colleague: async ({ browser, folder, platform }, use) => {
    const shell = await startShell({ dataDirectory: join(folder, 'second'), platformUrl: platform.url });
    const page = await browser.newPage();
    const wrong = watchPage(page);
    await page.goto(shell.url);
    await use({ page, shell });
    await expect(page.getByText('程序出错了'), 'a bug that the page told of').toHaveCount(0, { timeout: 1_000 });
    await page.close();
    await shell.stop();
    expect(wrong, 'errors in the page').toEqual([]);
  },
});

/** What shell and core wrote for support, to a test that failed. */
export async function attachLogs(info: TestInfo, dataDirectory: string): Promise<void> {
  const folder = join(dataDirectory, 'logs');
  for (const name of await readdir(folder).catch(() => [])) await info.attach(name, { path: join(folder, name) });
}

const newsIn = (page: Page) => page.getByRole('button', { name: /^有 \d+ 条新/ });
/** Those that are there now: one that its list has shown meanwhile is not waited for. */
const pressAll = (buttons: Locator) =>
  buttons.evaluateAll((all) => all.forEach((one) => one.dispatchEvent(new MouseEvent('click', { bubbles: true }))));
const showing = new WeakSet<Page>();

/** Whoever looks for a row asks for the new ones as soon as a list has any; what waits for that has tests of its own. */
async function showNews(page: Page): Promise<void> {
  if (showing.has(page)) return;
  showing.add(page);
  await page.addLocatorHandler(newsIn(page), pressAll, { noWaitAfter: true });
}
/** From now on what came new waits in the lists of the page. */
export const leaveNews = (page: Page): Promise<void> => page.removeLocatorHandler(newsIn(page));

/** Collects what no page of ours may do. Network errors are not among it: tests pull the cable on purpose. */
export function watchPage(page: Page): string[] {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|violates the following/i.test(text)) wrong.push(text);
    if (message.type() === 'warning' && text.startsWith('[Vue warn]')) wrong.push(text);
  });
  return wrong;
}

/**
 * Signs in with an account of the demo platform and leaves the recovery code of a first sign-in noted.
 * @returns the recovery code, or null where none was shown
 */
export async function signIn(page: Page, platform: Platform, account = 'scjg01'): Promise<string | null> {
  await showNews(page);
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(platform.account(account).password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  const code = page.getByTestId('recovery-code');
  const navigation = page.getByRole('navigation', { name: '模块' });
  await expect(code.or(navigation)).toBeVisible();
  if (!(await code.isVisible())) return null;
  const shown = await code.innerText();
  await page.getByText('我已抄写保存').click();
  await page.getByRole('button', { name: '进入工作台' }).click();
  await expect(navigation).toBeVisible();
  return shown;
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号：/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByLabel('密码', { exact: true })).toBeVisible();
}

/** Opens a module by its name in the navigation, and waits until it has taken the place of the one before. */
export async function openModule(page: Page, name: string): Promise<void> {
  const link = page.getByRole('navigation', { name: '模块' }).getByRole('link', { name });
  await link.click();
  await expect(link).toHaveClass(/\brouter-link-active\b/);
}

/** After the shell was started again: its address and token are new, the page must come anew. */
export async function reopen(page: Page, shell: Shell): Promise<void> {
  await page.goto('about:blank');
  await page.goto(shell.url);
}

export { expect };
