/**
 * 工作日: which days count, and counting over them.
 *
 * Rules: a term given in 工作日 does not include its first day (民法典 第二百零一条) nor 法定节假日 (行政许可法 第八十二条); a weekend
 * day that the yearly notice of the State Council makes a 补班 day counts as a working day. The table of days comes from a
 * calendar file, since next year's days are only published each November. Where no table reaches, Monday to Friday is the
 * best guess, and every result that rests on the guess says so (`certain: false`; screens show 「暂按周末推算」).
 *
 * Dates are calendar dates in China, `YYYY-MM-DD`; they compare correctly as strings.
 */

const dayMilliseconds = 86_400_000;
/** China has had one time zone, UTC+8, and no summer time since 1992; no record of the platform is older. */
const chinaOffsetMilliseconds = 8 * 3_600_000;

/**
 * A day's notice for the next year may still change the last days of this year (2006-12-30 and 2018-12-29 became 补班,
 * 2007-12-31 and 2018-12-31 became holidays). From this day of a year on, that year is only sure once the next one is known.
 */
export const unsettledFrom = '12-25';

/** What the screens say beside a date that rests on the Monday-to-Friday guess. */
export const uncertainDateWords = '暂按周末推算';

export interface CalendarDay {
  kind: 'holiday' | 'workday';
  name: string;
}

/** A calendar file whose shape was checked (`calendar-file.ts`): what a year's notice of the State Council says. */
export interface CalendarFile {
  /** Where the days come from, shown to the administrator: a document number or a data package. */
  source: string;
  years: Record<string, CalendarYear>;
}

export interface CalendarYear {
  /** 放假: date → name of the holiday. Weekend days inside a holiday may be listed too. */
  holidays: Record<string, string>;
  /** 补班: date → name of the holiday that it makes up for. */
  workdays: Record<string, string>;
  /** false: these days are added to what is known (a county's own holiday), and do not make the year complete. */
  complete: boolean;
}

/** The days that differ from Monday to Friday, and the years for which the table is complete. A plain value: it can be sent. */
export interface Calendar {
  readonly days: Readonly<Record<string, CalendarDay>>;
  readonly coveredYears: readonly number[];
}

/** Knows nothing: every Monday to Friday is a working day, and nothing is certain. */
export const emptyCalendar: Calendar = { days: {}, coveredYears: [] };

/** Turns checked calendar files into a calendar; a later file wins over an earlier one. */
export function makeCalendar(...files: readonly CalendarFile[]): Calendar {
  const days = new Map<string, CalendarDay>();
  const years = new Set<number>();
  for (const file of files) {
    for (const [year, { holidays, workdays, complete }] of Object.entries(file.years)) {
      if (complete) {
        years.add(Number(year));
        // A corrected table replaces the year, so that a day which it no longer lists becomes ordinary again. The last
        // week belongs to two yearly notices and is only ever added to.
        for (const date of days.keys()) if (date.startsWith(year) && date.slice(5) < unsettledFrom) days.delete(date);
      }
      for (const [date, name] of Object.entries(holidays)) days.set(date, { kind: 'holiday', name });
      for (const [date, name] of Object.entries(workdays)) days.set(date, { kind: 'workday', name });
    }
  }
  return { days: Object.fromEntries(days), coveredYears: [...years].sort((a, b) => a - b) };
}

/** The calendar date in China at an instant (ISO 8601 with its offset, or milliseconds since 1970). Throws a RangeError for no instant at all. */
export function chinaDate(instant: string | number): string {
  // Most instants are written in UTC before 16:00, when it is the same day in China: half the time of making a date.
  if (typeof instant === 'string' && instant.length === 24 && instant.endsWith('Z') && instant.slice(11, 13) < '16')
    if (!Number.isNaN(Date.parse(instant))) return instant.slice(0, 10);
  return new Date(new Date(instant).getTime() + chinaOffsetMilliseconds).toISOString().slice(0, 10);
}

/** The instant at which a calendar date begins in China, ISO 8601 in UTC with milliseconds. */
export function startOfChinaDay(date: string): string {
  return new Date(dayNumber(date) * dayMilliseconds - chinaOffsetMilliseconds).toISOString();
}

/** Calendar days later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
  return new Date((dayNumber(date) + days) * dayMilliseconds).toISOString().slice(0, 10);
}

/** Calendar days from one date to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whether the tables reach this date, so that `isWorkingDay` is knowledge and not a guess. */
export function isCovered(calendar: Calendar, date: string): boolean {
  const year = Number(date.slice(0, 4));
  if (!calendar.coveredYears.includes(year)) return false;
  return date.slice(5) < unsettledFrom || calendar.coveredYears.includes(year + 1);
}

/** Whether the date is a 工作日; Monday to Friday where the calendar says nothing about it. */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  const special = calendar.days[date];
  return special ? special.kind === 'workday' : !isWeekend(date);
}

