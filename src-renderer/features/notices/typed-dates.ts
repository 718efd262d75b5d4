/** Dates as clerks type them: 20260105, 2026-1-5, 2026/01/05, 2026.1.5, 2026年1月5日; full-width digits too. */
import { dateSchema } from '../../../src-shared/platform-api/common.ts';

export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'wrong'; readonly message: string };

const shapes = [/^(\d{4})(\d{2})(\d{2})$/, /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/];

/** Full-width digits, letters and spaces, as some input methods leave them, in their plain form. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ');
}

/** Reads a typed date into `YYYY-MM-DD`; years from 1900 to 2199. */
export function readTypedDate(typed: string): TypedDate {
  const text = toHalfWidth(typed).replace(/\s/g, '').replaceAll('－', '-').replaceAll('．', '.').replaceAll('／', '/');
  if (text === '') return { kind: 'empty' };
  for (const shape of shapes) {
    const [, year, month, day] = shape.exec(text) ?? [];
    if (!year || !month || !day) continue;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return dateSchema.safeParse(date).success
      ? { kind: 'date', date }
      : { kind: 'wrong', message: `没有 ${date} 这一天，请核对` };
  }
  return { kind: 'wrong', message: '日期请按 20260105 或 2026-01-05 填写' };
}

/** What the field shows once it is left: the date in full where it is one, otherwise what was typed. */
export function tidyTypedDate(typed: string): string {
  const read = readTypedDate(typed);
  return read.kind === 'date' ? read.date : typed.trim();
}
