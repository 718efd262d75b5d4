import { randomBytes } from 'node:crypto';
import { type CellObject, type WorkSheet } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readSheet } from '#core/imports/sheet.ts';
import type { ImportProgress } from '#shared/contract/imports.ts';
import { fileOf, lockedFile, sheetWith, toyHeader, toyTemplate, utf8 } from './workbooks.ts';

const read = (content: Uint8Array) => readSheet(content, toyTemplate);
const rowsOf = (content: Uint8Array) => {
  const sheet = read(content);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.problems));
  return sheet.rows;
};
const messagesOf = (content: Uint8Array) => {
  const sheet = read(content);
  return sheet.ok ? '' : sheet.problems.map(({ message }) => message).join();
};
const formatted = (sheet: WorkSheet, cell: string, format: string): void => {
  (sheet[cell] as CellObject).z = format;
};
const rows = (count: number) => Array.from({ length: count }, (_, index) => [`物品${index}`, `${index}`]);

describe('a filled-in template', () => {
  it('is read below its header, wherever its columns stand and whatever stands above them', () => {
    const sheet = sheetWith([['资产清单'], ['编号', '另一列', '名称'], ['007', '随便写', '茶桌'], ['008', '', '茶杯']]);
    expect(rowsOf(fileOf(sheet))).toEqual([
      { row: 3, cells: { name: '茶桌', code: '007', from: '', remark: '' }, merged: [], shortened: [] },
      { row: 4, cells: { name: '茶杯', code: '008', from: '', remark: '' }, merged: [], shortened: [] },
    ]);
  });

  it('may have a header of two rows, with groups over its columns', () => {
    const sheet = sheetWith(
      [
        ['*物品名称', '登记情况'],
        ['', '*资产编号', '启用 日期', '备注\n(说明)'],
        ['茶桌', '1', '2020-01-01', '旧'],
      ],
      ['A1:A2', 'B1:D1'],
    );
    expect(rowsOf(fileOf(sheet))).toMatchObject([
      { row: 3, cells: { name: '茶桌', code: '1', from: '2020-01-01', remark: '旧' } },
    ]);
  });

  it('tells merged cells row by row, also where nothing else stands in the row', () => {
    const sheet = sheetWith([toyHeader, ['茶桌', '1'], ['', ''], ['茶杯', '3']], ['A2:A3', 'B2:B3']);
    expect(rowsOf(fileOf(sheet)).map(({ row, merged }) => [row, merged])).toEqual([
      [2, ['name', 'code']],
      [3, ['name', 'code']],
      [4, []],
    ]);
  });

  it.each(['biff8', 'xlsx'] as const)(
    'has its codes digit by digit in a %s file, and says which Excel cut short',
    (type) => {
      const codes = [123_456_789_012, 123_456_789_012_345, 12, 4.312001990010112e17];
      const sheet = sheetWith([toyHeader, ...codes.map((code, index): (string | number)[] => [`物品${index}`, code])]);
      formatted(sheet, 'B4', '000000');
      formatted(sheet, 'B5', '0');
      const read = rowsOf(fileOf(sheet, type));
      expect(read.slice(0, 3).map(({ cells }) => cells.code)).toEqual(['123456789012', '123456789012345', '000012']);
      expect(read.map(({ shortened }) => shortened)).toEqual([[], [], [], ['code']]);
    },
  );

  it.each(['biff8', 'xlsx'] as const)('has its dates right in a %s file that counts from 1904', (type) => {
    const sheet = sheetWith([toyHeader, ['茶桌', '1', 42_432]]);
    formatted(sheet, 'C2', 'yyyy/m/d');
    expect(rowsOf(fileOf(sheet, type, true))[0]!.cells.from).toBe('2020-03-04');
    expect(rowsOf(fileOf(sheet, type))[0]!.cells.from).toBe('2016-03-03');
  });

  it('has real dates of a workbook made by another program', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('清单');
    sheet.addRow(toyHeader);
    sheet.addRow(['茶桌', '1', new Date('2020-03-04T00:00:00.000Z')]);
    expect(rowsOf(new Uint8Array(await book.xlsx.writeBuffer()))[0]!.cells.from).toBe('2020-03-04');
  });

  it('is on the first sheet, whatever pictures and sheets come with it', async () => {
    const book = new ExcelJS.Workbook();
    const explained = new ExcelJS.Workbook();
    explained.addWorksheet('填表说明').addRow(['请逐行填写']);
    for (const each of [book, explained]) {
      const sheet = each.addWorksheet('清单');
      sheet.addRow(toyHeader);
      sheet.addRow(['茶桌', '1']);
    }
    const picture = book.addImage({ buffer: randomBytes(5_000_000) as unknown as ExcelJS.Buffer, extension: 'jpeg' });
    book.getWorksheet('清单')!.addImage(picture, 'L1:N9');
    book.addWorksheet('填表说明').addRow(['请逐行填写']);
    const contentOf = async (one: ExcelJS.Workbook) => new Uint8Array(await one.xlsx.writeBuffer());
    expect(rowsOf(await contentOf(book))).toMatchObject([{ row: 2, cells: { name: '茶桌' } }]);
    expect(messagesOf(await contentOf(explained))).toBe(
      '第一张工作表里找不到表头：前几行里应有“物品名称”一列，请使用平台的导入模板',
    );
  });

  it.each([
    [
      'a header without a required column',
      () =>
        fileOf(
          sheetWith([
            ['名称', '备注'],
            ['茶桌', '旧'],
          ]),
        ),
      '表头缺少“资产编号”一列',
    ],
    ['a sheet that is something else', () => fileOf(sheetWith([['企业名称', '代码']])), '找不到表头'],
    ['an empty sheet', () => fileOf(sheetWith([toyHeader])), '表里没有物品'],
    ['a CSV that is called .xls', () => utf8('名称,编号\n茶桌,1'), '内容是文本（CSV），不是 Excel 工作簿'],
    [
      'a text of Excel in UTF-16',
      () => new Uint8Array(Buffer.from('\ufeff名称\t编号\r\n茶桌\t1', 'utf16le')),
      '内容是文本（CSV），不是 Excel 工作簿，请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入',
    ],
    [
      'a web page that is called .xls',
      () => utf8('\ufeff\r\n<html><table><tr><td>名称</td></tr></table></html>'),
      '内容是网页或 XML，不是 Excel 工作簿，请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入',
    ],
    ['a picture', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]), '不是 Excel 文件'],
    ['nothing', () => new Uint8Array(0), '不是 Excel 文件'],
    ['a broken zip', () => new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), '文件打不开，可能已损坏'],
    ['an .xlsx with a password', () => lockedFile('xlsx'), '设有打开密码'],
    ['an .xls with a password', () => lockedFile('biff8'), '设有打开密码'],
  ])('is not %s, and what is wrong is said', (_, content, words) => {
    expect(messagesOf(content())).toContain(words);
  });
});

