/**
 * Reading the 登记表 of the platform (.xls or .xlsx) into rows of texts: where its header stands, which column is which,
 * which cells are merged. What is not the template is refused with the columns named; nothing is guessed.
 */
import { type CellObject, type Range, read, utils, type WorkSheet } from '@e965/xlsx';
import type { FieldReason } from '#shared/platform-api/interface.ts';

/** Columns of the template by its own words; `*` marks what must be filled. */
export const templateColumns = [
  { key: 'name', title: '姓名', required: true, also: ['人员姓名'] },
  { key: 'gender', title: '性别', required: false, also: [] },
  { key: 'age', title: '年龄', required: false, also: [] },
  { key: 'education', title: '学历', required: false, also: [] },
  { key: 'types', title: '人员类型', required: true, also: [] },
  { key: 'lines', title: '监督检查（执法）种类', required: true, also: ['监督检查种类', '执法种类'] },
  { key: 'area', title: '监督检查（执法）区域', required: false, also: ['监督检查区域', '执法区域'] },
  { key: 'certificateNumber', title: '编号', required: false, also: ['执法证号', '证号'] },
  { key: 'certificateFrom', title: '有效期限起始时间', required: false, also: ['起始时间', '有效期起'] },
  { key: 'certificateTo', title: '有效期限截止时间', required: false, also: ['截止时间', '有效期止'] },
] as const;
export type ColumnKey = (typeof templateColumns)[number]['key'];
export type Cells = Readonly<Record<ColumnKey, string>>;

export interface SheetRow {
  /** As Excel numbers it. */
  readonly row: number;
  readonly cells: Cells;
  /** Columns whose cell is part of a merged range. */
  readonly merged: readonly ColumnKey[];
}
/** Rows looked at so far, of how many; null while the file is being unpacked, which no library tells steps of. */
export interface SheetProgress {
  readonly done: number;
  readonly total: number | null;
}
export type SheetRead = { ok: true; rows: SheetRow[] } | { ok: false; problems: FieldReason[] };

const mostRows = 10_000;
/** Rows of the file that are looked at: people leave empty ones between others. */
const readRows = 50_000;
/** Rows between two reports of progress. */
const reportEvery = 500;
/** Title, header of two rows, and some room for what people put above them. */
const headerWithin = 12;

/** Reads the first sheet. Pure apart from the parser's own memory; never throws for what is in the file. */
export function readInspectorSheet(
  content: Uint8Array,
  progress: (now: SheetProgress) => void = () => undefined,
): SheetRead {
  progress({ done: 0, total: null });
  const sheet = firstSheet(content);
  if (typeof sheet === 'string') return bad(sheet);
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const header = findHeader(sheet, range.e);
  if (!header) return bad('找不到表头：前几行里应有“姓名”一列，请使用平台的导入模板');
  const missing = templateColumns.filter(({ key, required }) => required && !header.columns.has(key));
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
  const rows: SheetRow[] = [];
  const total = range.e.r - header.last;
  for (let r = header.last + 1; r <= range.e.r; r += 1) {
    if ((r - header.last) % reportEvery === 0) progress({ done: r - header.last, total });
    const cells = Object.fromEntries(
      templateColumns.map(({ key }) => {
        const c = header.columns.get(key);
        return [key, c === undefined ? '' : textOf(sheet, r, c)];
      }),
    ) as Record<ColumnKey, string>;
    const merges = mergesOf.get(r) ?? [];
    if (Object.values(cells).every((text) => text === '') && !merges.some(({ s }) => r > s.r)) continue;
    const isMerged = (c: number) => merges.some(({ s, e }) => c >= s.c && c <= e.c);
    const merged = [...header.columns].filter(([, c]) => isMerged(c)).map(([key]) => key);
    rows.push({ row: r + 1, cells, merged });
    if (rows.length > mostRows) return bad(`一次最多导入 ${mostRows} 人，请分几个文件导入`);
  }
  // Formats alone may reach down to the last row that Excel has; people that far below others would be cut off unseen.
  const whole = sheet['!fullref'] as unknown;
  const isCut = typeof whole === 'string' && utils.decode_range(whole).e.r > range.e.r;
  if (isCut && (rows.at(-1)?.row ?? 0) > readRows - mostRows) return bad('人员之间空行太多，请删去空行后再导入');
  return rows.length === 0 ? bad('表里没有人员') : { ok: true, rows };
}

