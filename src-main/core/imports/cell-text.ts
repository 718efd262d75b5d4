/** The text of a cell as people see it, whatever Excel made of what they typed. */
import type { CellObject } from '@e965/xlsx';

/** Excel keeps 15 digits of a number and makes zeros of the others (its “specifications and limits”, number precision). */
const firstInexact = 1e15;

/** What a cell says, as the sheet shows it; codes digit by digit, dates as YYYY-MM-DD. */
export function textOf(cell: CellObject | undefined, dayZero = dayZeroOfWindows): string {
  if (cell?.v === undefined) return '';
  if (cell.t === 's') return String(cell.v).trim();
  if (cell.t !== 'n') return String(cell.w ?? cell.v).trim();
  if (isDateFormat(cell)) return isoDateOf(cell.v, dayZero);
  // Where nobody chose a form, Excel shows a long code as 1.23E+11: what was typed is the number itself.
  if (cell.z === undefined || cell.z === 'General') return String(cell.v);
  // As the sheet shows it: leading zeros of a format.
  return String(cell.w ?? cell.v).trim();
}

/** Whether it is a number of more digits than Excel keeps. */
export const isShortened = (cell: CellObject | undefined): boolean =>
  cell?.t === 'n' && Math.abs(Number(cell.v)) >= firstInexact;

const isDateFormat = ({ z }: CellObject): boolean =>
  typeof z === 'string' && /[ymd年月日]/i.test(z.replace(/\[[^\]]*\]/g, ''));

/** Excel counts days from 1899-12-30, or, as it did on the Macintosh, from 1904-01-01 (ECMA-376 part 1, 18.17.4.1). */
export const dayZeroOfWindows = Date.UTC(1899, 11, 30);
export const dayZeroOfMac = Date.UTC(1904, 0, 1);

function isoDateOf(value: CellObject['v'], dayZero: number): string {
  const instant = new Date(dayZero + Math.floor(Number(value)) * 86_400_000);
  return Number.isNaN(instant.getTime()) ? String(value) : instant.toISOString().slice(0, 10);
}
