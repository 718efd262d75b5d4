/** Files that others brought: a colleague's photos and signatures, the attachments of a plan, on a PC that never had them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, openModule, signIn, test, watchPage } from './fixtures.ts';
import { drawTasks, enterResult, missingFiles, type Task } from './inspections.ts';
import type { Platform } from './platform.ts';
import { startShell } from './shell.ts';
import { caughtUp, connectionWords, deliverAll, search } from './steps.ts';

// A PC that has none of the files yet.
test.use({ pc: 'new' });

const detailOf = (page: Page): Locator => page.getByRole('region', { name: '抽查主体详情' });

async function openResult(page: Page, module: string, task: Task): Promise<Locator> {
  await openModule(page, module);
  await search(page, task.name);
  await page.locator(`tr[data-id="${task.id}"]`).getByRole('button', { name: task.name, exact: true }).click();
  const detail = detailOf(page);
  await expect(detail.getByRole('heading', { name: task.name, level: 2 })).toBeVisible();
  return detail;
}

/** Waits until a picture of that many bytes or more is drawn in place of the words that it is not here. */
async function expectPictures(detail: Locator, count: number): Promise<void> {
  await expect(detail.locator('button.thumbnail img')).toHaveCount(count);
  for (const picture of await detail.locator('button.thumbnail img').all())
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(20);
}

/** The exported file with this ending, wherever below the data directory it lies. */
async function written(folder: string, ending: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** Pictures in a PDF as it names them: image objects that are no masks. */
const picturesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Subtype\s*\/Image\b/g)?.length ?? 0;

/** A second PC of the department with a folder of its own. */
async function onAnotherPc(
  browser: { newPage(): Promise<Page> },
  folder: string,
  platform: Platform,
  account: string,
  work: (page: Page, dataDirectory: string) => Promise<void>,
): Promise<void> {
  const dataDirectory = join(folder, `pc-of-${account}`);
  const shell = await startShell({ dataDirectory, platformUrl: platform.url });
  const page = await browser.newPage();
  const wrong = watchPage(page);
  try {
    await page.goto(shell.url);
    await signIn(page, platform, account);
    await work(page, dataDirectory);
    expect(wrong, 'errors in the page').toEqual([]);
  } finally {
    await page.close();
    await shell.stop();
  }
}

test('a result that a laptop delivered with photo and signatures is seen whole on the reviewer’s PC, and printed there with them', async ({
  client,
  platform,
  folder,
  browser,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  // Enough bytes that the photo comes in several parts.
  await enterResult(client, task, 1, 400);
  await deliverAll(client);
  await expect.poll(() => missingFiles(platform)).not.toContain(task.id);
  // The laptop is packed away.
  await client.goto('about:blank');

  await onAnotherPc(browser, folder, platform, 'scjg03', async (page, dataDirectory) => {
    // By itself: nobody pressed anything but the name of the subject.
    const detail = await openResult(page, '复核', task);
    await expectPictures(detail, 3);
    await expect(detail.getByText('不在本机')).toHaveCount(0);

    // The platform goes; what came is here.
    await platform.stop();
    await page.reload();
    await expectPictures(await openResult(page, '复核', task), 3);
    await detail.getByRole('button', { name: /^打印/ }).click();
    await page.getByRole('menuitem', { name: '随机抽查情况记录表（已录入的结果）' }).click();
    await expect.poll(async () => (await written(dataDirectory, '.pdf')).length).toBe(1);
    const [path = ''] = await written(dataDirectory, '.pdf');
    await expect.poll(async () => picturesOf(await readFile(path))).toBeGreaterThanOrEqual(3);
    // The photo itself: 400 points wide as it was taken.
    expect((await readFile(path)).toString('latin1')).toMatch(/\/Width 400\b/);
    await expect(page.getByText('未能印出')).toHaveCount(0);
  });
});

test('a photo that cannot be had is told calmly, keeps nobody from reading the result, and comes when it can', async ({
  client,
  platform,
  folder,
  browser,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await enterResult(client, task, 2);
  await deliverAll(client);
  await expect.poll(() => missingFiles(platform)).not.toContain(task.id);
  await platform.fault({ kind: 'status', status: 500, match: { method: 'GET', path: '/v1/attachments/' } });
  await onAnotherPc(browser, folder, platform, 'scjg03', async (page) => {
    const detail = await openResult(page, '复核', task);
    await expect(detail.getByText(/照片和签名还有 3 个.*不在本机/)).toBeVisible();
    await expect(detail.getByRole('heading', { name: '检查信息' })).toBeVisible();
    await expect(connectionWords(page)).toContainText('已连接');
    await platform.clearFaults();
    await detail.getByRole('button', { name: '下载照片和签名' }).click();
    await expectPictures(detail, 3);
    await expect(detail.getByText('不在本机')).toHaveCount(0);
  });
});

test('the attachments of a plan are here before going out, open without a network, and those of a finished plan come when asked for', async ({
  client,
  platform,
  shell,
}) => {
  await platform.fault({ kind: 'status', status: 500, match: { method: 'GET', path: '/v1/attachments/' } });
  await signIn(client, platform, 'scjg04');
  await openModule(client, '我的抽查任务');
  await client.getByRole('button', { name: '出发前检查' }).click();
  const item = client.getByRole('main').getByRole('listitem').filter({ hasText: '方案附件' });
  await expect(item).toContainText(/共 \d+ 个，缺 \d+ 个：/);
  await platform.clearFaults();
  await item.getByRole('button', { name: '下载缺少的附件' }).click();
  await expect(item).toContainText(/\d+ 个都在本机/);
  await expect(item).toContainText('已备好');

  await openModule(client, '抽查方案查询');
  await client.getByRole('button', { name: '农资市场联合抽查', exact: true }).click();
  const files = client.getByRole('region', { name: '方案附件' });
  const pdf = files.getByRole('listitem').filter({ hasText: '工作方案.pdf' });
  await expect(pdf).toContainText('未下载');
  await pdf.getByRole('button', { name: '下载 工作方案.pdf' }).click();
  await expect(pdf).toContainText('在本机');

  await platform.stop();
  await pdf.getByRole('button', { name: '另存 工作方案.pdf' }).click();
  await expect(client.getByText(/已另存到 .*工作方案\.pdf/)).toBeVisible();
  const [copy = ''] = await written(shell.dataDirectory, '工作方案.pdf');
  expect((await readFile(copy)).subarray(0, 5).toString()).toBe('%PDF-');
  const letter = files.getByRole('listitem').filter({ hasText: '抽查告知书.txt' });
  await letter.getByRole('button', { name: '下载 抽查告知书.txt' }).click();
  await expect(letter).toContainText('等待下载');
  await platform.start();
  await client.getByRole('button', { name: '立即同步' }).click();
  await expect(letter).toContainText('在本机');
});
