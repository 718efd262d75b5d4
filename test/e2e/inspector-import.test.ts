/** 执法检查人员名录导入 through the screen: real files of both formats, the five outcomes, what is wrong told cell by cell. */
import { utils, write } from '@e965/xlsx';
import type { Page } from '@playwright/test';
import { expect, openModule, signIn, test } from './fixtures.ts';
import { accepted, caughtUp, deliverAll, pressOnceThere, watchFor } from './steps.ts';

type Row = readonly string[];
/** One person of the 登记表; `change` replaces cells by their place. */
const person = (name: string, change: Readonly<Record<number, string>> = {}): Row => {
  const cells = [
    '女',
    '34',
    '大学本科',
    '行政执法',
    '市场监管',
    '澧安县',
    '00120034',
    '2000年12月30日',
    '2030年6月1日',
  ];
  return [name, ...cells].map((cell, place) => change[place] ?? cell);
};
const headers = [
  ['执法检查人员名录库登记表'],
  ['*姓名', '性别', '年龄', '学历', '*人员类型', '监督检查证（执法证、有效证件等）'],
  [
    '',
    '',
    '',
    '',
    '',
    '*监督检查（执法）种类',
    '监督检查（执法）区域',
    '编号',
    '有效期限 起始时间',
    '有效期限 截止时间',
  ],
] as const;

/** The platform's template, filled in. */
function template(rows: readonly Row[], type: 'xlsx' | 'biff8', merges: readonly string[] = []) {
  const sheet = utils.aoa_to_sheet([...headers.map((row) => [...row]), ...rows.map((row) => [...row])]);
  const ranges = ['A1:J1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:J2', ...merges];
  sheet['!merges'] = ranges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '名录');
  return {
    name: type === 'xlsx' ? '名录登记表.xlsx' : '名录登记表.xls',
    mimeType: 'application/octet-stream',
    buffer: write(book, { type: 'buffer', bookType: type }) as Buffer,
  };
}

async function openImport(page: Page) {
  await openModule(page, '执法人员库管理');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '导入执法检查人员' });
  await expect(dialog).toBeVisible();
  return dialog;
}
const rowNumber = (page: Page, number: number) =>
  page
    .getByRole('dialog')
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: `${number}`, exact: true }) });

