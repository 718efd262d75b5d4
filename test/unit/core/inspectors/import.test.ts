import { randomBytes, randomUUID } from 'node:crypto';
import { CFB, utils, write, type WorkSheet } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  cancelImport,
  commitImport,
  dateOf,
  importProgress,
  type Previewed,
  previewImport,
} from '#core/inspectors/import.ts';
import { allInspectors } from '#core/inspectors/queries.ts';
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import { readInspectorSheet } from '#core/inspectors/sheet.ts';
import { readSheetInThread } from '#core/inspectors/sheet-thread.ts';
import type { SheetProgress } from '#core/inspectors/template.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import { openTestWorkspace, type TestWorkspace } from '../../../integration/core/support.ts';

const department = { code: '431299001', name: '青溪县文化广电局' };
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = openTestWorkspace({ department });
  staffCollection.write(
    workspace,
    [
      person('lin01', '林知夏'),
      person('shen02', '沈岸舟'),
      person('gu03', '顾青禾'),
      person('gu04', '顾青禾'),
      person('old05', '旧人员', false),
    ].map((data) => ({ id: data.id, revision: 1, data })),
  );
});
afterEach(() => workspace.close());

const person = (id: string, name: string, active = true): Staff => ({ id, name, department, unit: '执法队', active });

const group = ['', '', '', '', '', '监督检查证（执法证、有效证件等）'];
const header = ['*姓名', '性别', '年龄', '学历', '*人员类型', '*监督检查（执法）种类', '监督检查（执法）区域', '编号'];
const from = '有效期限 起始时间';
const to = '有效期限\n截止时间';
const good = (name: string, change: Record<number, string | number> = {}): (string | number)[] => {
  const row: (string | number)[] = [
    name,
    '女',
    '34',
    '大学本科',
    '行政执法',
    '市场监管',
    '青溪县',
    '青执0012',
    '2020年1月1日',
    '2030年12月30日',
  ];
  for (const [index, value] of Object.entries(change)) row[Number(index)] = value;
  return row;
};

/** The template: a title over all columns, the header in two rows, as the platform hands it out. */
function sheetOf(rows: (string | number)[][], merges: string[] = []): WorkSheet {
  const sheet = utils.aoa_to_sheet([
    ['执法检查人员名录库登记表'],
    ['*姓名', '性别', '年龄', '学历', '*人员类型', '监督检查证（执法证、有效证件等）'],
    [...group.slice(0, 5).map(() => ''), ...header.slice(5), from, to],
    ...rows,
  ]);
  sheet['!merges'] = ['A1:J1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:J2', ...merges].map((range) =>
    utils.decode_range(range),
  );
  return sheet;
}
function fileOf(sheet: WorkSheet, bookType: 'biff8' | 'xlsx' = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '名录');
  return new Uint8Array(write(book, { type: 'buffer', bookType }) as Buffer);
}

/** What the parser gives to make compound files, of which it declares no types. */
interface CompoundFiles<File> {
  read(content: Buffer, options: object): File;
  find(file: File, path: string): { content: Uint8Array } | null;
  write(file: File, options: { type: 'buffer' }): Buffer;
  utils: { cfb_new(): File; cfb_add(file: File, path: string, content: Uint8Array): void };
}
const compound = CFB as CompoundFiles<object>;

/** A workbook with a password to open it: OOXML wraps it into a compound file, BIFF says so after its first record. */
function lockedFile(bookType: 'biff8' | 'xlsx'): Uint8Array {
  if (bookType === 'xlsx') {
    const file = compound.utils.cfb_new();
    compound.utils.cfb_add(file, '/EncryptionInfo', Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]));
    compound.utils.cfb_add(file, '/EncryptedPackage', randomBytes(5000));
    return new Uint8Array(compound.write(file, { type: 'buffer' }));
  }
  const file = compound.read(Buffer.from(fileOf(sheetOf([good('林知夏')]), 'biff8')), {});
  const stream = Buffer.from(compound.find(file, '/Workbook')!.content);
  const afterFirst = 4 + stream.readUInt16LE(2);
  // FilePass (MS-XLS 2.4.117) with XOR obfuscation.
  const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 0x34, 0x12, 0x78, 0x56]);
  const locked = Buffer.concat([stream.subarray(0, afterFirst), filePass, stream.subarray(afterFirst)]);
  compound.utils.cfb_add(file, '/Workbook', locked);
  return new Uint8Array(compound.write(file, { type: 'buffer' }));
}
const utf8 = (text: string) => new TextEncoder().encode(text);

