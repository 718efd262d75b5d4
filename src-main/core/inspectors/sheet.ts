/**
 * Reading the 登记表 of the platform (.xls or .xlsx) into rows of texts: where its header stands, which column is which,
 * which cells are merged. What is not the template is refused with the columns named; nothing is guessed.
 */
import { type CellObject, type Range, read, utils, type WorkSheet } from '@e965/xlsx';
import { type ColumnKey, type SheetProgress, type SheetRead, type SheetRow, templateColumns } from './template.ts';

const mostRows = 10_000;
/** Rows of the file that are looked at: people leave empty ones between others. */
const readRows = 50_000;
/** Rows between two reports of progress. */
const reportEvery = 500;
/** Title, header of two rows, and some room for what people put above them. */
const headerWithin = 12;
/** Excel keeps 15 digits of a number and makes zeros of the others (its “specifications and limits”, number precision). */
const firstInexact = 1e15;

/** Reads the first sheet. Pure apart from the parser's own memory; never throws for what is in the file. */
export function readInspectorSheet(
  content: Uint8Array,
  progress: (now: SheetProgress) => void = () => undefined,
): SheetRead {
  progress({ done: 0, total: null });
  const found = firstSheet(content);
  if (typeof found === 'string') return bad(found);
  const { sheet, dayZero } = found;
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const header = findHeader(sheet, range.e);
  if (!header) return bad('第一张工作表里找不到表头：前几行里应有“姓名”一列，请使用平台的导入模板');
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
  const columns = [...header.columns];
  const rows: SheetRow[] = [];
  const total = range.e.r - header.last;
  for (let r = header.last + 1; r <= range.e.r; r += 1) {
    if ((r - header.last) % reportEvery === 0) progress({ done: r - header.last, total });
    const cells = { ...emptyCells };
    const shortened: ColumnKey[] = [];
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
    if (rows.length > mostRows) return bad(`一次最多导入 ${mostRows} 人，请分几个文件导入`);
  }
  // Formats alone may reach down to the last row that Excel has; people that far below others would be cut off unseen.
  const whole = sheet['!fullref'] as unknown;
  const isCut = typeof whole === 'string' && utils.decode_range(whole).e.r > range.e.r;
  if (isCut && (rows.at(-1)?.row ?? 0) > readRows - mostRows) return bad('人员之间空行太多，请删去空行后再导入');
  return rows.length === 0 ? bad('表里没有人员') : { ok: true, rows };
}

const emptyCells = Object.fromEntries(templateColumns.map(({ key }) => [key, ''])) as Record<ColumnKey, string>;

const bad = (message: string): SheetRead => ({ ok: false, problems: [{ field: '', code: 'badFile', message }] });

interface FirstSheet {
  readonly sheet: WorkSheet;
  /** The instant from which its dates count days. */
  readonly dayZero: number;
}

/** The first sheet, or why there is none. */
function firstSheet(content: Uint8Array): FirstSheet | string {
  const isZip = content[0] === 0x50 && content[1] === 0x4b;
  const isCompound = content[0] === 0xd0 && content[1] === 0xcf;
  // The parser would take any text for CSV and a web page for a table, and make numbers of codes in both.
  if (!isZip && !isCompound) return otherKind(content);
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
      // The others of an .xlsx are not even unpacked; the parser reads those of an .xls all the same.
      sheets: 0,
    });
    const [name = ''] = book.SheetNames;
    const sheet = book.Sheets[name];
    const dayZero = book.Workbook?.WBProps?.date1904 ? dayZeroOfMac : dayZeroOfWindows;
    return sheet ? { sheet, dayZero } : '文件里没有工作表';
  } catch (error) {
    // What the parser says, in English, is for its makers.
    return isCompound && /password|encrypt/i.test(error instanceof Error ? error.message : '')
      ? '文件设有打开密码，请在 WPS 或 Excel 里取消密码，保存后再导入'
      : '文件打不开，可能已损坏，请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入';
  }
}

/** What people take for an Excel file because of its name: websites and WPS hand out web pages and texts as .xls. */
function otherKind(content: Uint8Array): string {
  const isUtf16 = content[0] === 0xff && content[1] === 0xfe;
  // UTF-8 and GBK alike, as far as signs of ASCII go.
  const start = new TextDecoder(isUtf16 ? 'utf-16le' : 'latin1').decode(content.subarray(0, 1024));
  const [firstLine = ''] = start
    .replace('ï»¿', '')
    .trimStart()
    .split(/[\r\n]/, 1);
  const saveAs = '请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入';
  if (firstLine.startsWith('<')) return `文件的内容是网页或 XML，不是 Excel 工作簿，${saveAs}`;
  if (/[,;\t]/.test(firstLine) && !start.includes('\0')) return `文件的内容是文本（CSV），不是 Excel 工作簿，${saveAs}`;
  return '不是 Excel 文件（.xls 或 .xlsx）';
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
    const words = headerWords(textOf(sheet['!data']?.[r]?.[c]));
    if (words === '') continue;
    const column = templateColumns.find(({ title, also }) =>
      [title, ...also].some((one) => headerWords(one) === words),
    );
    if (column && !found.has(column.key)) found.set(column.key, c);
  }
  return found;
}

const headerWords = (text: string): string => text.normalize('NFKC').replace(/[\s*()（）]/g, '');

function textOf(cell: CellObject | undefined, dayZero = dayZeroOfWindows): string {
  if (cell?.v === undefined) return '';
  if (cell.t === 's') return String(cell.v).trim();
  if (cell.t !== 'n') return String(cell.w ?? cell.v).trim();
  if (isDateFormat(cell)) return isoDateOf(cell.v, dayZero);
  // Where nobody chose a form, Excel shows a long code as 1.23E+11: what was typed is the number itself.
  if (cell.z === undefined || cell.z === 'General') return String(cell.v);
  // As the sheet shows it: leading zeros of a format.
  return String(cell.w ?? cell.v).trim();
}

const isShortened = (cell: CellObject | undefined): boolean =>
  cell?.t === 'n' && Math.abs(Number(cell.v)) >= firstInexact;

const isDateFormat = ({ z }: CellObject): boolean =>
  typeof z === 'string' && /[ymd年月日]/i.test(z.replace(/\[[^\]]*\]/g, ''));

/** Excel counts days from 1899-12-30, or, as it did on the Macintosh, from 1904-01-01 (ECMA-376 part 1, 18.17.4.1). */
const dayZeroOfWindows = Date.UTC(1899, 11, 30);
const dayZeroOfMac = Date.UTC(1904, 0, 1);

function isoDateOf(value: CellObject['v'], dayZero: number): string {
  const instant = new Date(dayZero + Math.floor(Number(value)) * 86_400_000);
  return Number.isNaN(instant.getTime()) ? String(value) : instant.toISOString().slice(0, 10);
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
