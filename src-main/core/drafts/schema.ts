import { sql } from 'drizzle-orm';
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Half-filled forms as typed, of every domain and per account. Discarded ones stay 30 days. */
export const draft = sqliteTable(
  'draft',
  {
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    /** Which form of the record: the id of the part that is amended, empty for a new or the only one. */
    part: text('part').notNull(),
    account: text('account').notNull(),
    /** In which shape of the form it was begun, e.g. the version of a checklist; empty where there is but one. */
    shape: text('shape').notNull(),
    /** JSON; only the form reads it. */
    values: text('values').notNull(),
    savedAt: text('saved_at').notNull(),
    discardedAt: text('discarded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.recordId, table.account, table.part] }),
    index('draft_discarded')
      .on(table.discardedAt)
      .where(sql`discarded_at IS NOT NULL`),
  ],
);