describe('a large sheet', () => {
  it('tells its rows as they are looked at', () => {
    const said: ImportProgress[] = [];
    readSheet(fileOf(sheetWith([toyHeader, ...rows(10_000)])), toyTemplate, (now) => said.push(now));
    expect(said.slice(0, 2)).toEqual([
      { done: 0, total: null },
      { done: 500, total: 10_000 },
    ]);
    expect(said.at(-1)).toEqual({ done: 10_000, total: 10_000 });
  });

  it('may have formats that reach far below its rows', () => {
    const sheet = sheetWith([toyHeader, ['茶桌', '1']]);
    sheet['!ref'] = 'A1:D60000';
    expect(rowsOf(fileOf(sheet))).toMatchObject([{ row: 2 }]);
  });

  it('may have empty rows between others, but not more than 10,000 that are filled in', () => {
    const spread = rows(12_000).map((row, index) => (index % 2 === 0 ? row : []));
    expect(rowsOf(fileOf(sheetWith([toyHeader, ...spread])))).toHaveLength(6000);
    expect(messagesOf(fileOf(sheetWith([toyHeader, ...rows(10_001)])))).toBe('一次最多导入 10000 件，请分几个文件导入');
  });

  it('says that too many empty rows stand between others, where some would be cut off', () => {
    const sheet = sheetWith([toyHeader, ['茶桌', '1']]);
    sheet['A49000'] = { t: 's', v: '茶杯' };
    sheet['!ref'] = 'A1:D60000';
    expect(messagesOf(fileOf(sheet))).toBe('物品之间空行太多，请删去空行后再导入');
  });

  it('is read no slower where every row has merged cells', () => {
    const merges = rows(4000).map((_, index) => `C${index + 2}:D${index + 2}`);
    const read = rowsOf(fileOf(sheetWith([toyHeader, ...rows(4000)], merges)));
    expect(read.every(({ merged }) => merged.join() === 'from,remark')).toBe(true);
  });
});
