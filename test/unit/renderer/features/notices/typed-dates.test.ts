import { expect, test } from 'vitest';
import { readTypedDate, tidyTypedDate } from '#app/components/typed-dates.ts';

test.each([
  '20260105',
  '2026-01-05',
  '2026-1-5',
  '2026/01/05',
  '2026.1.5',
  '2026年1月5日',
  '２０２６０１０５',
  '2026。1。5',
  '2026、01、05',
  ' 2026 01 05 ',
])('reads %s as the fifth of January', (typed) => {
  expect(readTypedDate(typed)).toEqual({ kind: 'date', date: '2026-01-05' });
});

test('says which day does not exist instead of moving it', () => {
  expect(readTypedDate('20260230')).toEqual({ kind: 'wrong', message: '没有 2026-02-30 这一天，请核对' });
});

test.each(['2026', '260105', '明天', '2026-01', '202601055', '18991231x'])('does not guess at %s', (typed) => {
  expect(readTypedDate(typed).kind).toBe('wrong');
});

test('an empty field is empty, not wrong', () => {
  expect(readTypedDate('  ').kind).toBe('empty');
});

test('leaving the field writes the date out, and leaves alone what is no date', () => {
  expect(tidyTypedDate('20260105')).toBe('2026-01-05');
  expect(tidyTypedDate('202601')).toBe('202601');
});
