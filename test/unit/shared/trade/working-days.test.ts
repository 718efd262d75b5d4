import { describe, expect, it } from 'vitest';
import { calendarFileSchema } from '#shared/trade/calendar-file.ts';
import {
  addDays,
  addWorkingDays,
  chinaDate,
  countWorkingDaysBetween,
  emptyCalendar,
  isCovered,
  isWorkingDay,
  makeCalendar,
  startOfChinaDay,
} from '#shared/trade/working-days.ts';
import { china } from './china-calendar.ts';

const fileOf = (years: unknown) => ({ source: '测试', years });

describe('the shipped calendar', () => {
  it('covers every year from 2004 to 2026', () => {
    expect(china.coveredYears).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
  });

  it.each([
    ['2026-01-01', false, '元旦'],
    ['2026-02-14', true, '周六补班'],
    ['2026-02-17', false, '春节，周二'],
    ['2026-02-28', true, '周六补班'],
    ['2026-03-01', false, '周日'],
    ['2026-09-20', true, '周日补班'],
    ['2026-10-10', true, '周六补班'],
    ['2026-10-12', true, '周一'],
    ['2018-12-29', true, '周六补班，由次年通知安排'],
    ['2018-12-31', false, '元旦，由次年通知安排'],
  ])('%s: working day %s (%s)', (date, expected) => {
    expect(isWorkingDay(china, date)).toBe(expected);
    expect(isCovered(china, date)).toBe(true);
  });
});

describe('adding working days', () => {
  it.each([
    // Counted by hand from the 2026 notice: 春节 02-15…02-23 with 补班 02-14 and 02-28; 国庆 10-01…10-07 with 补班 09-20 and 10-10.
    ['2026-02-12', 3, '2026-02-24'],
    ['2026-02-12', 7, '2026-02-28'],
    ['2026-02-12', 15, '2026-03-11'],
    ['2026-02-12', 20, '2026-03-18'],
    ['2026-09-28', 3, '2026-10-08'],
    ['2026-09-28', 7, '2026-10-13'],
    ['2026-09-28', 15, '2026-10-23'],
    ['2026-09-28', 20, '2026-10-30'],
    ['2017-01-09', 7, '2017-01-18'],
    ['2017-01-09', 20, '2017-02-09'],
  ])('%s + %i is %s', (start, n, due) => {
    expect(addWorkingDays(china, start, n)).toEqual({ date: due, certain: true });
  });

  it('does not count the first day, whatever day of the week it is', () => {
    expect(addWorkingDays(china, '2026-03-06', 1).date).toBe('2026-03-09');
    expect(addWorkingDays(china, '2026-03-07', 1).date).toBe('2026-03-09');
    expect(addWorkingDays(china, '2026-03-08', 1).date).toBe('2026-03-09');
    expect(addWorkingDays(china, '2026-03-07', 0).date).toBe('2026-03-07');
  });

  it('says that it guesses as soon as a day without a published table is passed', () => {
    expect(addWorkingDays(china, '2026-12-17', 5)).toEqual({ date: '2026-12-24', certain: true });
    expect(addWorkingDays(china, '2026-12-17', 6)).toEqual({ date: '2026-12-25', certain: false });
    expect(addWorkingDays(china, '2026-12-30', 3)).toEqual({ date: '2027-01-04', certain: false });
    expect(addWorkingDays(emptyCalendar, '2026-03-02', 1)).toEqual({ date: '2026-03-03', certain: false });
  });

  it('is certain again, and right, once the table of the next year is imported', () => {
    const next = calendarFileSchema.parse(
      fileOf({
        2027: { holidays: { '2027-01-01': '元旦' }, workdays: { '2027-01-02': '元旦', '2026-12-26': '元旦' } },
      }),
    );
    const both = { ...makeCalendar(next), coveredYears: [2026, 2027] };
    expect(addWorkingDays(both, '2026-12-25', 1)).toEqual({ date: '2026-12-26', certain: true });
    expect(addWorkingDays(both, '2026-12-31', 1)).toEqual({ date: '2027-01-02', certain: true });
  });

  it('refuses a number that is no number of days', () => {
    for (const n of [-1, 1.5, NaN, Infinity, 1001])
      expect(() => addWorkingDays(china, '2026-03-02', n)).toThrow(RangeError);
    expect(() => addWorkingDays(china, '2026/03/02', 1)).toThrow(RangeError);
  });
});