const bad = (message: string): SheetRead => ({ ok: false, problems: [{ field: '', code: 'badFile', message }] });

function firstSheet(content: Uint8Array): WorkSheet | string {
  const isZip = content[0] === 0x50 && content[1] === 0x4b;
  const isCompound = content[0] === 0xd0 && content[1] === 0xcf;
  // The parser would take any text for CSV, and a web page for a table.
  if (!isZip && !isCompound) return '不是 Excel 文件（.xls 或 .xlsx）';
  try {
    const book = read(content, {
      type: 'array',
      // Rows of cells instead of one object of a hundred thousand names: half the time, and less memory.
      dense: true,
      cellHTML: false,
      cellFormula: false,
      cellDates: false,
      cellNF: true,
      sheetRows: readRows,
    });
    const name = book.SheetNames[0];
    return (name === undefined ? undefined : book.Sheets[name]) ?? '文件里没有工作表';
  } catch (error) {
    return `文件打不开，可能已损坏或设有密码（${error instanceof Error ? error.message.slice(0, 100) : ''}）`;
  }
}

interface Header {
  /** Zero-based row of its last line. */
  readonly last: number;
  readonly columns: ReadonlyMap<ColumnKey, number>;
}

/** The row that has 姓名, and the one below it where the template's header takes two. */
function findHeader(sheet: WorkSheet, end: { r: number; c: number }): Header | null {
  for (let r = 0; r <= Math.min(end.r, headerWithin); r += 1) {
    const columns = columnsIn(sheet, r, end.c);
    if (!columns.has('name')) continue;
    const below = columnsIn(sheet, r + 1, end.c);
    if (below.size === 0 || below.has('name')) return { last: r, columns };
    return { last: r + 1, columns: new Map([...columns, ...below]) };
  }
  return null;
}

function columnsIn(sheet: WorkSheet, r: number, lastColumn: number): Map<ColumnKey, number> {
  const found = new Map<ColumnKey, number>();
  for (let c = 0; c <= Math.min(lastColumn, 60); c += 1) {
    const words = headerWords(textOf(sheet, r, c));
    if (words === '') continue;
    const column = templateColumns.find(({ title, also }) =>
      [title, ...also].some((one) => headerWords(one) === words),
    );
    if (column && !found.has(column.key)) found.set(column.key, c);
  }
  return found;
}

const headerWords = (text: string): string => text.normalize('NFKC').replace(/[\s*()（）]/g, '');

function textOf(sheet: WorkSheet, r: number, c: number): string {
  const cell = sheet['!data']?.[r]?.[c];
  if (cell?.v === undefined) return '';
  // A number as the sheet shows it: leading zeros of a text format, dates in the form of the cell.
  const text = cell.t === 'n' && isDateFormat(cell) ? isoDateOf(cell.v) : cell.t === 's' ? cell.v : (cell.w ?? cell.v);
  return String(text).trim();
}

const isDateFormat = ({ z }: CellObject): boolean =>
  typeof z === 'string' && /[ymd年月日]/i.test(z.replace(/\[[^\]]*\]/g, ''));

/** Excel counts days from 1899-12-30. */
function isoDateOf(value: CellObject['v']): string {
  const days = Math.floor(Number(value));
  const instant = Date.UTC(1899, 11, 30) + days * 86_400_000;
  return Number.isFinite(instant) ? new Date(instant).toISOString().slice(0, 10) : String(value);
}

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
