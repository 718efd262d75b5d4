/** 打印 and 导出 Excel of 双随机抽查 by clicking: what leaves the client on paper and for the archive. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from '@playwright/test';
import {
  exportedFile,
  exportTray,
  pdfInk,
  pdfPages,
  pdfPictures,
  printedFile,
  printPreview,
  readExport,
  readInLibreOffice,
  readSheet,
} from './exported.ts';
import { violations } from './axe.ts';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { drawTasks, enterResult, ownSubjects, paperResult, subjectAt, type Task } from './inspections.ts';
import { caughtUp, pressOnceThere, rowOf, search, settled, watchFor } from './steps.ts';

const closeTray = (page: Page) => page.getByRole('button', { name: '收起导出任务' }).click();
const drawerOf = (page: Page) => page.getByRole('region', { name: '抽查主体详情' });
const namesOf = (page: Page) => page.locator('tr[data-id] .name-button').allInnerTexts();

/** Chooses an entry of a menu that a button unfolds. */
async function choose(page: Page, button: string, entry: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** The preview that opened by itself: looked at, printed from, and closed by Esc, which leads back to where it began. */
async function printFromPreview(page: Page, from: string): Promise<void> {
  const preview = printPreview(page);
  await expect(preview.getByRole('status')).toHaveText(/^第 1 \/ \d+ 页$/);
  const count = Number((await preview.getByRole('status').innerText()).match(/(\d+) 页/)?.[1]);
  await expect(preview.getByRole('img', { name: `第 1 页，共 ${count} 页` })).toHaveAttribute('data-drawn', 'true');
  await expect(preview.getByRole('region', { name: '打印的页' })).toBeFocused();
  expect(await violations(page)).toEqual([]);

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await preview.getByRole('button', { name: '打印', exact: true }).click();
  await expect(page.locator('body[data-printed]')).toBeVisible();
  const sizes = await page
    .locator('.print-pages img')
    .evaluateAll((all) => all.map((one) => [one instanceof HTMLImageElement && one.naturalWidth, one.clientWidth]));
  expect(sizes, 'drawn for paper, not seen on the screen').toEqual(Array.from({ length: count }, () => [1654, 0]));
  // What the browser puts on paper: these pages and nothing of the program. It says so when it is done, as after 打印.
  const paper = join(mkdtempSync(join(tmpdir(), 'client-printed-')), 'paper.pdf');
  await page.pdf({ path: paper, preferCSSPageSize: true });
  expect(await pdfPages(paper)).toEqual(Array.from({ length: count }, () => ''));
  for (const ink of await pdfInk(paper)) expect(ink).toBeGreaterThan(0.005);
  rmSync(dirname(paper), { recursive: true, force: true });
  await expect(page.locator('.print-pages')).toHaveCount(0);

  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  await expect(page.getByRole('button', { name: from })).toBeFocused();
}

test('an inspector prints the pre-filled form before the inspection and the completed one after it, with photo and signatures, offline', async ({
  client,
  platform,
}) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const subject = await subjectAt(platform, task.id);
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await platform.stop();

  await openModule(client, '抽查结果录入');
  await rowOf(client, task.name)
    .filter({ hasText: subject.planNumber })
    .getByRole('button', { name: `打印 ${task.name}` })
    .click();
  await printFromPreview(client, `打印 ${task.name}`);
  const tray = client.getByRole('button', { name: /^导出与打印/ });
  await tray.click();
  const blank = await exportedFile(client);
  await exportTray(client).getByRole('button', { name: '预览' }).click();
  expect(await printedFile(client)).toBe(blank);
  await expect(tray).toBeFocused();
  expect(blank).toMatch(/随机抽查情况记录表（空白）.*\.pdf$/);
  const before = (await pdfPages(blank)).join('');
  for (const words of ['随机抽查情况记录表', task.name, subject.creditCode ?? '', subject.planNumber])
    expect(before).toContain(words);
  expect(before, 'nothing is entered yet').not.toContain('未发现问题，');
  expect(await pdfPictures(blank)).toBe(0);
  for (const ink of await pdfInk(blank)) expect(ink).toBeGreaterThan(0.005);

  await enterResult(client, task, 1);
  await openModule(client, '抽查主体查询');
  await search(client, task.name);
  await client.locator(`tr[data-id="${task.id}"] .name-button`).click();
  await expect(drawerOf(client).getByRole('heading', { name: task.name, level: 2 })).toBeVisible();
  await drawerOf(client).getByRole('button', { name: '打印', exact: true }).click();
  await client.getByRole('menuitem', { name: '随机抽查情况记录表（已录入的结果）', exact: true }).click();
  await expect(printPreview(client)).toContainText('PDF 已保存');
  await expect(printPreview(client)).not.toContainText('没能印全');
  const completed = await printedFile(client);
  expect(completed).not.toContain('空白');
  const after = (await pdfPages(completed)).join('');
  for (const words of ['随机抽查情况记录表', task.name, '未发现问题', '现场1.png', '嵇望舒'])
    expect(after).toContain(words);
  expect(await pdfPictures(completed), 'a photo and two signatures').toBeGreaterThanOrEqual(3);
  for (const ink of await pdfInk(completed)) expect(ink).toBeGreaterThan(0.005);

  await drawerOf(client).getByRole('button', { name: '打印', exact: true }).click();
  await client.getByRole('menuitem', { name: '随机抽查通知书', exact: true }).click();
  const notice = (await pdfPages(await printedFile(client))).join('');
  for (const words of ['随机抽查通知书', task.name]) expect(notice).toContain(words);
});

