import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { heightOf, LineCounter, sizeFor } from '#core/exports/row-height.ts';
import { letterSizes, type SheetLayout, type SheetRow } from '#core/exports/sheet-layout.ts';
import { textElement, writeSheet } from '#core/exports/sheet-writer.ts';
import { openZip, readZip } from '#core/exports/zip.ts';

const directory = mkdtempSync(join(tmpdir(), 'sheet-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const layout: SheetLayout = {
  name: '清单',
  title: '标题',
  lines: ['单位：青溪县', '查询条件：全部'],
  columns: [
    { title: '序', width: 5, kind: 'number' },
    { title: '名称', width: 20, kind: 'text' },
    { title: '状态', width: 10, kind: 'short' },
  ],
  signature: '经办人：',
  footer: '青溪县 R&D',
};

async function sheetOf(rows: Iterable<SheetRow>, form = layout): Promise<ExcelJS.Worksheet> {
  const path = join(directory, 'a.xlsx');
  await writeSheet(path, form, rows);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook.worksheets[0]!;
}

describe('a written sheet', () => {
  it.each([1, 2, 3, 4, 500])('of %i rows has the line to sign two rows below the last one', async (count) => {
    const sheet = await sheetOf(Array.from({ length: count }, (_, index) => [index + 1, `名称${index}`, '已接收']));
    expect(sheet.getCell(4 + count, 1).value).toBe(count);
    expect(sheet.getCell(4 + count, 3).value).toBe('已接收');
    expect(sheet.getCell(4 + count + 1, 1).value).toBeNull();
    expect(sheet.getCell(4 + count + 2, 1).value).toBe('经办人：');
    expect(sheet.getCell(4 + count + 2, 3).isMerged).toBe(true);
    expect(sheet.getRow(5).height).toBeGreaterThan(12);
  });

  it('takes rows while it writes, and passes on what they throw', async () => {
    const path = join(directory, 'broken.xlsx');
    function* rows(): Generator<SheetRow> {
      yield [1, 'x', 'y'];
      throw new Error('the database went away');
    }
    await expect(writeSheet(path, layout, rows())).rejects.toThrow('the database went away');
  });

  it('escapes the sign that begins a code in footers', async () => {
    const sheet = await sheetOf([[1, 'x', 'y']]);
    expect(sheet.headerFooter.oddFooter).toContain('R&&D');
  });

  it('makes title, lines, signature and footer of a wide list large enough for the page that it is scaled to', async () => {
    const wide = Array.from({ length: 28 }, (_, index) => ({ title: `列${index}`, width: 10, kind: 'text' }) as const);
    const sheet = await sheetOf([[1]], { ...layout, columns: wide });
    const [title, line, signature] = [1, 2, 7].map((row) => sheet.getCell(row, 1));
    expect(signature!.value).toBe('经办人：');
    // Half of it on paper: 280 characters on a page that takes 140.
    expect([title!, line!, signature!].map(({ font }) => font.size)).toEqual([30, 17, 20]);
    expect(sheet.getRow(1).height).toBeGreaterThan(50);
    expect(sheet.headerFooter.oddFooter).toMatch(/^&L&"宋体"&16青溪县.*&R&"宋体"&16第 &P 页 \/ 共 &N 页$/);
    const narrow = await sheetOf([[1, 'x', 'y']]);
    expect([1, 2].map((row) => narrow.getCell(row, 1).font.size)).toEqual([18, 11]);
  });

  it('uses smaller letters where a text would not fit into the tallest row, and keeps the text whole', async () => {
    const long = '经营范围。'.repeat(700);
    const sheet = await sheetOf([
      [1, long, ''],
      [2, '短', ''],
    ]);
    expect(sheet.getCell(5, 2).value).toBe(long);
    expect(sheet.getCell(5, 2).font.size).toBe(5);
    expect(sheet.getRow(5).height).toBeLessThanOrEqual(409);
    expect(sheet.getCell(6, 2).font.size).toBe(10);
  });
});

describe('texts in a cell', () => {
  it.each([
    ['a<b>&c', '<t>a&lt;b&gt;&amp;c</t>'],
    [' x', '<t xml:space="preserve"> x</t>'],
    ['a\r\nb', '<t xml:space="preserve">a\nb</t>'],
    ['_x0041_', '<t>_x005F_x0041_</t>'],
    ['a\u0000b\u000bc', '<t>abc</t>'],
    ['半个\ud842字', '<t>半个\ufffd字</t>'],
    ['𠮷', '<t>𠮷</t>'],
  ])('%j', (text, element) => {
    expect(textElement(text)).toBe(element);
  });

  it('longer than Excel holds end in an ellipsis', () => {
    expect(textElement('字'.repeat(40_000))).toBe(`<t>${'字'.repeat(32_766)}…</t>`);
  });
});

describe('row heights', () => {
  it('count lines by the width of characters and by line breaks', () => {
    const column = new LineCounter(20, false);
    expect(column.linesOf('')).toBe(1);
    expect(column.linesOf('九个汉字正好一行的')).toBe(1);
    expect(column.linesOf('十个以上的汉字就要写成两行了')).toBe(2);
    expect(column.linesOf('一\n二\n三')).toBe(3);
    // Words are not broken, so lines of letters are less full than lines of characters: 200 wide either way.
    expect(column.linesOf('"certificateNumber":'.repeat(10))).toBeGreaterThan(column.linesOf('字'.repeat(100)));
  });

  it('grow with the lines up to the tallest row', () => {
    expect(heightOf(2, 0)).toBeGreaterThan(heightOf(1, 0));
    expect(heightOf(1000, 0)).toBe(409);
    expect(sizeFor(1)).toBe(0);
    expect(sizeFor(40)).toBe(1);
    expect(sizeFor(60)).toBe(2);
    expect(sizeFor(500)).toBe(letterSizes.length - 1);
  });
});

describe('the ZIP writer', () => {
  it('writes parts of many pieces that read back the same', async () => {
    const path = join(directory, 'a.zip');
    const zip = openZip(path);
    const pieces = Array.from({ length: 50 }, (_, index) => `第${index}段 ${'内容'.repeat(3000)}`);
    await zip.part('名字.xml', pieces);
    await zip.part('empty.xml', []);
    const bytes = zip.finish();
    const file = readFileSync(path);
    expect(file.length).toBe(bytes);
    expect(readZip(file)).toEqual(
      new Map([
        ['名字.xml', pieces.join('')],
        ['empty.xml', ''],
      ]),
    );
  });
});
