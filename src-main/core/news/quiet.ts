/** Hours in which nobody is to be disturbed: noon, evening and night, and days on which nobody works. */
import { formatClock } from '#shared/trade/formats.ts';
import { type Calendar, chinaDate, isWorkingDay } from '#shared/trade/working-days.ts';

/** China's time; the end of each span is no longer in it. */
const work = [
  ['08:30', '12:00'],
  ['14:00', '18:00'],
] as const;

/** Whether an instant (ISO) lies in quiet hours. */
export function isQuiet(instant: string, calendar: Calendar): boolean {
  const clock = formatClock(instant);
  return !isWorkingDay(calendar, chinaDate(instant)) || !work.some(([from, to]) => clock >= from && clock < to);
}