describe('counting working days', () => {
  it('is the reverse of adding, over two years of starts', () => {
    for (let start = '2025-01-01'; start < '2026-11-01';) {
      for (const n of [1, 3, 7, 15, 20]) {
        expect(countWorkingDaysBetween(china, start, addWorkingDays(china, start, n).date), start).toBe(n);
      }
      start = chinaDate(Date.parse(startOfChinaDay(start)) + 86_400_000);
    }
  });

  it('is negative when the date has passed, and zero on the day', () => {
    expect(countWorkingDaysBetween(china, '2026-03-09', '2026-03-06')).toBe(-1);
    expect(Object.is(countWorkingDaysBetween(china, '2026-03-08', '2026-03-07'), 0)).toBe(true);
    expect(countWorkingDaysBetween(china, '2026-03-09', '2026-03-09')).toBe(0);
  });
});

describe('dates in China', () => {
  it('change at 16:00 UTC', () => {
    expect(chinaDate('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(chinaDate('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(chinaDate('2026-03-01T23:30:00+08:00')).toBe('2026-03-01');
    expect(startOfChinaDay('2026-03-02')).toBe('2026-03-01T16:00:00.000Z');
  });

  it('refuse what is no instant', () => {
    expect(() => chinaDate('昨天')).toThrow(RangeError);
  });
});

describe('calendar files', () => {
  const refused = (years: unknown) =>
    calendarFileSchema.safeParse(fileOf(years)).error?.issues.map((issue) => issue.message);

  it('are refused when a day is in two lists, in the wrong year, or makes a weekday a 补班 day', () => {
    expect(refused({ 2027: { holidays: { '2027-02-06': '春节' }, workdays: { '2027-02-06': '春节' } } })).toEqual([
      '2027-02-06 既是放假日又是补班日',
    ]);
    expect(refused({ 2027: { holidays: { '2028-01-01': '元旦' }, workdays: {} } })).toEqual([
      '2028-01-01 不在 2027 年内',
    ]);
    expect(refused({ 2027: { holidays: {}, workdays: { '2027-02-08': '春节' } } })).toEqual([
      '2027-02-08 不是周末，不能列为补班日',
    ]);
  });

  it('are refused, and do not crash, when a key is no date', () => {
    expect(calendarFileSchema.safeParse(fileOf({ 2027: { holidays: { 春节: '春节' }, workdays: {} } })).success).toBe(
      false,
    );
    expect(
      calendarFileSchema.safeParse(fileOf({ 2027: { holidays: { '2027-02-30': '春节' }, workdays: {} } })).success,
    ).toBe(false);
    expect(calendarFileSchema.safeParse(fileOf({ 二〇二七: { holidays: {}, workdays: {} } })).success).toBe(false);
    expect(calendarFileSchema.safeParse(null).success).toBe(false);
  });

  it('replace a year when they are complete and only add to it when they are not', () => {
    const parse = (years: unknown) => calendarFileSchema.parse(fileOf(years));
    const first = parse({ 2027: { holidays: { '2027-05-03': '劳动节' }, workdays: {} } });
    const county = parse({ 2027: { holidays: { '2027-09-20': '州庆' }, workdays: {}, complete: false } });
    const corrected = parse({ 2027: { holidays: { '2027-05-04': '劳动节' }, workdays: {} } });
    expect(Object.keys(makeCalendar(first, county).days)).toEqual(['2027-05-03', '2027-09-20']);
    expect(makeCalendar(county).coveredYears).toEqual([]);
    expect(Object.keys(makeCalendar(first, corrected).days)).toEqual(['2027-05-04']);
    // Its last week belongs to two yearly notices: the later one of the two must not be taken back by the earlier.
    const next = parse({ 2028: { holidays: { '2027-12-31': '元旦' }, workdays: {} } });
    expect(Object.keys(makeCalendar(next, corrected).days)).toEqual(['2027-12-31', '2027-05-04']);
  });
});

describe('counting over long spans', () => {
  it.each(['1989-12-28', '2004-01-01', '2013-09-30', '2026-12-20', '2109-12-28'])(
    'gives the same as looking at every day, from %s on',
    (start) => {
      let expected = 0;
      let date = start;
      for (let step = 1; step <= 400; step += 1) {
        date = addDays(date, 1);
        if (isWorkingDay(china, date)) expected += 1;
        expect(countWorkingDaysBetween(china, start, date)).toBe(expected);
        expect(countWorkingDaysBetween(china, date, start)).toBe(0 - expected);
      }
      const { date: reached } = addWorkingDays(china, start, expected);
      expect(countWorkingDaysBetween(china, start, reached)).toBe(expected);
      expect(isWorkingDay(china, reached)).toBe(true);
    },
  );
});
