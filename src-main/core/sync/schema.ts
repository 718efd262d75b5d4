/** Tables of the sync room. They know records by collection and id, never by domain. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** How far each stream of changes was applied; written in the same transaction as the page itself. */
export const syncCursor = sqliteTable(
  'sync_cursor',
  {
    collection: text('collection').notNull(),
    view: text('view').notNull(),
    cursor: text('cursor').notNull(),
    received: integer('received').notNull(),
    /** Size of the stream as last told by the platform, for progress. */
    total: integer('total'),
    /** 1 once the stream was read to its end for the first time. */
    complete: integer('complete').notNull(),
    /**
     * Not null while the stream is read again from its beginning without deleting anything first: `cursor` because the
     * platform no longer knew the cursor, `epoch` because its history was replaced. What it does not name by the end is
     * compared then.
     */
    reconcile: text('reconcile'),
    updatedAt: text('updated_at').notNull(),
    /** When the stream was read to its end for the first time; stays also where it is read again. */
    firstWholeAt: text('first_whole_at'),
  },
  (table) => [primaryKey({ columns: [table.collection, table.view] })],
);

/** Records named so far by a stream that is being read again from its beginning. */
export const reconcileSeen = sqliteTable(
  'reconcile_seen',
  { collection: text('collection').notNull(), recordId: text('record_id').notNull() },
  (table) => [primaryKey({ columns: [table.collection, table.recordId] })],
);

/**
 * The platform's version of a record on which unsent work rests: the base of every comparison. Only for such records.
 * Revision 0: a version of a history that the platform no longer has; whatever comes is newer. Revision -1: the next
 * version that comes is the base, without comparison (the platform lost work that it had accepted).
 */
export const recordShadow = sqliteTable(
  'record_shadow',
  {
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    revision: integer('revision').notNull(),
    data: text('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.recordId] })],
);

/** A newer version that arrived while unsent work rests on the record: it waits beside it. `data` null: removed. */
export const incomingVersion = sqliteTable(
  'incoming_version',
  {
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    revision: integer('revision').notNull(),
    data: text('data'),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.recordId] })],
);

/** Every operation done here, kept for good: what waits, and the receipt of what was delivered. */
export const outbox = sqliteTable(
  'outbox',
  {
    /** Order of doing; per record also the order of sending. Never from a clock. */
    sequence: integer('sequence').primaryKey({ autoIncrement: true }),
    /** Idempotency key for life. */
    id: text('id').notNull(),
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    recordTitle: text('record_title').notNull(),
    kind: text('kind').notNull(),
    payload: text('payload').notNull(),
    actor: text('actor').notNull(),
    time: text('time').notNull(),
    /** Set, and the whole operation frozen, in the transaction before the first byte leaves. */
    baseRevision: integer('base_revision'),
    frozenAt: text('frozen_at'),
    deviceEpoch: integer('device_epoch').notNull(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull(),
    /** Milliseconds of the core's clock; null: as soon as possible. Reset when a clock jump would delay it. */
    nextAttemptAt: integer('next_attempt_at'),
    outcomeClass: text('outcome_class'),
    outcomeDetail: text('outcome_detail'),
    reasons: text('reasons'),
    rawAnswer: text('raw_answer'),
    settledAt: text('settled_at'),
    acceptedRevision: integer('accepted_revision'),
    receiptNumber: text('receipt_number'),
    /** The entry that this one takes the place of, after a conflict or a refusal. */
    replaces: text('replaces'),
  },
  (table) => [
    uniqueIndex('outbox_id').on(table.id),
    index('outbox_state').on(table.state, table.sequence),
    index('outbox_record').on(table.collection, table.recordId, table.sequence),
  ],
);

/** Each exchange that failed or carried work: the raw material of the 履职证明. */
export const contactLog = sqliteTable(
  'contact_log',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: text('at').notNull(),
    what: text('what').notNull(),
    /** `ok` or an outcome class. */
    outcome: text('outcome').notNull(),
    detail: text('detail').notNull(),
  },
  (table) => [index('contact_log_at').on(table.at)],
);

/** What the platform sent and the schema refused: kept as it came, where support can see it. */
export const setAside = sqliteTable(
  'set_aside',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    collection: text('collection').notNull(),
    recordId: text('record_id'),
    problem: text('problem').notNull(),
    raw: text('raw').notNull(),
    /** Where in the stream it stood: from there it is read once more later. null: it came by another way. */
    cursor: text('cursor'),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [index('set_aside_record').on(table.collection, table.recordId)],
);

/** Two versions and a person's decision; kept for good, both versions printable. */
export const conflict = sqliteTable(
  'conflict',
  {
    id: text('id').primaryKey(),
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    operationId: text('operation_id').notNull(),
    baseRevision: integer('base_revision').notNull(),
    base: text('base').notNull(),
    mine: text('mine').notNull(),
    theirsRevision: integer('theirs_revision'),
    theirs: text('theirs'),
    foundAt: text('found_at').notNull(),
    /** null while open; then JSON { choice per field, reason, person }. */
    decision: text('decision'),
    decidedAt: text('decided_at'),
  },
  (table) => [
    index('conflict_record').on(table.collection, table.recordId),
    index('conflict_open').on(table.decidedAt, table.foundAt),
  ],
);

/** A file that travels with records: stored once by its hash, in parts, in a file of its own beside the database. */
export const attachment = sqliteTable('attachment', {
  sha256: text('sha256').primaryKey(),
  bytes: integer('bytes').notNull(),
  mediaType: text('media_type').notNull(),
  state: text('state').notNull(),
  sentBytes: integer('sent_bytes').notNull(),
  attempts: integer('attempts').notNull(),
  nextAttemptAt: integer('next_attempt_at'),
  outcomeClass: text('outcome_class'),
  outcomeDetail: text('outcome_detail'),
  addedAt: text('added_at').notNull(),
  settledAt: text('settled_at'),
});

/** Which record uses which file, under what name. */
export const attachmentUse = sqliteTable(
  'attachment_use',
  {
    id: text('id').primaryKey(),
    sha256: text('sha256').notNull(),
    collection: text('collection').notNull(),
    recordId: text('record_id').notNull(),
    /** The operation that carries the reference; null while still a draft. */
    operationId: text('operation_id'),
    name: text('name').notNull(),
    caption: text('caption').notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
  },
  (table) => [
    index('attachment_use_record').on(table.collection, table.recordId),
    index('attachment_use_file').on(table.sha256),
  ],
);
