/**
 * The form of a workbook for the archive, made by exceljs: fonts, borders, widths, print set-up, title and signature lines, and
 * in each of its sheets a sample row for each size of letters. `sheet-writer.ts` then puts any number of rows in the samples'
 * place. So every feature of exceljs is at hand, and a hundred thousand rows cost neither its time (2.7 times a lean writer) nor
 * its memory (limits measured in `npm run bench -- --only=export`).
 */
import ExcelJS from 'exceljs';
import { printedPage, type PrintedSheet } from './printed-sheet.ts';
import { letterSizes, type SheetColumn, type SheetLayout } from './sheet-layout.ts';
import { readZip } from './zip.ts';

/** The parts of the empty workbook, and its sheets. */
export interface WorkbookForm {
  /** All parts but the sheets and the table of strings, ready to be written. */
  readonly parts: ReadonlyMap<string, string>;
  /** All columns. */
  readonly whole: SheetForm;
  /** 打印版; null: the workbook has none. */
  readonly printed: SheetForm | null;
  readonly stringsPart: string;
  /** Items `<si>…</si>` of the form's own strings. */
  readonly strings: string;
  readonly stringCount: number;
}

/** Where in a sheet the rows belong. */
export interface SheetForm {
  readonly part: string;
  readonly before: string;
  /** As it follows the sample rows; `sheet-writer.ts` moves it down. */
  readonly after: string;
  /** Number of the first data row, from 1, and of the last sample row. */
  readonly firstRow: number;
  readonly lastSample: number;
  /** Style of each column's cells, for each size of letters. */
  readonly styles: readonly (readonly string[])[];
}

const body = { name: '宋体', size: letterSizes[0] };
const thin = { style: 'thin', color: { argb: 'FF7F7F7F' } } as const;
const border = { top: thin, left: thin, bottom: thin, right: thin };
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- exceljs declares the enum and exports no value of it; 9 is A4
const a4: ExcelJS.PaperSize = 9;

/** Characters of the standard font across A4 landscape; a wider sheet is printed smaller. */
const pageWidth = 140;

/**
 * Sizes in points, so that title, lines, signature and footer can be read on paper: a list of 280 characters is printed at
 * half its size, and a title of 18 points would be one of 9.
 */
function sizesFor(width: number) {
  const scale = Math.max(1, width / pageWidth);
  const size = (onPaper: number, least: number) => Math.max(least, Math.round(onPaper * scale));
  return { title: size(15, 18), lines: size(8.5, 11), signature: size(10, 12), footer: size(8, 9) };
}

/** Makes the form. Throws where exceljs writes something that this does not expect: a changed library, not bad luck. */
export async function makeWorkbookForm(layout: SheetLayout, printed: PrintedSheet | null): Promise<WorkbookForm> {
  const workbook = new ExcelJS.Workbook();
  const printedSample = printed && addPrinted(workbook, layout, printed);
  const wholeSample = addWhole(workbook, layout);
  // What nobody prints stands behind; the first tab tells why it is empty.
  const activeTab = printed?.tooMany === undefined ? 0 : 1;
  workbook.views = [{ x: 0, y: 0, width: 24_000, height: 14_000, firstSheet: 0, activeTab, visibility: 'visible' }];
  const all = readZip(Buffer.from(await workbook.xlsx.writeBuffer()));
  const strings = all.get(stringsPart);
  const items = strings === undefined ? undefined : /<sst[^>]*>(.*)<\/sst>/s.exec(strings)?.[1];
  if (items === undefined) throw new Error('the form has no table of strings');
  all.delete(stringsPart);
  all.set(stylesPart, withKnownWidths(all.get(stylesPart) ?? ''));
  return {
    printed: printed && takeOut(all, 1, printedSample ?? 0, printed.columns.length, 1),
    whole: takeOut(all, printed ? 2 : 1, wholeSample, layout.columns.length, letterSizes.length),
    parts: all,
    stringsPart,
    strings: items,
    stringCount: items.split('<si>').length - 1,
  };
}

/** All columns, one page wide however many they are. Returns the number of the first sample row. */
function addWhole(workbook: ExcelJS.Workbook, layout: SheetLayout): number {
  const headerRow = layout.lines.length + 2;
  const width = widthOf(layout.columns);
  const sizes = sizesFor(width);
  const footer = `&"宋体"&${sizes.footer}`;
  const sheet = workbook.addWorksheet(layout.name, {
    pageSetup: pageSetup(headerRow, { top: 0.5, bottom: 0.6, header: 0.25, footer: 0.3 }),
    headerFooter: { oddFooter: `&L${footer}${escapeFooter(layout.footer)}&R${footer}${pageNumber}` },
    views: [{ state: 'frozen', xSplit: 2, ySplit: headerRow }],
  });
  fillHead(sheet, layout, layout.columns, sizes);
  for (const [step, size] of letterSizes.entries())
    for (const [index, column] of layout.columns.entries())
      fillSample(sheet.getCell(headerRow + 1 + step, index + 1), column, size);
  // An empty row between the list and the line to sign.
  const font = { name: '仿宋', size: sizes.signature };
  const row = headerRow + letterSizes.length + 2;
  fillWide(sheet, row, layout.columns.length, layout.signature, font, sizes.signature * 2.5, 'left');
  return headerRow + 1;
}

/**
 * A few columns in letters that are read without a glass. The line to sign stands at the foot of every page: below the rows it
 * could come to stand on a page by itself. Returns the number of the first sample row.
 */
