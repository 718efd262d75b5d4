/** Dates as clerks type them: 20260105, 2026-1-5, 2026/01/05, 2026.1.5, 2026年1月5日; full-width digits too. */
import { parseTypedDate } from '#shared/trade/formats.ts';

export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** Full-width digits, letters and spaces, as some input methods leave them, in their plain form. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ');
}

/** Reads a typed date into `YYYY-MM-DD`, or says what is wrong with it. */
export function readTypedDate(typed: string): TypedDate {
  if (typed.trim() === '') return { kind: 'empty' };
  const date = parseTypedDate(typed);
  if (date !== null) return { kind: 'date', date };
  const digits = toHalfWidth(typed).replace(/\D/g, '');
  return digits.length === 8
    ? { kind: 'wrong', message: `没有 ${digits.replace(/^(....)(..)(..)$/, '$1-$2-$3')} 这一天，请核对` }
    : { kind: 'wrong', message: '日期请按 20260105 或 2026-01-05 填写' };
}

/** What the field shows once it is left: the date in full where it is one, otherwise what was typed. */
export function tidyTypedDate(typed: string): string {
  const read = readTypedDate(typed);
  return read.kind === 'date' ? read.date : typed.trim();
}