/** 「周日」, or the holiday's name, of a day on which nobody works; null of a working day. */
export function restDayName(calendar: Calendar, date: string): string | null {
  if (isWorkingDay(calendar, date)) return null;
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return calendar.days[date]?.name ?? (day === 0 ? '周日' : '周六');
}

/** The last day before this one on which people worked. */
export function lastWorkingDayBefore(date: string, calendar: Calendar): string {
  let day = addDays(date, -1);
  while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
  return day;
}

export interface CountedDate {
  date: string;
  /** false: some day on the way is not covered by the calendar; show `uncertainDateWords` beside the date. */
  certain: boolean;
}

/**
 * The n-th working day after `start`; the start itself is not counted. With n = 0, `start` itself. n is a whole number
 * from 0 to 1,000 (RangeError otherwise: no term is longer, and a loop must end).
 */
export function addWorkingDays(calendar: Calendar, start: string, n: number): CountedDate {
  if (!Number.isInteger(n) || n < 0 || n > 1000) throw new RangeError(`not a number of working days: ${n}`);
  const first = dayNumber(start);
  let day = first;
  for (let left = n; left > 0;) {
    day += 1;
    if (isWorkingDayNumber(calendar, day)) left -= 1;
  }
  return { date: dateOfDay(day), certain: areCovered(calendar, first, day) };
}

/**
 * Working days after `from` up to and including `to`: how many are left when `from` is today and `to` is the due date.
 * Negative when `to` lies before `from`.
 */
export function countWorkingDaysBetween(calendar: Calendar, from: string, to: string): number {
  if (to < from) return 0 - countWorkingDaysBetween(calendar, to, from);
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (first >= firstSummed && last < endSummed) {
    const { working } = sumsOf(calendar);
    return working[last - firstSummed]! - working[first - firstSummed]!;
  }
  let count = 0;
  for (let day = first + 1; day <= last; day += 1) if (isWorkingDayNumber(calendar, day)) count += 1;
  return count;
}

/**
 * Working days of a calendar, and days that it does not cover, added up day by day: a page of old notices asks for spans of
 * years, fifty at a time (counted day by day: 40 ms; so: below 1 ms). 1990 to 2109; other days are looked at one by one.
 */
interface Sums {
  readonly working: Int32Array;
  readonly uncovered: Int32Array;
}
const firstSummed = dayNumber('1990-01-01');
const endSummed = dayNumber('2110-01-01');
const knownSums = new WeakMap<Calendar, Sums>();

function sumsOf(calendar: Calendar): Sums {
  const known = knownSums.get(calendar);
  if (known) return known;
  const working = new Int32Array(endSummed - firstSummed);
  const uncovered = new Int32Array(endSummed - firstSummed);
  for (let day = firstSummed; day < endSummed; day += 1) working[day - firstSummed] = isWeekendNumber(day) ? 0 : 1;
  for (const [date, { kind }] of Object.entries(calendar.days)) {
    const index = dayNumber(date) - firstSummed;
    if (index >= 0 && index < working.length) working[index] = kind === 'workday' ? 1 : 0;
  }
  for (let year = 1990; year < 2110; year += 1) {
    const [start, unsettled, end] = [`${year}-01-01`, `${year}-${unsettledFrom}`, `${year + 1}-01-01`].map(
      (date) => dayNumber(date) - firstSummed,
    ) as [number, number, number];
    if (!isCovered(calendar, `${year}-01-01`)) uncovered.fill(1, start, unsettled);
    if (!isCovered(calendar, `${year}-${unsettledFrom}`)) uncovered.fill(1, unsettled, end);
  }
  for (const sums of [working, uncovered])
    for (let index = 1; index < sums.length; index += 1) sums[index]! += sums[index - 1]!;
  const sums = { working, uncovered };
  knownSums.set(calendar, sums);
  return sums;
}

function isWorkingDayNumber(calendar: Calendar, day: number): boolean {
  const index = day - firstSummed;
  const { working } = sumsOf(calendar);
  if (index < 1 || index >= working.length) return isWorkingDay(calendar, dateOfDay(day));
  return working[index] !== working[index - 1];
}

/** Whether every day after `from`, up to and including `to`, is covered. */
function areCovered(calendar: Calendar, from: number, to: number): boolean {
  if (from >= firstSummed && to < endSummed) {
    const { uncovered } = sumsOf(calendar);
    return uncovered[from - firstSummed] === uncovered[to - firstSummed];
  }
  for (let day = from + 1; day <= to; day += 1) if (!isCovered(calendar, dateOfDay(day))) return false;
  return true;
}

/** Whole days since 1970-01-01. Throws a RangeError for a text that is not a date. */
function dayNumber(date: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`not a date: ${date}`);
  return milliseconds / dayMilliseconds;
}

function dateOfDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

export function isWeekend(date: string): boolean {
  return isWeekendNumber(dayNumber(date));
}

export function isWeekendNumber(day: number): boolean {
  // 1970-01-01 was a Thursday.
  const dayOfWeek = (((day + 4) % 7) + 7) % 7;
  return dayOfWeek === 0 || dayOfWeek === 6;
}