test('what a form lacks is told: a photo that is not on this PC', async ({ client, platform }) => {
  const [task] = (await drawTasks(platform, 1)) as [Task];
  const now = new Date().toISOString();
  await platform.control('changeSubject', {
    id: task.id,
    overrides: {
      stage: 'entered',
      result: {
        ...paperResult('已当场核对'),
        evidence: [
          {
            id: crypto.randomUUID(),
            sha256: 'ab'.repeat(32),
            bytes: 20_000,
            mediaType: 'image/jpeg',
            name: '门头.jpg',
            caption: '门头',
            takenAt: now,
            pointId: null,
          },
        ],
        account: 'scjg01',
        person: '易知远',
        department: (await subjectAt(platform, task.id)).department,
        at: now,
      },
    },
  });
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await openModule(client, '抽查主体查询');
  await search(client, task.name);
  const row = client.locator(`tr[data-id="${task.id}"]`);
  await row.getByRole('checkbox').check();
  await choose(client, '打印', '随机抽查情况记录表（已录入的结果）');
  const lacks = printPreview(client).getByRole('list', { name: /没能印全的内容$/ });
  await expect(lacks).toContainText(task.name);
  await expect(lacks).toContainText('照片');
});

test.describe('many at once', () => {
  test.use({ scale: 'county' });

  test('fifty subjects are printed in one go with progress, and a print that is cancelled leaves no file', async ({
    client,
    platform,
  }) => {
    await signIn(client, platform, 'scjg04');
    await caughtUp(client);
    await openModule(client, '抽查结果录入');
    await expect(client.locator('tr[data-id]')).toHaveCount(50);
    const names = await namesOf(client);
    await client.getByRole('checkbox', { name: '选中本页全部' }).check();
    await expect(client.getByRole('toolbar', { name: '所选记录的操作' })).toContainText('已选 50 家');

    const progress = await watchFor(client, /\d+ \/ 50 家/);
    await choose(client, '打印', '随机抽查情况记录表（空白，现场填写）');
    const newest = exportTray(client).getByRole('listitem').first();
    const path = await printedFile(client);
    expect(await progress(), 'how far it is').toBe(true);
    const pages = await pdfPages(path);
    expect(pages.length).toBeGreaterThanOrEqual(50);
    const text = pages.join('');
    for (const name of names) expect(text).toContain(name);
    const ink = await pdfInk(path);
    expect(ink).toHaveLength(pages.length);
    for (const share of ink) expect(share).toBeGreaterThan(0.003);

    const files = () => readdirSync(dirname(path)).toSorted();
    const before = files();
    const cancelled = await pressOnceThere(client.locator('body'), '取消');
    await choose(client, '打印', '专项记录表（空白，现场填写）');
    await cancelled();
    await expect(newest).toContainText('已取消，没有留下不完整的文件。');
    expect(files()).toEqual(before);
    // The list stayed what it was, and works.
    await expect(client.getByRole('toolbar', { name: '所选记录的操作' })).toContainText('已选 50 家');
  });
});

