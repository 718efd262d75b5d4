/**
 * Reading a filled-in template (.xls or .xlsx) into rows of texts: where its header stands, which column is which, which
 * cells are merged. What is not the template is refused with the columns named; nothing is guessed.
 */
import type { ImportProgress } from '#shared/contract/imports.ts';
import { type Range, utils, type WorkSheet } from '@e965/xlsx';
import { isShortened, textOf } from './cell-text.ts';
import { firstSheet } from './first-sheet.ts';
import type { BadSheet, SheetRead, SheetRow, Template } from './template.ts';

const mostRows = 10_000;
/** Rows of the file that are looked at: people leave empty ones between others. */
const readRows = 50_000;
/** Rows between two reports of progress. */
const reportEvery = 500;
/** Title, header of two rows, and some room for what people put above them. */
const headerWithin = 12;

/** Reads the first sheet. Pure apart from the parser's own memory; never throws for what is in the file. */
export function readSheet<Key extends string>(
  content: Uint8Array,
  template: Template<Key>,
  progress: (now: ImportProgress) => void = () => undefined,
): SheetRead<Key> {
  const { words } = template;
  progress({ done: 0, total: null });
  const found = firstSheet(content, readRows);
  if (typeof found === 'string') return bad(found);
  const { sheet, dayZero } = found;
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const header = findHeader(sheet, range.e, template);
  const foundBy = template.columns.find(({ key }) => key === template.found)?.title ?? '';
  if (!header) return bad(`第一张工作表里找不到表头：前几行里应有“${foundBy}”一列，请使用平台的导入模板`);
  const missing = template.columns.filter(({ key, required }) => required && !header.columns.has(key));
  if (missing.length > 0)
    return {
      ok: false,
      problems: missing.map(({ title }) => ({
        field: `第${header.last + 1}行`,
        code: 'header',
        message: `表头缺少“${title}”一列，请使用平台的导入模板`,
      })),
    };
  const mergesOf = mergesByRow(sheet, range.e.r);
  const columns = [...header.columns];
  const emptyCells = Object.fromEntries(template.columns.map(({ key }) => [key, ''])) as Record<Key, string>;
  const rows: SheetRow<Key>[] = [];
  const total = range.e.r - header.last;
  for (let r = header.last + 1; r <= range.e.r; r += 1) {
    if ((r - header.last) % reportEvery === 0) progress({ done: r - header.last, total });
    const cells = { ...emptyCells };
    const shortened: Key[] = [];
    let isEmpty = true;
    for (const [key, c] of columns) {
      const cell = sheet['!data']?.[r]?.[c];
      const text = textOf(cell, dayZero);
      if (text === '') continue;
      isEmpty = false;
      cells[key] = text;
      if (isShortened(cell)) shortened.push(key);
    }
    const merges = mergesOf.get(r) ?? [];
    if (isEmpty && !merges.some(({ s }) => r > s.r)) continue;
    const isMerged = ([, c]: (typeof columns)[number]) => merges.some(({ s, e }) => c >= s.c && c <= e.c);
    const merged = merges.length === 0 ? [] : columns.filter(isMerged).map(([key]) => key);
    rows.push({ row: r + 1, cells, merged, shortened });
    if (rows.length > mostRows) return bad(`一次最多导入 ${mostRows} ${words.unit}，请分几个文件导入`);
  }
  // Formats alone may reach down to the last row that Excel has; rows that far below others would be cut off unseen.
  const whole = sheet['!fullref'] as unknown;
  const isCut = typeof whole === 'string' && utils.decode_range(whole).e.r > range.e.r;
  if (isCut && (rows.at(-1)?.row ?? 0) > readRows - mostRows)
    return bad(`${words.rows}之间空行太多，请删去空行后再导入`);
  return rows.length === 0 ? bad(`表里没有${words.rows}`) : { ok: true, rows };
}

const bad = (message: string): BadSheet => ({ ok: false, problems: [{ field: '', code: 'badFile', message }] });

interface Header<Key extends string> {
  /** Zero-based row of its last line. */
  readonly last: number;
  readonly columns: ReadonlyMap<Key, number>;
}

/** The row that has the column by which it is found, and the one below it where the template's header takes two. */
function findHeader<Key extends string>(
  sheet: WorkSheet,
  end: { r: number; c: number },
  template: Template<Key>,
): Header<Key> | null {
  const { found } = template;
  for (let r = 0; r <= Math.min(end.r, headerWithin); r += 1) {
    const columns = columnsIn(sheet, r, end.c, template);
    if (!columns.has(found)) continue;
    const below = columnsIn(sheet, r + 1, end.c, template);
    if (below.size === 0 || below.has(found)) return { last: r, columns };
    return { last: r + 1, columns: new Map([...columns, ...below]) };
  }
  return null;
}

function columnsIn<Key extends string>(
  sheet: WorkSheet,
  r: number,
  lastColumn: number,
  template: Template<Key>,
): Map<Key, number> {
  const found = new Map<Key, number>();
  for (let c = 0; c <= Math.min(lastColumn, 60); c += 1) {
    const words = headerWords(textOf(sheet['!data']?.[r]?.[c]));
    if (words === '') continue;
    const column = template.columns.find(({ title, also }) =>
      [title, ...also].some((one) => headerWords(one) === words),
    );
    if (column && !found.has(column.key)) found.set(column.key, c);
  }
  return found;
}

const headerWords = (text: string): string => text.normalize('NFKC').replace(/[\s*()（）]/g, '');

/** Merged ranges by the rows that they cover, as far as the sheet was read. */
function mergesByRow(sheet: WorkSheet, lastRow: number): Map<number, Range[]> {
  const byRow = new Map<number, Range[]>();
  for (const range of sheet['!merges'] ?? [])
    for (let r = range.s.r; r <= Math.min(range.e.r, lastRow); r += 1) {
      const there = byRow.get(r);
      if (there) there.push(range);
      else byRow.set(r, [range]);
    }
  return byRow;
}