test('an .xls of 10,000 rows with 300 wrong ones is judged row by row, nothing is stored unasked, and what was chosen is delivered', async ({
  client,
  platform,
}) => {
  const rows: Row[] = [
    person('封锦书'),
    person('荆若谷'),
    person('聂云舟'),
    person('封锦书'),
    person(platform.account('scjg01').name),
    person('舒怀瑾', { 8: '2001年2月30日' }),
    ...Array.from({ length: 9994 }, (_, index) => person(`外单位${index}`, index < 299 ? { 1: '不详', 2: '7' } : {})),
  ];
  await signIn(client, platform, 'scjg01');
  await caughtUp(client);
  const dialog = await openImport(client);
  const reading = await watchFor(client, /正在(读取文件|逐行检查)/);
  await dialog.locator('input[type=file]').setInputFiles(template(rows, 'biff8'));
  await expect(dialog.getByText('共 10000 行')).toBeVisible();
  expect(await reading(), 'that it is being read').toBe(true);
  for (const words of ['可以导入 2', '重名或有多个机关 1', '重复导入 2', '人员不存在 9695', '必填项不全 300'])
    await expect(dialog.getByRole('button', { name: words, exact: true })).toBeVisible();
  await expect(dialog.getByText('还没有存入任何一行')).toBeVisible();

  await expect(rowNumber(client, 7)).toContainText('姓名：与第4行重复');
  await expect(rowNumber(client, 8)).toContainText('该人员已在执法检查人员名录库中');
  await expect(rowNumber(client, 9)).toContainText('有效期限起始时间：“2001年2月30日”不是日期，应如 2000年12月30日');
  await expect(rowNumber(client, 9).getByRole('checkbox')).toBeDisabled();
  await dialog.getByRole('button', { name: '必填项不全 300', exact: true }).click();
  await expect(rowNumber(client, 10)).toContainText('性别：“不详”应为男或女');
  await expect(rowNumber(client, 10)).toContainText('年龄：“7”不是 16 至 80 的整数');
  await dialog.getByRole('button', { name: /^再显示 100 行/ }).click();
  await expect(dialog.getByRole('row')).toHaveCount(301);
  await dialog.getByRole('button', { name: '必填项不全 300', exact: true }).click();

  // What is wrong is put right in the list; a row that nobody needs goes from it, not from the file.
  await rowNumber(client, 9)
    .getByRole('button', { name: /^修改第 9 行/ })
    .click();
  const mending = dialog.getByRole('form', { name: '修改第 9 行' });
  await expect(mending.getByLabel('有效期限起始时间')).toBeFocused();
  await mending.getByLabel('有效期限起始时间').fill('2001年2月28日');
  await mending.getByRole('button', { name: '保存并重新检查' }).click();
  await expect(mending).toBeHidden();
  await expect(rowNumber(client, 9)).toContainText('可以导入');
  await rowNumber(client, 10)
    .getByRole('button', { name: /^删除第 10 行/ })
    .click();
  await expect(dialog.getByRole('button', { name: '必填项不全 298', exact: true })).toBeVisible();
  await expect(dialog.getByText('共 9999 行')).toBeVisible();

  // One of the sound rows is left out, one of two namesakes is meant.
  await rowNumber(client, 6).getByRole('checkbox').uncheck();
  await rowNumber(client, 5).getByRole('combobox').selectOption({ index: 2 });
  await dialog.getByRole('button', { name: '导入所选 3 人' }).click();
  await expect(client.getByText('已导入 3 人，保存在本机，将自动报送')).toBeVisible();
  await expect(dialog).toBeHidden();
  await deliverAll(client);
  const added = await accepted(platform, 'inspectors.add');
  expect(added).toHaveLength(3);
  const records = await Promise.all(
    added.map(async ({ recordId }) => {
      const found = await platform.control('record', { collection: 'inspectors', id: recordId });
      return (found as { data: { account: string; certificateFrom: string; certificateNumber: string } }).data;
    }),
  );
  expect(records.map(({ account }) => account).toSorted()).toEqual(['scjg11', 'scjg13', 'scjg15']);
  expect(records[0]).toMatchObject({ certificateFrom: '2000-12-30', certificateNumber: '00120034' });
});

test('merged cells, a wrong header and a file that is none are told where they are, and a reading can be cancelled', async ({
  client,
  platform,
}) => {
  await signIn(client, platform, 'scjg01');
  const dialog = await openImport(client);
  const choose = dialog.locator('input[type=file]');

  await choose.setInputFiles(
    template([person('封锦书'), person('', { 5: '' }), person('聂云舟')], 'xlsx', ['A4:A5', 'F4:F5']),
  );
  await expect(dialog.getByText('共 3 行')).toBeVisible();
  for (const number of [4, 5])
    await expect(rowNumber(client, number)).toContainText('姓名：是合并单元格，请取消合并，逐行填写');
  await expect(dialog.getByRole('button', { name: '导入所选 1 人' })).toBeEnabled();

  const wrong = utils.book_new();
  utils.book_append_sheet(
    wrong,
    utils.aoa_to_sheet([
      ['姓名', '性别', '执法种类'],
      ['封锦书', '女', '市场监管'],
    ]),
    '表',
  );
  await choose.setInputFiles({
    name: '人员.xlsx',
    mimeType: 'application/octet-stream',
    buffer: write(wrong, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
  });
  await expect(dialog.getByText('表头缺少“人员类型”一列，请使用平台的导入模板')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^导入所选/ })).toHaveCount(0);

  await choose.setInputFiles({
    name: '名录.xls',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('姓名,性别'),
  });
  await expect(dialog.getByText('文件的内容是文本（CSV），不是 Excel 工作簿')).toBeVisible();

  const many = Array.from({ length: 10_000 }, (_, index) => person(`外单位${index}`));
  const cancelled = await pressOnceThere(dialog, '取消');
  await choose.setInputFiles(template(many, 'xlsx'));
  await cancelled();
  await expect(dialog.getByRole('button', { name: '取消', exact: true })).toHaveCount(0);
  await expect(dialog.getByText(/^共/)).toHaveCount(0);
  await dialog.getByRole('button', { name: '关闭', exact: true }).click();
  await expect(dialog).toBeHidden();
  await deliverAll(client);
  expect(await accepted(platform, 'inspectors.add')).toHaveLength(0);
});
