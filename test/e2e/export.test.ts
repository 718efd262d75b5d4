/** 导出 Excel by clicking: what the filter shows, in its order, as text, for the paper archive. */
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { exportedFile, exportTray, readExport } from './exported.ts';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { caughtUp, chips, pushNotice, rowOf, search, settled } from './steps.ts';

/** Names in the list, in its order. */
const names = (page: Page) => page.locator('tr[data-id] .name-button').allInnerTexts();

test('the file has exactly the rows under the filter, in the order of the screen, codes and numbers as text', async ({
  client,
  platform,
}) => {
  await pushNotice(platform, '012345678901234', {
    creditCode: null,
    registrationNumber: '012345678901234',
    phone: '0744-8880001',
    businessScope: '=1+1；食品销售',
    approvedOn: '2026-01-06',
  });
  await pushNotice(platform, '澧安县0123副食店', { creditCode: '92433221MA0000012X', phone: '01390000001' });
  // More than fit on one page of the list.
  for (let number = 1; number <= 15; number += 1) await pushNotice(platform, `澧安县连锁超市第${number}分店`);
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知查询');
  await client.getByLabel('主体名称', { exact: true }).fill('澧安县');
  await client.getByRole('button', { name: '查询', exact: true }).click();
  await expect(chips(client)).toContainText('主体名称：澧安县');
  await client
    .getByRole('columnheader', { name: /主体名称/ })
    .getByRole('button')
    .click();
  await expect(client.getByRole('columnheader', { name: /主体名称/ })).toHaveAttribute('aria-sort', 'ascending');
  await settled(client);
  const first = await names(client);
  // The second page, too: the file holds all rows, not only those of the page.
  const next = client.getByRole('button', { name: '下一页' });
  const shown = [...first];
  while (await next.isEnabled()) {
    const before = (await names(client))[0];
    await next.click();
    await expect.poll(async () => (await names(client))[0]).not.toBe(before);
    shown.push(...(await names(client)));
  }
  expect(shown.length).toBeGreaterThan(50);
  await client.getByRole('button', { name: '批量导出 Excel' }).click();
  const sheet = await readExport(client);
  expect(sheet.rows.map((row) => row['主体名称'])).toEqual(shown);
  expect(sheet.rows.map((row) => row['序'])).toEqual(shown.map((_, index) => String(index + 1)));
  expect([...sheet.types], 'every filled cell but 序 is text').toEqual([ExcelJS.ValueType.String]);
  expect(sheet.head).toContain('双告知·告知查询清单');
  expect(sheet.head).toContain('澧安县市场监督管理局');
  expect(sheet.head).toContain('主体名称：澧安县');
  expect(sheet.head).toContain('易知远');
  expect(sheet.rows.find((row) => row['主体名称'] === '澧安县0123副食店')).toMatchObject({
    '统一社会信用代码/注册号': '92433221MA0000012X',
    联系电话: '01390000001',
  });

  await client.getByRole('button', { name: '收起导出任务' }).click();
  await search(client, '012345678901234');
  await expect(client.locator('tr[data-id]')).toHaveCount(1);
  await client.keyboard.press('Control+E');
  await expect(client.getByRole('region', { name: '导出任务' }).getByText(/，1 行/)).toBeVisible();
  const old = await readExport(client);
  expect(old.rows).toHaveLength(1);
  expect(old.rows[0]).toMatchObject({
    '统一社会信用代码/注册号': '012345678901234',
    联系电话: '0744-8880001',
    经营范围: '=1+1；食品销售',
  });

  // What is printed is chosen in the tray, and kept for the next time.
  const tray = exportTray(client);
  await tray.getByRole('button', { name: '打印版的列' }).first().press('Enter');
  const columns = tray.getByRole('group', { name: '打印版的列' });
  await expect(columns).toContainText('已选 11 / 11');
  await columns.getByRole('checkbox', { name: '证件编号' }).press('Space');
  await columns.getByRole('checkbox', { name: '联系电话' }).press('Space');
  const { violations } = await new AxeBuilder({ page: client }).setLegacyMode().analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await columns.getByRole('button', { name: '记住' }).press('Enter');
  await expect(columns).toBeHidden();
  await tray.getByRole('button', { name: '收起导出任务' }).click();
  // Two stand there already: the next one is the third.
  await client.keyboard.press('Control+E');
  await expect(tray.getByRole('button', { name: '打开文件' })).toHaveCount(3);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await exportedFile(client));
  const printed = workbook.getWorksheet('打印版')?.getRow(4).values;
  expect(printed).toContain('联系电话');
  expect(printed).not.toContain('证件编号');
});

test('after a batch receive, one click writes just those that were received, as Excel and as XML', async ({
  client,
  platform,
}) => {
  const received = ['澧安县批收一店', '澧安县批收二店', '澧安县批收三店'];
  for (const name of [...received, '澧安县未收店']) await pushNotice(platform, name);
  await signIn(client, platform);
  await caughtUp(client);
  await openModule(client, '告知接收');
  for (const name of received) await rowOf(client, name).getByRole('checkbox').check();
  await client.getByRole('button', { name: '批量接收', exact: true }).click();
  const outcome = client.getByRole('status', { name: '操作结果' });
  await expect(outcome).toContainText('已接收 3 条');
  await outcome.getByRole('button', { name: '导出刚接收的 3 条' }).click();
  const { rows } = await readExport(client);
  expect(rows.map((row) => row['主体名称']).toSorted()).toEqual(received.toSorted());
  for (const row of rows) expect(row).toMatchObject({ 状态: '已接收未反馈', 接收人员: '易知远' });
  await exportTray(client).getByRole('button', { name: '收起导出任务' }).click();
  await expect(exportTray(client)).toBeHidden();
  await outcome.getByRole('button', { name: '导出为 XML' }).click();
  await expect(exportTray(client).getByRole('listitem').first()).toContainText('.xml');
  const xml = readFileSync(await exportedFile(client), 'utf8');
  const names = [...xml.matchAll(/<主体名称>([^<]*)</g)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(received.toSorted());
});
