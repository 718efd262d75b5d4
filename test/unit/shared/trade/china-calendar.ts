import { readFileSync } from 'node:fs';
import { calendarFileSchema } from '#shared/trade/calendar-file.ts';
import { makeCalendar } from '#shared/trade/working-days.ts';

/** The calendar that ships with the client. */
export const china = makeCalendar(
  calendarFileSchema.parse(
    JSON.parse(readFileSync(new URL('../../../../resources/calendars/china.json', import.meta.url), 'utf8')),
  ),
);
