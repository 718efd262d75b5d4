/** Weeks from Monday to Sunday, by China's calendar. */
import { addDays, daysBetween } from './working-days.ts';

/** The Monday of the week of a date. 1970-01-05 was a Monday. */
export const mondayOf = (date: string): string => addDays(date, -(((daysBetween('1970-01-05', date) % 7) + 7) % 7));

/** The last day of the week of a date. */
export const sundayOf = (date: string): string => addDays(mondayOf(date), 6);