const read = (content: Uint8Array, fileName = '名录.xlsx') =>
  previewImport(workspace, { importId: randomUUID(), fileName, content });
const preview = async (content: Uint8Array) => {
  const previewed = await read(content);
  if (!previewed.ok) throw new Error(JSON.stringify(previewed));
  return previewed.preview;
};
const messagesOf = (previewed: Previewed) =>
  'fields' in previewed ? previewed.fields.map(({ message }) => message).join() : '';

describe('importing the 名录', () => {
  it.each(['biff8', 'xlsx'] as const)(
    'judges the rows of the template in a %s file by the five outcomes',
    async (type) => {
      const content = fileOf(
        sheetOf([
          good('林知夏'),
          good('顾青禾'),
          good('陌生人'),
          good('林知夏'),
          good('沈岸舟', { 5: '' }),
          good('旧人员'),
        ]),
        type,
      );
      const { rows, counts } = await preview(content);
      expect(rows.map(({ row, name, outcome }) => `${row} ${name} ${outcome}`)).toEqual([
        '4 林知夏 ready',
        '5 顾青禾 ambiguous',
        '6 陌生人 unknownPerson',
        '7 林知夏 repeated',
        '8 沈岸舟 incomplete',
        '9 旧人员 unknownPerson',
      ]);
      expect(counts).toEqual({ ready: 1, ambiguous: 1, unknownPerson: 2, repeated: 1, incomplete: 1 });
      expect(rows[1]!.candidates.map(({ id }) => id)).toEqual(['gu03', 'gu04']);
      expect(rows[3]!.problems).toEqual([{ column: '姓名', message: '与第4行重复' }]);
      expect(rows[4]!.problems).toEqual([
        { column: '监督检查（执法）种类', message: '必填项“监督检查（执法）种类”没有填写' },
      ]);
      expect(allInspectors(workspace.database)).toEqual([]);
    },
  );

  it('puts in what was chosen, in one transaction, with dates and codes as they were written', async () => {
    const { importId } = await preview(
      fileOf(sheetOf([good('林知夏', { 7: '007100020011X' }), good('顾青禾'), good('陌生人')])),
    );
    const outcome = commitImport(workspace, importId, [4, 5, 6, 99], [{ row: 5, account: 'gu04' }]);
    expect(outcome?.done).toHaveLength(2);
    expect(outcome?.refused.map(({ id, name, reasons }) => `${id} ${name} ${reasons[0]!.code}`)).toEqual([
      'row-6 陌生人 unknownPerson',
      'row-99 第99行 noRow',
    ]);
    expect(allInspectors(workspace.database)).toMatchObject([
      {
        account: 'lin01',
        certificateNumber: '007100020011X',
        gender: 'female',
        age: 34,
        types: ['行政执法'],
        certificateFrom: '2020-01-01',
        certificateTo: '2030-12-30',
        department,
      },
      { account: 'gu04' },
    ]);
    expect(workspace.journalled.map(({ kind }) => kind)).toEqual(['inspectors.add', 'inspectors.add']);
    expect(inspectorsCollection.count(workspace.database)).toBe(2);
    // A second click puts nothing in twice.
    expect(commitImport(workspace, importId, [4, 5], [{ row: 5, account: 'gu04' }])?.done).toEqual([]);
    expect(commitImport(workspace, '00000000-0000-4000-8000-000000000000', [4], [])).toBeNull();
  });

  it('asks who is meant before an ambiguous row goes in', async () => {
    const { importId } = await preview(fileOf(sheetOf([good('顾青禾')])));
    expect(commitImport(workspace, importId, [4], [])?.refused[0]!.reasons[0]!.code).toBe('ambiguous');
    expect(commitImport(workspace, importId, [4], [{ row: 4, account: 'lin01' }])?.done).toEqual([]);
  });

  it('tells every wrong cell of a row by column and reason', async () => {
    const { rows } = await preview(
      fileOf(
        sheetOf([
          good('林知夏', { 1: '不详', 2: '5', 4: '行政执法、巡警', 8: '2001年2月30日', 9: '明年' }),
          good('沈岸舟', { 8: '2030年1月1日', 9: '2020年1月1日' }),
        ]),
      ),
    );
    expect(rows[0]!.problems.map(({ column, message }) => `${column}：${message}`)).toEqual([
      '性别：“不详”应为男或女',
      '年龄：“5”不是 16 至 80 的整数',
      '人员类型：“巡警”不在可选范围：综合管理、专业技术、行政执法、其他',
      '有效期限起始时间：“2001年2月30日”不是日期，应如 2000年12月30日',
      '有效期限截止时间：“明年”不是日期，应如 2000年12月30日',
    ]);
    expect(rows[1]!.problems).toEqual([{ column: '有效期限截止时间', message: '有效期截止早于起始' }]);
  });

  it('says of somebody who was revoked how to find and restore the entry', async () => {
    const file = () => preview(fileOf(sheetOf([good('林知夏')])));
    commitImport(workspace, (await file()).importId, [4], []);
    const listed = allInspectors(workspace.database)[0]!;
    const again = (await file()).rows[0]!;
    expect(again.problems).toEqual([{ column: '姓名', message: '该人员已在执法检查人员名录库中' }]);
    const revoked = { ...listed, revoked: true };
    inspectorsCollection.write(workspace, [{ id: listed.id, revision: 2, data: revoked }]);
    const row = (await file()).rows[0]!;
    expect(row.outcome).toBe('repeated');
    expect(row.problems[0]!.message).toContain('名录状态选“已撤销”可以查到并恢复');
  });

  it('tells merged cells among the people, row by row', async () => {
    const { rows } = await preview(
      fileOf(sheetOf([good('林知夏'), good('', { 5: '' }), good('沈岸舟')], ['F4:F5', 'A4:A5'])),
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['incomplete', 'incomplete', 'ready']);
    expect(rows[1]!.problems.map(({ column }) => column)).toEqual(['姓名', '监督检查（执法）种类']);
    expect(rows[1]!.problems[0]!.message).toContain('合并单元格');
  });

  it.each(['biff8', 'xlsx'] as const)(
    'takes codes in cells of numbers digit by digit in a %s file, and refuses those that Excel cut short',
    async (type) => {
      const codes = [123_456_789_012, 123_456_789_012_345, 12, 4.312001990010112e17];
      const sheet = sheetOf(codes.map((code, index) => good(`人员${index}`, { 7: code })));
      (sheet['H6'] as { z: string }).z = '000000';
      (sheet['H7'] as { z: string }).z = '0';
      const { rows } = await preview(fileOf(sheet, type));
      expect(rows.slice(0, 3).map(({ certificateNumber }) => certificateNumber)).toEqual([
        '123456789012',
        '123456789012345',
        '000012',
      ]);
      expect(rows.map(({ outcome }) => outcome)).toEqual([...Array<string>(3).fill('unknownPerson'), 'incomplete']);
      expect(rows[3]!.problems).toEqual([
        { column: '编号', message: expect.stringContaining('Excel 只保留前 15 位') as string },
      ]);
    },
  );

  it('reads the first sheet, whatever pictures and sheets come with it, and tells where it looked for the header', async () => {
    const book = new ExcelJS.Workbook();
    const explained = new ExcelJS.Workbook();
    explained.addWorksheet('填表说明').addRow(['请逐行填写']);
    for (const each of [book, explained]) {
      const sheet = each.addWorksheet('名录');
      sheet.addRow([...header, from, to]);
      sheet.addRow(good('林知夏'));
    }
    const picture = book.addImage({ buffer: randomBytes(5_000_000) as unknown as ExcelJS.Buffer, extension: 'jpeg' });
    book.getWorksheet('名录')!.addImage(picture, 'L1:N9');
    book.addWorksheet('填表说明').addRow(['请逐行填写']);
    const contentOf = async (one: ExcelJS.Workbook) => new Uint8Array(await one.xlsx.writeBuffer());
    expect((await preview(await contentOf(book))).rows).toMatchObject([{ row: 2, outcome: 'ready' }]);
    expect(messagesOf(await read(await contentOf(explained)))).toContain('第一张工作表里找不到表头');
  });

  it.each(['biff8', 'xlsx'] as const)('reads dates of a %s file that counts from 1904', async (bookType) => {
    const sheet = sheetOf([good('林知夏', { 8: 42_432 })]);
    (sheet['I4'] as { z: string }).z = 'yyyy/m/d';
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, '名录');
    book.Workbook = { WBProps: { date1904: true } };
    const { importId } = await preview(new Uint8Array(write(book, { type: 'buffer', bookType }) as Buffer));
    commitImport(workspace, importId, [4], []);
    expect(allInspectors(workspace.database)).toMatchObject([{ certificateFrom: '2020-03-04' }]);
  });

  it('reads real dates of a workbook made by another program', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('名录');
    sheet.addRow([...header, '有效期限起始时间', '有效期限截止时间']);
    sheet.addRow([...good('林知夏').slice(0, 8), new Date('2020-03-04T00:00:00.000Z'), '2031/05/06']);
    const { importId, rows } = await preview(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(rows).toMatchObject([{ row: 2, outcome: 'ready' }]);
    commitImport(workspace, importId, [2], []);
    expect(allInspectors(workspace.database)).toMatchObject([
      { certificateFrom: '2020-03-04', certificateTo: '2031-05-06' },
    ]);
  });

  it.each([
    [
      'a header without a required column',
      () =>
        fileOf(
          utils.aoa_to_sheet([
            ['姓名', '性别'],
            ['林知夏', '女'],
          ]),
        ),
      '人员类型',
    ],
    ['a sheet that is something else', () => fileOf(utils.aoa_to_sheet([['企业名称', '代码']])), '找不到表头'],
    ['an empty sheet', () => fileOf(sheetOf([])), '没有人员'],
    ['a CSV that is called .xls', () => utf8('姓名,性别\n林知夏,女'), '内容是文本（CSV），不是 Excel 工作簿'],
    [
      'a text of Excel in UTF-16',
      () => new Uint8Array(Buffer.from('\ufeff姓名\t性别\r\n林知夏\t女', 'utf16le')),
      '内容是文本（CSV），不是 Excel 工作簿，请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入',
    ],
    [
      'a web page that is called .xls',
      () => utf8('\ufeff\r\n<html><table><tr><td>姓名</td></tr></table></html>'),
      '内容是网页或 XML，不是 Excel 工作簿，请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入',
    ],
    ['a picture', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]), '不是 Excel 文件'],
    ['nothing', () => new Uint8Array(0), '不是 Excel 文件'],
    ['a broken zip', () => new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), '文件打不开，可能已损坏'],
    ['an .xlsx with a password', () => lockedFile('xlsx'), '设有打开密码'],
    ['an .xls with a password', () => lockedFile('biff8'), '设有打开密码'],
  ])('refuses %s, and says why', async (_, content, words) => {
    const previewed = await read(content(), '名录.xls');
    expect(previewed).toMatchObject({ ok: false, reason: 'badFile' });
    expect(messagesOf(previewed)).toContain(words);
  });

  it('tells all 300 errors of 10,000 rows in one pass', async () => {
    const staff = Array.from({ length: 10_000 }, (_, index) => person(`p${index}`, `人员${index}`));
    staffCollection.write(
      workspace,
      staff.map((data) => ({ id: data.id, revision: 1, data })),
    );
    const rows = staff.map(({ name }, index) => good(name, index % 33 === 0 && index < 9900 ? { 8: '无' } : {}));
    const { counts, rows: judged } = await preview(fileOf(sheetOf(rows)));
    expect(counts).toMatchObject({ ready: 9700, incomplete: 300 });
    const wrong = judged.filter(({ outcome }) => outcome === 'incomplete').map(({ row }) => row);
    expect(wrong.slice(0, 3)).toEqual([4, 37, 70]);
  });
});