test('导出 Excel of tasks and results has exactly the rows of the filter, as text, and LibreOffice reads the same', async ({
  client,
  platform,
}) => {
  const tasks = await drawTasks(platform, 6);
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await openModule(client, '抽查结果录入');
  const planName = tasks[0]?.planName ?? '';
  await client.getByLabel('抽查方案名称', { exact: true }).fill(planName);
  await client.getByRole('button', { name: '查询', exact: true }).click();
  await expect(client.getByRole('list', { name: '当前条件' })).toContainText(planName);
  await settled(client);
  const shown = await namesOf(client);
  expect(shown.length).toBeGreaterThan(1);
  await client.keyboard.press('Control+E');
  const path = await exportedFile(client);
  const sheet = await readSheet(path);
  expect(sheet.head).toContain('双随机抽查·任务清单');
  expect(sheet.head).toContain(`抽查方案名称：${planName}`);
  expect(sheet.rows.map((row) => row['主体名称'])).toEqual(shown);
  for (const row of sheet.rows) expect(row).toMatchObject({ 抽查方案: planName, 状态: '待录入' });
  expect([...sheet.types]).toEqual([ExcelJS.ValueType.String]);
  expect(await readInLibreOffice(path)).toMatchObject({ head: sheet.head, rows: sheet.rows });
  await closeTray(client);

  // Of these only the ticked ones.
  const [first = ''] = shown;
  await rowOf(client, first).first().getByRole('checkbox').check();
  await client.getByRole('button', { name: '导出所选' }).click();
  await expect(exportTray(client).getByRole('listitem').first()).toContainText('，1 行');
  expect((await readExport(client)).rows.map((row) => row['主体名称'])).toEqual([first]);
  await closeTray(client);

  await openModule(client, '抽查主体查询');
  await ownSubjects(client);
  const results = client.locator('tr[data-id]').filter({ hasText: /正常|发现问题/ });
  const withResult = await results.locator('.name-button').allInnerTexts();
  expect(withResult.length).toBeGreaterThan(1);
  const total = Number(/共 (\d+) 条/.exec(await client.locator('.list footer').innerText())?.[1]);
  expect(total, 'one page').toBeLessThanOrEqual(50);
  await choose(client, '导出 Excel', '结果清单（已录入的）');
  await expect(exportTray(client).getByRole('listitem').first()).toContainText('结果清单');
  const resultPath = await exportedFile(client);
  const resultSheet = await readSheet(resultPath);
  expect(resultSheet.head).toContain('双随机抽查·结果清单');
  expect(resultSheet.rows.map((row) => row['主体名称'])).toEqual(withResult);
  expect((await readInLibreOffice(resultPath)).rows).toEqual(resultSheet.rows);
});

test('导出 Excel of the statistics counts by plan, department and result what the filter shows', async ({
  client,
  platform,
}) => {
  await drawTasks(platform, 6);
  await signIn(client, platform, 'scjg04');
  await caughtUp(client);
  await openModule(client, '抽查主体查询');
  await ownSubjects(client);
  const rows = client.locator('tr[data-id]');
  const count = async (words: RegExp) => rows.filter({ hasText: words }).count();
  const total = await rows.count();
  const [normal, issue, published] = [await count(/正常/), await count(/发现问题/), await count(/已公示/)];
  expect(normal + issue).toBeGreaterThan(0);
  await choose(client, '导出 Excel', '情况统计（按方案、部门、结果）');
  const path = await exportedFile(client);
  const sheet = await readSheet(path);
  expect(sheet.head).toContain('双随机抽查·情况统计');
  const sum = (title: string) => sheet.rows.reduce((all, row) => all + Number(row[title]), 0);
  expect([sum('主体总数'), sum('结果：正常'), sum('结果：发现问题'), sum('已公示')]).toEqual([
    total,
    normal,
    issue,
    published,
  ]);
  for (const row of sheet.rows) {
    expect(row['抽查方案']).toMatch(/\S/);
    expect(row['检查机关']).toMatch(/局/);
  }
  const all = sheet.rest.find((row) => row['抽查方案'] === '合计');
  expect(all).toMatchObject({ 主体总数: String(total), '结果：正常': String(normal), '结果：发现问题': String(issue) });
  expect((await readInLibreOffice(path)).rows).toEqual(sheet.rows);
});
