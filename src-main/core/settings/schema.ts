import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Settings of the department on this PC (account empty) and what screens remember for each account. Values are JSON. */
export const setting = sqliteTable(
  'setting',
  { account: text('account').notNull(), key: text('key').notNull(), value: text('value').notNull() },
  (table) => [primaryKey({ columns: [table.account, table.key] })],
);
