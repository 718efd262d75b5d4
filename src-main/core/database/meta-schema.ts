import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Facts about this database as a whole: platform id and epoch, department, device id and epoch, clock offset. */
export const meta = sqliteTable('meta', { key: text('key').primaryKey(), value: text('value').notNull() });
