/** The sheet of an Excel file that is read, the first but in our own workbooks, or in words of the person why there is none. */
import { read, type WorkSheet } from '@e965/xlsx';
import { wholeSheetName } from '../exports/archive-layout.ts';
import { dayZeroOfMac, dayZeroOfWindows } from './cell-text.ts';

export interface FirstSheet {
  readonly sheet: WorkSheet;
  /** The instant from which its dates count days. */
  readonly dayZero: number;
}

/** A text: why there is none. Looks at the first `rows` rows. */
export function firstSheet(content: Uint8Array, rows: number): FirstSheet | string {
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
      sheetRows: rows,
      // The others of an .xlsx are not even unpacked; the parser reads those of an .xls all the same.
      sheets: [0, wholeSheetName],
    });
    // What this client exported has 打印版 in front, with some of the columns.
    const name = book.SheetNames.find((one) => one === wholeSheetName) ?? book.SheetNames[0] ?? '';
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