describe('reading a large file', () => {
  const largeSheet = () => sheetOf(Array.from({ length: 10_000 }, (_, index) => good(`人员${index}`)));

  it('leaves the core free for others, and says how far it is', async () => {
    const content = fileOf(largeSheet());
    const begun = performance.now();
    readInspectorSheet(content);
    const takenHere = performance.now() - begun;
    const importId = randomUUID();
    const seen: (SheetProgress | null)[] = [];
    let turns = 0;
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      turns += 1;
      seen.push(importProgress(workspace, importId));
    }, 5);
    await readSheetInThread(content, () => undefined).ended;
    const longestWhileReading = longest;
    const previewed = await previewImport(workspace, { importId, fileName: '名录.xlsx', content });
    clearInterval(watch);
    expect(previewed.ok).toBe(true);
    expect(turns).toBeGreaterThan(10);
    // Taking over what was read is a fraction of reading it.
    expect(longestWhileReading).toBeLessThan(takenHere / 2);
    expect(seen).toContainEqual({ done: 0, total: null });
    expect(importProgress(workspace, importId), 'when it has ended').toBeNull();
  });

  it('tells its rows as they are looked at', () => {
    const said: SheetProgress[] = [];
    readInspectorSheet(fileOf(largeSheet()), (now) => said.push(now));
    expect(said.slice(0, 2)).toEqual([
      { done: 0, total: null },
      { done: 500, total: 10_000 },
    ]);
    expect(said.at(-1)).toEqual({ done: 10_000, total: 10_000 });
  });

  it('can be cancelled, and leaves nothing', async () => {
    const importId = randomUUID();
    const reading = previewImport(workspace, { importId, fileName: '名录.xlsx', content: fileOf(largeSheet()) });
    expect(await cancelImport(workspace, importId)).toBe(true);
    expect(await reading).toEqual({ ok: false, reason: 'cancelled' });
    expect(await cancelImport(workspace, importId)).toBe(false);
    expect(commitImport(workspace, importId, [4], [])).toBeNull();
    expect(allInspectors(workspace.database)).toEqual([]);
  });

  it('takes a sheet whose formats reach far below its people', async () => {
    const sheet = sheetOf([good('林知夏')]);
    sheet['!ref'] = 'A1:J60000';
    expect((await preview(fileOf(sheet))).rows).toMatchObject([{ row: 4, outcome: 'ready' }]);
  });

  it('takes empty rows between people, but not more people than 10,000', async () => {
    const spread = sheetOf(Array.from({ length: 12_000 }, (_, index) => (index % 2 === 0 ? good(`人员${index}`) : [])));
    expect((await preview(fileOf(spread))).rows).toHaveLength(6000);
    const many = sheetOf(Array.from({ length: 10_001 }, (_, index) => good(`人员${index}`)));
    expect(messagesOf(await read(fileOf(many)))).toContain('一次最多导入 10000 人');
  });

  it('is no slower where every row has merged cells', async () => {
    const rows = Array.from({ length: 4000 }, (_, index) => good(`人员${index}`));
    const merges = rows.map((_, index) => `H${index + 4}:J${index + 4}`);
    const { rows: judged } = await preview(fileOf(sheetOf(rows, merges)));
    expect(judged.every(({ problems }) => problems.some(({ message }) => message.includes('合并单元格')))).toBe(true);
  });
});

describe('a date of the template', () => {
  it.each([
    ['2000年12月30日', '2000-12-30'],
    ['2000年1月3日', '2000-01-03'],
    ['20001230', '2000-12-30'],
    ['2000/1/3', '2000-01-03'],
    ['2000年13月1日', null],
    ['2000年2月30日', null],
    ['30.12.2000', null],
    ['', null],
  ])('%s is %s', (text, date) => expect(dateOf(text)).toBe(date));
});
