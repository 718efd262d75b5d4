/** Writes a sheet for the archive row by row into a file. See `sheet-form.ts` for where its looks come from. */
import { heightOf, LineCounter, sizeFor } from './row-height.ts';
import { type PrintedSheet, printedRows } from './printed-sheet.ts';
import { makeWorkbookForm, type SheetForm, type WorkbookForm } from './sheet-form.ts';
import type { SheetColumn, SheetLayout, SheetRow } from './sheet-layout.ts';
import { xmlText } from './xml.ts';
import { openZip } from './zip.ts';

/** More would not fit: 1,048,576 rows with title, lines, header and signature. */
export const maximumRows = 1_048_500;
/** Excel's limit; longer texts end in an ellipsis. */
const maximumText = 32_767;
/** Characters of XML handed to the compressor at a time. */
const pieceLength = 1 << 18;
/** Distinct strings kept for reuse; beyond that, cells carry their own. */
const maximumStrings = 20_000;

/**
 * Writes the file; rows are taken as the file grows, so memory does not grow with them, apart from the rows of 打印版, which are
 * few (`printed-sheet.ts`). Returns rows and bytes written. Whatever is thrown, by the rows or by the file system, leaves an
 * unfinished file for the caller to delete.
 */
export async function writeSheet(
  path: string,
  layout: SheetLayout,
  rows: Iterable<SheetRow>,
  printed: PrintedSheet | null = null,
): Promise<{ rows: number; bytes: number }> {
  const form = await makeWorkbookForm(layout, printed);
  const zip = openZip(path);
  try {
    for (const [name, content] of form.parts) await zip.part(name, [content]);
    const strings = new StringTable(form.stringCount);
    const counter = { rows: 0 };
    const onPaper: SheetRow[] = [];
    const read = printed && printed.tooMany === undefined ? keeping(rows, printed, onPaper) : rows;
    await zip.part(form.whole.part, sheetPieces(form.whole, layout.columns, read, strings, counter));
    if (printed && form.printed)
      await zip.part(form.printed.part, sheetPieces(form.printed, printed.columns, onPaper, strings, { rows: 0 }));
    await zip.part(form.stringsPart, stringPieces(form, strings));
    return { rows: counter.rows, bytes: zip.finish() };
  } catch (error) {
    zip.abandon();
    throw error;
  }
}

/** The rows come once: those of 打印版 are set aside while the other sheet is written. */
function* keeping(
  rows: Iterable<SheetRow>,
  printed: PrintedSheet,
  onPaper: SheetRow[],
): Generator<SheetRow, void, void> {
  for (const row of rows) {
    onPaper.push(...printedRows(printed, row));
    yield row;
  }
}

function* sheetPieces(
  form: SheetForm,
  columns: readonly SheetColumn[],
  rows: Iterable<SheetRow>,
  strings: StringTable,
  counter: { rows: number },
): Generator<string> {
  const letters = columns.map((_, index) => columnLetters(index));
  const counters = columns.map(({ width, kind }) => new LineCounter(width, kind === 'short'));
  let piece = form.before;
  for (const row of rows) {
    const number = form.firstRow + counter.rows;
    counter.rows += 1;
    if (counter.rows > maximumRows) throw new RangeError('more rows than a sheet holds');
    let cells = '';
    let height = 0;
    for (let index = 0; index < columns.length; index += 1) {
      const value = row[index] ?? '';
      const lines = typeof value === 'string' ? counters[index]!.linesOf(value) : 1;
      const size = form.styles.length > 1 ? sizeFor(lines) : 0;
      height = Math.max(height, heightOf(lines, size));
      const cell = `<c r="${letters[index]}${number}" s="${form.styles[size]![index]}"`;
      if (value === '') cells += `${cell}/>`;
      else if (typeof value === 'number') cells += `${cell}><v>${value}</v></c>`;
      else {
        const shared = columns[index]!.kind === 'short' ? strings.indexOf(value) : null;
        cells +=
          shared === null
            ? `${cell} t="inlineStr"><is>${textElement(value)}</is></c>`
            : `${cell} t="s"><v>${shared}</v></c>`;
      }
    }
    piece += `<row r="${number}" ht="${height}" customHeight="1">${cells}</row>`;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  yield piece + movedDown(form.after, form.lastSample, form.firstRow + counter.rows - 1 - form.lastSample);
}

/** What follows the sample rows, moved by that many rows: numbers of rows and cells, and merged ranges below them. */
function movedDown(after: string, lastSample: number, by: number): string {
  const moved = (row: string) => String(Number(row) > lastSample ? Number(row) + by : Number(row));
  return after
    .replace(/<row r="(\d+)"/g, (_, row: string) => `<row r="${moved(row)}"`)
    .replace(/<c r="([A-Z]+)(\d+)"/g, (_, column: string, row: string) => `<c r="${column}${moved(row)}"`)
    .replace(
      /<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g,
      (_, from: string, first: string, to: string, last: string) =>
        `<mergeCell ref="${from}${moved(first)}:${to}${moved(last)}"`,
    );
}

function* stringPieces(form: WorkbookForm, strings: StringTable): Generator<string> {
  const total = form.stringCount + strings.items.length;
  yield (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${form.stringCount + strings.uses}" uniqueCount="${total}">` +
    `${form.strings}${strings.items.map((item) => `<si>${textElement(item)}</si>`).join('')}</sst>`
  );
}

/** Strings that many cells share, numbered after those of the form. */
class StringTable {
  readonly items: string[] = [];
  uses: number;
  private readonly first: number;
  private readonly known = new Map<string, number>();

  constructor(first: number) {
    this.first = first;
    this.uses = first;
  }

  /** Its number, or null where the table is full. */
  indexOf(text: string): number | null {
    let index = this.known.get(text);
    if (index === undefined) {
      if (this.items.length >= maximumStrings) return null;
      index = this.first + this.items.length;
      this.known.set(text, index);
      this.items.push(text);
    }
    this.uses += 1;
    return index;
  }
}

/** `<t>` with exactly this text, as far as XML and Excel can hold it. */
export function textElement(value: string): string {
  const text = value.length > maximumText ? `${value.slice(0, maximumText - 1)}…` : value;
  const escaped = needsEscape.test(text) ? escapeText(text) : text;
  return needsSpace.test(escaped) ? `<t xml:space="preserve">${escaped}</t>` : `<t>${escaped}</t>`;
}

// eslint-disable-next-line no-control-regex -- XML 1.0 (2.2) forbids them, so they are what is looked for
const needsEscape = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_/;
const needsSpace = /^\s|\s$|\n|\s\s/;

/** Excel reads _x0041_ as A: the escape of its own escape (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
const escapeText = (text: string): string => xmlText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** 0 → A, 26 → AA. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
