import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Years of the holiday calendar, as JSON of `calendarFileSchema`'s year; imported ones override the seeded ones. */
export const calendarYear = sqliteTable('calendar_year', {
  year: integer('year').primaryKey(),
  days: text('days').notNull(),
  source: text('source').notNull(),
  importedAt: text('imported_at').notNull(),
});
