/** What a sheet for the archive is made of: columns, rows, and what stands around them. */

export type CellValue = string | number | null;
/** Values in the order of the columns. */
export type SheetRow = readonly CellValue[];

export interface SheetColumn {
  readonly title: string;
  /** In characters of the standard font; the sheet is scaled to the width of the page. */
  readonly width: number;
  /** `text`: always text, whatever it looks like. `number`: numbers. `short`: text that repeats from row to row. */
  readonly kind: 'text' | 'number' | 'short';
  readonly align?: 'left' | 'center';
  /** A code, a date, a number of a telephone: on 打印版 it keeps its width, so that it stays on one line. */
  readonly isCode?: true;
  /** On 打印版 unless the person has chosen its columns. */
  readonly usual?: true;
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
  /** On every page: whose it is, what and of when. */
  readonly footer: string;
  /** 打印版 stands before it. */
  readonly forPaper?: true;
}

/**
 * Sizes of letters in points: the usual one, and two for texts too long for the tallest row that Excel has (409 points).
 * At 5 points it holds about 2,500 characters of 经营范围; the cell itself always holds all.
 */
export const letterSizes = [10, 8, 7, 6, 5] as const;