function addPrinted(workbook: ExcelJS.Workbook, layout: SheetLayout, { columns, tooMany }: PrintedSheet): number {
  const headerRow = layout.lines.length + 2;
  const sheet = workbook.addWorksheet(printedPage.name, {
    pageSetup: pageSetup(headerRow, { top: 0.6, bottom: 0.8, header: 0.3, footer: 0.35 }),
    headerFooter: {
      oddHeader: `&R&"宋体"&10${escapeFooter(layout.footer)}`,
      oddFooter: `&L&"宋体"&10${escapeFooter(layout.signature)}&R&"宋体"&10${pageNumber}`,
    },
    views: [{ state: 'frozen', xSplit: 0, ySplit: headerRow }],
  });
  fillHead(sheet, layout, columns, sizesFor(widthOf(columns)));
  for (const [index, column] of columns.entries())
    fillSample(sheet.getCell(headerRow + 1, index + 1), column, printedPage.letters);
  if (tooMany !== undefined) fillWide(sheet, headerRow + 3, columns.length, tooMany, { size: 12 }, 60, 'left');
  return headerRow + 1;
}

const widthOf = (columns: readonly SheetColumn[]): number => columns.reduce((sum, column) => sum + column.width, 0);

const pageNumber = '第 &P 页 / 共 &N 页';

/** `margins` in inches. */
const pageSetup = (
  headerRow: number,
  margins: { top: number; bottom: number; header: number; footer: number },
): Partial<ExcelJS.PageSetup> => ({
  paperSize: a4,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  printTitlesRow: `${headerRow}:${headerRow}`,
  margins: { left: 0.4, right: 0.4, ...margins },
});

/** Title, lines and the heading of the table. */
function fillHead(
  sheet: ExcelJS.Worksheet,
  { title, lines }: SheetLayout,
  columns: readonly SheetColumn[],
  sizes: ReturnType<typeof sizesFor>,
): void {
  // exceljs leaves a width of exactly 9 to the program that opens the file.
  sheet.columns = columns.map(({ width }) => ({ width: width === 9 ? 9.01 : width }));
  const across = columns.length;
  fillWide(sheet, 1, across, title, { size: sizes.title, bold: true }, sizes.title * 1.9, 'center');
  lines.forEach((line, index) => {
    const needed = linesNeeded(line, (widthOf(columns) * 11) / sizes.lines);
    const font = { name: '仿宋', size: sizes.lines };
    fillWide(sheet, index + 2, across, line, font, sizes.lines * 1.6 * needed, 'left');
  });
  const headerRow = lines.length + 2;
  // Two lines, three for a narrow column.
  sheet.getRow(headerRow).height = 34;
  for (const [index, column] of columns.entries()) {
    const cell = sheet.getCell(headerRow, index + 1);
    cell.value = column.title;
    cell.font = { ...body, bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = border;
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } };
  }
}

/** One text across the whole table. */
function fillWide(
  sheet: ExcelJS.Worksheet,
  row: number,
  across: number,
  text: string,
  font: Partial<ExcelJS.Font>,
  height: number,
  align: 'left' | 'center',
): void {
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  cell.font = { ...body, ...font };
  cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true };
  sheet.mergeCells(row, 1, row, across);
  sheet.getRow(row).height = height;
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

const stringsPart = 'xl/sharedStrings.xml';
const stylesPart = 'xl/styles.xml';

/**
 * The width of a column counts digits of the standard font (ECMA-376 part 1, 18.3.1.13). Where that is Calibri, a PC without it
 * takes a font that may be a third wider, and a page of eleven columns shrinks to eight points. 宋体 or what stands for it is
 * everywhere, and its digits are half as wide as high.
 */
function withKnownWidths(styles: string): string {
  const calibri = '<family val="2"/><scheme val="minor"/><sz val="11"/><name val="Calibri"/>';
  if (!styles.includes(calibri)) throw new Error('the form has another standard font than expected');
  return styles.replace(calibri, '<sz val="11"/><name val="宋体"/>');
}

/** Takes the sheet of that number out of the parts, and its sample rows out of the sheet. */
function takeOut(
  all: Map<string, string>,
  number: number,
  sampleRow: number,
  columns: number,
  samples: number,
): SheetForm {
  const part = `xl/worksheets/sheet${number}.xml`;
  const sheet = all.get(part);
  if (sheet === undefined) throw new Error(`the form has no sheet ${number}`);
  const lastSample = sampleRow + samples - 1;
  const start = sheet.indexOf(`<row r="${sampleRow}"`);
  const end = sheet.indexOf('</row>', sheet.indexOf(`<row r="${lastSample}"`)) + '</row>'.length;
  if (start < 0) throw new Error('the form has no sample row');
  const styles = Array.from({ length: samples }, (_, step) => {
    const cells = sheet.slice(start, end).matchAll(new RegExp(`<c r="[A-Z]+${sampleRow + step}" s="(\\d+)"`, 'g'));
    return [...cells].map(([, style]) => style ?? '');
  });
  if (styles.some(({ length }) => length !== columns)) throw new Error('a sample row of the form lacks cells');
  all.delete(part);
  return {
    part,
    // The range of used cells is optional and would be wrong.
    before: sheet.slice(0, start).replace(/<dimension [^>]*\/>/, ''),
    after: sheet.slice(end),
    firstRow: sampleRow,
    lastSample,
    styles,
  };
}
