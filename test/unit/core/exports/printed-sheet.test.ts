import { describe, expect, it } from 'vitest';
import { outboxColumns } from '#core/exports/outbox-workbook.ts';
import { printedIndexes, printedPage, printedRows, printedSheet } from '#core/exports/printed-sheet.ts';
import type { SheetColumn } from '#core/exports/sheet-layout.ts';
import { planSheetColumns } from '#core/inspections/plan-workbook.ts';
import { statisticsColumns } from '#core/inspections/statistics-workbook.ts';
import { confirmColumns, resultColumns, taskColumns } from '#core/inspections/workbook.ts';
import { inspectorSheetColumns } from '#core/inspectors/workbook.ts';
import { noticeColumns } from '#core/notices/workbook.ts';

const sum = (columns: readonly SheetColumn[]) => columns.reduce((all, { width }) => all + width, 0);

describe('打印版', () => {
  it.each<[string, readonly SheetColumn[]]>([
    ['notices', noticeColumns],
    ['tasks', taskColumns],
    ['confirmation', confirmColumns],
    ['results', resultColumns],
    ['statistics', statisticsColumns],
    ['plans', planSheetColumns],
    ['inspectors', inspectorSheetColumns],
    ['outbox', outboxColumns],
  ])('of %s has its own eleven columns, and fits the page with any eleven', (_, all) => {
    expect(new Set(all.map(({ title }) => title)).size, 'columns are chosen by their titles').toBe(all.length);
    expect(all.filter(({ usual }) => usual)).toHaveLength(printedPage.mostColumns);
    for (let start = 0; start + 11 <= all.length; start += 1) {
      const chosen = start === 0 ? null : all.slice(start, start + 11).map(({ title }) => title);
      const { columns } = printedSheet(all, chosen, 10);
      expect(columns).toHaveLength(11);
      expect(sum(columns)).toBeLessThanOrEqual(printedPage.width + 0.001);
      expect(sum(columns), 'and takes it').toBeGreaterThan(printedPage.width * 0.95);
      for (const { width } of columns) expect(width).toBeGreaterThanOrEqual(5);
    }
  });

  it('has 序 and the chosen columns in the order of the sheet; what the sheet has no longer is passed over', () => {
    const titles = (chosen: string[] | null) =>
      printedIndexes(noticeColumns, chosen).map((at) => noticeColumns[at]?.title);
    expect(titles(['联系电话', '主体名称', '没有的列'])).toEqual(['序', '主体名称', '联系电话']);
    expect(titles(['没有的列'])).toEqual(titles(null));
    expect(titles(noticeColumns.map(({ title }) => title))).toHaveLength(11);
  });

  it('says in the place of the rows that there are too many, and what to do', () => {
    expect(printedSheet(noticeColumns, null, 5_000).tooMany).toBeUndefined();
    expect(printedSheet(noticeColumns, null, 5_001).tooMany).toContain('请缩小查询条件后再导出');
  });

  it('goes on in the next row with a text that the tallest row does not hold, and breaks no rare character', () => {
    const columns: SheetColumn[] = [
      { title: '序', width: 5, kind: 'number' },
      { title: '名称', width: 20, kind: 'text' },
    ];
    const sheet = printedSheet(columns, null, 1);
    const text = '𠮷'.repeat(3_000);
    const rows = [...printedRows(sheet, [1, text])];
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(([number]) => number)).toEqual([1, ...rows.slice(1).map(() => '续')]);
    expect(rows.map(([, part]) => part).join('')).toBe(text);
    for (const [, part] of rows) expect(String(part).isWellFormed()).toBe(true);
    expect([...printedRows(sheet, [1, '短'])]).toEqual([[1, '短']]);
  });
});
