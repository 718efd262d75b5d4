import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Append-only; each entry carries the hash of the one before it, so that a gap or a change shows. */
export const audit = sqliteTable(
  'audit',
  {
    sequence: integer('sequence').primaryKey({ autoIncrement: true }),
    at: text('at').notNull(),
    account: text('account').notNull(),
    person: text('person').notNull(),
    /** `notices.receive`, `outbox.accepted`, `session.signIn` … */
    action: text('action').notNull(),
    collection: text('collection'),
    recordId: text('record_id'),
    operationId: text('operation_id'),
    detail: text('detail').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('audit_record').on(table.collection, table.recordId, table.sequence)],
);
