/**
 * 打印版, the sheet that is meant for paper: at most eleven columns as wide as an A4 landscape page takes in letters of ten
 * points. What a cell holds stands there whole; 全部数据 behind it has every column.
 */
import { mostPrintColumns } from '#shared/contract/print-columns.ts';
import { LineCounter } from './row-height.ts';
import type { CellValue, SheetColumn, SheetRow } from './sheet-layout.ts';

export const printedPage = {
  name: '打印版',
  /** Points; programs that measure a little wider print them at nine. */
  letters: 10,
  /**
   * Characters of the standard font across A4 landscape. Those of 宋体 are six points wide, of the fonts that stand for it up
   * to seven, and the page takes 784 points: letters of ten points stay above nine everywhere.
   */
  width: 118,
  mostColumns: mostPrintColumns,
  /**
   * Rows: at some fifteen to thirty a page already more than two hundred pages, which nobody prints, while the writer would
   * have to keep them until the other sheet is written.
   */
  mostRows: 5_000,
  /** Lines of a cell in the tallest row that Excel has (409 points); what is longer goes on in the next row. */
  mostLines: 30,
} as const;

export interface PrintedSheet {
  /** Where in a row the columns stand. */
  readonly indexes: readonly number[];
  /** The same columns, with their widths on paper. */
  readonly columns: readonly SheetColumn[];
  /** Stands in the place of the rows where there are too many. */
  readonly tooMany?: string;
}

/** `chosen`: titles of columns; null, or none that the sheet has: the usual ones. `rows`: how many there are. */
export function printedSheet(
  columns: readonly SheetColumn[],
  chosen: readonly string[] | null,
  rows: number,
): PrintedSheet {
  const indexes = printedIndexes(columns, chosen);
  return {
    indexes,
    columns: fitted(indexes.map((index) => columns[index]!)),
    ...(rows > printedPage.mostRows
      ? {
          tooMany: `共 ${rows} 行，超过 ${printedPage.mostRows} 行，打印版不再列出（约 ${Math.ceil(rows / 25)} 页）。请缩小查询条件后再导出；全部内容在“全部数据”表里。`,
        }
      : {}),
  };
}

/** The columns in their own order; 序 is always among them. */
export function printedIndexes(columns: readonly SheetColumn[], chosen: readonly string[] | null): number[] {
  const those = (wanted: (column: SheetColumn) => boolean) =>
    columns.flatMap((column, index) => (wanted(column) ? [index] : []));
  const some = chosen ? those(({ title }) => chosen.includes(title)) : [];
  const usual = some.length > 0 ? some : those((column) => column.usual === true);
  const found = usual.length > 0 ? usual : columns.map((_, index) => index);
  const numbered = columns[0]?.title === '序' && found[0] !== 0 ? [0, ...found] : found;
  return numbered.slice(0, printedPage.mostColumns);
}

/** Narrower than this a text would run down the page. */
const leastWidth = 9;

/** Too wide together: the widest texts give way first, codes last. Too narrow: texts take what is free. */
function fitted(columns: readonly SheetColumn[]): SheetColumn[] {
  const taken = sumOf(columns);
  const isText = ({ kind, isCode }: SheetColumn) => kind === 'text' && isCode !== true;
  if (taken <= printedPage.width) {
    const growing = new Set(columns.some(isText) ? columns.filter(isText) : columns);
    const factor = 1 + (printedPage.width - taken) / sumOf([...growing]);
    return columns.map((column) => (growing.has(column) ? { ...column, width: round(column.width * factor) } : column));
  }
  const giving = columns.filter(isText);
  const room = printedPage.width - (taken - sumOf(giving));
  const most = widestOf(giving, room);
  if (most >= leastWidth)
    return columns.map((column) => (isText(column) ? { ...column, width: Math.min(column.width, most) } : column));
  const all = widestOf(columns, printedPage.width);
  return columns.map((column) => ({ ...column, width: Math.min(column.width, all) }));
}

/** The width to which the widest columns are cut so that all have room. */
function widestOf(columns: readonly SheetColumn[], room: number): number {
  let [left, free] = [columns.length, room];
  for (const { width } of columns.toSorted((a, b) => a.width - b.width)) {
    if (width > free / left) break;
    free -= width;
    left -= 1;
  }
  return left === 0 ? room : round(free / left);
}

const sumOf = (columns: readonly SheetColumn[]): number => columns.reduce((total, { width }) => total + width, 0);
const round = (width: number): number => Math.floor(width * 10) / 10;

/** The row on paper: one, or as many as its longest text needs. */
export function* printedRows({ indexes, columns }: PrintedSheet, row: SheetRow): Generator<SheetRow, void, void> {
  let rest: CellValue[] = indexes.map((index) => row[index] ?? null);
  for (let first = true; first || rest.some((value) => value !== null); first = false) {
    const parts = rest.map((value, index) =>
      typeof value === 'string' ? divided(value, columns[index]!.width) : { now: value, later: null },
    );
    rest = parts.map(({ later }) => later);
    const now = parts.map((part) => part.now);
    yield first ? now : ['续', ...now.slice(1)];
  }
}

function divided(text: string, width: number): { now: string; later: string | null } {
  const counter = new LineCounter(width, false);
  const fits = (length: number) => counter.linesOf(text.slice(0, length)) <= printedPage.mostLines;
  if (fits(text.length)) return { now: text, later: null };
  let [least, most] = [1, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  // Not between the halves of a rare character.
  if (/[\ud800-\udbff]/.test(text[least - 1] ?? '')) least -= 1;
  return { now: text.slice(0, Math.max(1, least)), later: text.slice(Math.max(1, least)) };
}
