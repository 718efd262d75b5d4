/** A value of a record as a clerk reads it: in the words of its collection where it has some, otherwise by its kind. */
import type { RecordWords } from '#app/app/feature.ts';
import { formatInstant } from '#app/app/format.ts';
import { nothing } from '#app/app/record-words.ts';

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** 「（空）」 for nothing; the parts of an object one after another, its ids left out. */
export function valueWords(path: string, value: unknown, wordsOf: RecordWords['wordsOf']): string {
  const field = path.replace(/\[[^\]]*\]/g, '');
  if (isEmpty(value)) return nothing;
  const own = wordsOf(field, value);
  if (own !== null) return own;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return instant.test(value) ? formatInstant(value) : value;
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one, wordsOf)).join('；');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([key, one]) => key !== 'id' && !isEmpty(one))
    .map(([key, one]) => valueWords(`${field}.${key}`, one, wordsOf))
    .join('，');
}
