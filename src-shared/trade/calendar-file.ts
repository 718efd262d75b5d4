/** A file that says which days differ from Monday to Friday. Apart from the counting, so that pages count without schemas. */
import { z } from 'zod';
import { dateSchema } from '../platform-api/common.ts';
import { type CalendarFile, isWeekend, unsettledFrom } from './working-days.ts';

const namedDays = z.record(dateSchema, z.string().min(1).max(30));

const calendarYearSchema = z.object({
  holidays: namedDays,
  workdays: namedDays,
  complete: z.boolean().default(true),
});

/** A calendar file, as shipped in `resources/calendars` and as imported by an administrator. */
export const calendarFileSchema = z
  .object({
    source: z.string().min(1).max(500),
    years: z.record(z.string().regex(/^(19|20|21)\d\d$/), calendarYearSchema),
  })
  .superRefine((file, context) => {
    const say = (year: string, message: string) => context.addIssue({ code: 'custom', message, path: ['years', year] });
    for (const [year, days] of Object.entries(file.years)) {
      for (const date of [...Object.keys(days.holidays), ...Object.keys(days.workdays)]) {
        // A year's notice may reach into the last days of the year before.
        const lastWeekBefore = `${Number(year) - 1}-${unsettledFrom}`;
        if (date < lastWeekBefore || date > `${year}-12-31`) say(year, `${date} 不在 ${year} 年内`);
      }
      for (const date of Object.keys(days.workdays)) {
        if (date in days.holidays) say(year, `${date} 既是放假日又是补班日`);
        if (!isWeekend(date)) say(year, `${date} 不是周末，不能列为补班日`);
      }
    }
  }) satisfies z.ZodType<CalendarFile>;
