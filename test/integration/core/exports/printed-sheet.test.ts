import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, expect, it } from 'vitest';
import { archiveLayout } from '#core/exports/archive-layout.ts';
import { printedSheet } from '#core/exports/printed-sheet.ts';
import type { SheetRow } from '#core/exports/sheet-layout.ts';
import { writeSheet } from '#core/exports/sheet-writer.ts';
import { noticeColumns } from '#core/notices/workbook.ts';
import { placedText, type PlacedText } from '../../../support/pdf-text.ts';
import { makeNotice, randomNumbers } from '../notices/fixtures.ts';
import { openTestWorkspace, temporaryDirectory } from '../support.ts';
import { dayOf } from '#core/records/day.ts';

const run = promisify(execFile);
const directory = temporaryDirectory('printed-sheet');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const squeezed = (text: string) => text.replaceAll(/\s/g, '');

it('is read on paper without a glass: in LibreOffice every cell stands whole in its place, at nine points or more, on pages with head and foot', async () => {
  const path = join(directory, 'list.xlsx');
  const workspace = openTestWorkspace();
  const random = randomNumbers(21);
  const day = dayOf(workspace);
  const notices = Array.from({ length: 60 }, (_, index) =>
    makeNotice(index, random, {
      ...(index % 3 === 0 ? { enterpriseName: '青溪县云溪镇望江路农产品冷链物流服务专业合作社联合社第二分公司' } : {}),
      ...(index === 7 ? { businessScope: '日用百货、农副产品销售；'.repeat(120) } : {}),
    }),
  );
  const rows: SheetRow[] = notices.map((notice, index) =>
    noticeColumns.map((column) => column.value(notice, index + 1, day)),
  );
  workspace.close();
  const layout = archiveLayout(
    {
      title: '双告知·告知查询清单',
      columns: noticeColumns,
      line: '查询条件：推送日期 2026-01-01 至 2026-03-02　　共 60 条',
    },
    { department: '青溪县文化广电局', person: '林知夏', now: '2026-03-02T01:00:00.000Z' },
  );
  const chosen = [
    '序',
    '主体名称',
    '统一社会信用代码/注册号',
    '经营范围',
    '住所/街道',
    '最近业务核准日期',
    '申请类型',
    '后置审批事项',
    '状态',
    '联系电话',
    '推送日期',
  ];
  await writeSheet(path, layout, rows, printedSheet(layout.columns, chosen, rows.length));

  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['打印版', '全部数据']);
  expect(workbook.views[0]?.activeTab).toBe(0);
  const sheet = workbook.worksheets[0]!;
  const heading = layout.lines.length + 2;
  const titles = chosen.map((_, index) => sheet.getRow(heading).getCell(index + 1).text);
  expect(titles).toEqual(chosen);
  const bodyRows = Array.from({ length: sheet.rowCount - heading }, (_, index) => sheet.getRow(heading + 1 + index));
  const widths = chosen.map((_, index) => sheet.getColumn(index + 1).width ?? 0);

  await run('soffice', [
    `-env:UserInstallation=${pathToFileURL(join(directory, 'profile')).href}`,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    directory,
    path,
  ]);
  const all = await placedText(join(directory, 'list.pdf'));
  // Pages of 全部数据 follow, without the line to sign at their foot.
  const pages = all.filter((page) => page.some(({ text, y }) => text.includes('经办人') && y > 545));
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.length).toBeLessThan(all.length);

  let next = 0;
  for (const [index, page] of pages.entries()) {
    const places = cellPlaces(widths, page, chosen);
    const words = squeezed(page.map(({ text }) => text).join(''));
    for (const title of chosen) expect(words, `page ${index + 1}`).toContain(squeezed(title));
    expect(words).toContain('青溪县文化广电局双告知·告知查询清单2026-03-0209:00');
    expect(words).toContain(`第${index + 1}页/共`);
    for (const { size, text } of page) expect(size, text).toBeGreaterThanOrEqual(8.99);

    const numbers = page.filter(({ x, text }) => x < places[0]!.end && /^(\d+|续)$/.test(text.trim()));
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      const row = bodyRows[next]!;
      next += 1;
      // Everything is centred in its row, so the number says where the row lies.
      const middle = number.y - number.size * 0.35;
      const inRow = page.filter(({ y, size }) => Math.abs(y - size * 0.35 - middle) < (row.height * number.size) / 20);
      for (const [column, place] of places.entries()) {
        const here = inRow.filter(({ x }) => x >= place.begin - 0.5 && x < place.end - 0.5);
        expect(textIn(here), `row ${row.getCell(1).text}, ${chosen[column] ?? ''}`).toBe(
          squeezed(row.getCell(column + 1).text),
        );
        for (const { x, width } of here) expect(x + width).toBeLessThanOrEqual(place.end + 0.5);
      }
    }
  }
  expect(next, 'every row was found').toBe(bodyRows.length);
  // What is too long for one row goes on in the next, letter for letter.
  const scope = bodyRows.map((row) => ({ first: row.getCell(1).text, text: row.getCell(4).text }));
  const at = scope.findIndex(({ first }) => first === '8');
  const parts = scope.slice(at, at + 1 + scope.slice(at + 1).findIndex(({ first }) => first !== '续'));
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.map(({ text }) => text).join('')).toBe('日用百货、农副产品销售；'.repeat(120));
}, 120_000);

/** Where the columns lie on a page: the titles of the first and the last stand in the middle of their columns. */
function cellPlaces(widths: readonly number[], page: readonly PlacedText[], titles: readonly string[]) {
  const middleOf = (title = '') => {
    const found = page.find(({ text }) => text.trim() === title)!;
    return found.x + found.width / 2;
  };
  const sum = widths.reduce((all, width) => all + width, 0);
  const [first, last] = [widths[0]! / 2, sum - widths.at(-1)! / 2];
  const factor = (middleOf(titles.at(-1)) - middleOf(titles[0])) / (last - first);
  let x = middleOf(titles[0]) - first * factor;
  return widths.map((width) => {
    const begin = x;
    x += width * factor;
    return { begin, end: x };
  });
}

const textIn = (items: readonly PlacedText[]): string =>
  squeezed(
    items
      .toSorted((a, b) => (Math.abs(a.y - b.y) < 2 ? a.x - b.x : a.y - b.y))
      .map(({ text }) => text)
      .join(''),
  );
