/**
 * The form of a sheet for the archive, made by exceljs: fonts, borders, widths, print set-up, title and signature lines, and
 * a sample row for each size of
 * letters. `sheet-writer.ts` then puts any number of rows in the samples' place. So every feature of exceljs is at
 * hand, and a hundred thousand rows cost neither its time (2.7 times a lean writer) nor its memory (limits measured in
 * `npm run bench -- --only=export`).
 */
import ExcelJS from 'exceljs';
import { readZip } from './zip.ts';

export interface SheetColumn {
  readonly title: string;
  /** In characters of the standard font; the sheet is scaled to the width of the page. */
  readonly width: number;
  /** `text`: always text, whatever it looks like. `number`: numbers. `short`: text that repeats from row to row. */
  readonly kind: 'text' | 'number' | 'short';
  readonly align?: 'left' | 'center';
}

export interface SheetLayout {
  /** Name of the sheet: at most 31 characters, none of []:*?/\ */
  readonly name: string;
  readonly title: string;
  /** Lines below the title: department, maker, time, filter in words. */
  readonly lines: readonly string[];
  readonly columns: readonly SheetColumn[];
  /** Below the rows: 经办人, 审核人. */
  readonly signature: string;
  /** Bottom left of every page. */
  readonly footer: string;
}

/** The parts of the empty workbook, and where in its sheet the rows belong. */
export interface SheetForm {
  /** All parts but the sheet and the table of strings, ready to be written. */
  readonly parts: ReadonlyMap<string, string>;
  readonly sheetPart: string;
  readonly before: string;
  /** As it follows the sample rows; `sheet-writer.ts` moves it down. */
  readonly after: string;
  /** Number of the first data row, from 1, and of the last sample row. */
  readonly firstRow: number;
  readonly lastSample: number;
  /** Style of each column's cells, for each of `letterSizes`. */
  readonly styles: readonly (readonly string[])[];
  readonly stringsPart: string;
  /** Items `<si>…</si>` of the form's own strings. */
  readonly strings: string;
  readonly stringCount: number;
}

/**
 * Sizes of letters in points: the usual one, and two for texts too long for the tallest row that Excel has (409 points).
 * At 5 points it holds about 2,500 characters of 经营范围; the cell itself always holds all.
 */
export const letterSizes = [10, 8, 7, 6, 5] as const;

const body = { name: '宋体', size: letterSizes[0] };
const thin = { style: 'thin', color: { argb: 'FF7F7F7F' } } as const;
const border = { top: thin, left: thin, bottom: thin, right: thin };
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- exceljs declares the enum and exports no value of it; 9 is A4
const a4: ExcelJS.PaperSize = 9;

/** Characters of the standard font across A4 landscape; a wider sheet is printed smaller. */
const paperWidth = 140;

/**
 * Sizes in points, so that title, lines, signature and footer can be read on paper: a list of 280 characters is printed at
 * half its size, and a title of 18 points would be one of 9.
 */
function sizesFor(width: number) {
  const scale = Math.max(1, width / paperWidth);
  const size = (onPaper: number, least: number) => Math.max(least, Math.round(onPaper * scale));
  return { title: size(15, 18), lines: size(8.5, 11), signature: size(10, 12), footer: size(8, 9) };
}

/** Makes the form. Throws where exceljs writes something that this does not expect: a changed library, not bad luck. */
export async function makeSheetForm(layout: SheetLayout): Promise<SheetForm> {
  const headerRow = layout.lines.length + 2;
  const width = layout.columns.reduce((sum, column) => sum + column.width, 0);
  const sizes = sizesFor(width);
  const footer = `&"宋体"&${sizes.footer}`;
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(layout.name, {
    pageSetup: {
      paperSize: a4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `${headerRow}:${headerRow}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.25, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${footer}${escapeFooter(layout.footer)}&R${footer}第 &P 页 / 共 &N 页` },
    views: [{ state: 'frozen', xSplit: 2, ySplit: headerRow }],
  });
  sheet.columns = layout.columns.map(({ width }) => ({ width }));
  const last = layout.columns.length;

  const wide = (row: number, text: string, font: Partial<ExcelJS.Font>, height: number, align: 'left' | 'center') => {
    const cell = sheet.getCell(row, 1);
    cell.value = text;
    cell.font = { ...body, ...font };
    cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true };
    sheet.mergeCells(row, 1, row, last);
    sheet.getRow(row).height = height;
  };
  wide(1, layout.title, { size: sizes.title, bold: true }, sizes.title * 1.9, 'center');
  layout.lines.forEach((line, index) => {
    const lines = linesNeeded(line, (width * 11) / sizes.lines);
    wide(index + 2, line, { name: '仿宋', size: sizes.lines }, sizes.lines * 1.6 * lines, 'left');
  });
  // Two lines, three for a narrow column.
  sheet.getRow(headerRow).height = 34;
  for (const [index, { title }] of layout.columns.entries()) {
    const cell = sheet.getCell(headerRow, index + 1);
    cell.value = title;
    cell.font = { ...body, bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = border;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } };
  }
  for (const [step, size] of letterSizes.entries())
    for (const [index, column] of layout.columns.entries())
      fillSample(sheet.getCell(headerRow + 1 + step, index + 1), column, size);
  // An empty row between the list and the line to sign.
  wide(
    headerRow + letterSizes.length + 2,
    layout.signature,
    { name: '仿宋', size: sizes.signature },
    sizes.signature * 2.5,
    'left',
  );
  return takeApart(readZip(Buffer.from(await workbook.xlsx.writeBuffer())), headerRow + 1, last);
}

function fillSample(cell: ExcelJS.Cell, { kind, align }: SheetColumn, size: number): void {
  cell.value = kind === 'number' ? 1 : 'x';
  cell.font = { ...body, size };
  cell.alignment = {
    horizontal: align ?? (kind === 'number' ? 'center' : 'left'),
    vertical: 'middle',
    wrapText: true,
  };
  cell.border = border;
  // 「文本」: Excel and WPS keep what is typed over it as text, too.
  cell.numFmt = kind === 'number' ? '0' : '@';
}

/** Lines that a text takes on merged cells of this width: they do not grow by themselves. A Chinese character is two wide. */
function linesNeeded(text: string, width: number): number {
  const taken = [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0) * 1.2;
  return Math.max(1, Math.ceil(taken / width));
}

/** `&` begins a code in headers and footers. */
const escapeFooter = (text: string): string => text.replaceAll('&', '&&');

const sheetPart = 'xl/worksheets/sheet1.xml';
const stringsPart = 'xl/sharedStrings.xml';

function takeApart(all: Map<string, string>, sampleRow: number, columns: number): SheetForm {
  const sheet = all.get(sheetPart);
  const strings = all.get(stringsPart);
  if (sheet === undefined || strings === undefined) throw new Error('the form has no sheet or no strings');
  const lastSample = sampleRow + letterSizes.length - 1;
  const start = sheet.indexOf(`<row r="${sampleRow}"`);
  const end = sheet.indexOf('</row>', sheet.indexOf(`<row r="${lastSample}"`)) + '</row>'.length;
  if (start < 0) throw new Error('the form has no sample row');
  const styles = letterSizes.map((_, step) => {
    const cells = sheet.slice(start, end).matchAll(new RegExp(`<c r="[A-Z]+${sampleRow + step}" s="(\\d+)"`, 'g'));
    return [...cells].map(([, style]) => style ?? '');
  });
  if (styles.some(({ length }) => length !== columns)) throw new Error('a sample row of the form lacks cells');
  const items = /<sst[^>]*>(.*)<\/sst>/s.exec(strings)?.[1];
  if (items === undefined) throw new Error('the form has no table of strings');
  all.delete(sheetPart);
  all.delete(stringsPart);
  return {
    parts: all,
    sheetPart,
    // The range of used cells is optional and would be wrong.
    before: sheet.slice(0, start).replace(/<dimension [^>]*\/>/, ''),
    after: sheet.slice(end),
    firstRow: sampleRow,
    lastSample,
    styles,
    stringsPart,
    strings: items,
    stringCount: items.split('<si>').length - 1,
  };
}
