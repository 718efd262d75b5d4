import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * 双告知, as a person sees it now: the platform's version with the unsent operations replayed on it. Columns exist for
 * what lists filter, sort and show; `data` holds the whole record as JSON (`noticeSchema`). `key` is the row number that
 * the full-text indexes refer to.
 */
export const notice = sqliteTable(
  'notice',
  {
    key: integer('key').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    revision: integer('revision').notNull(),
    enterpriseId: text('enterprise_id').notNull(),
    enterpriseName: text('enterprise_name').notNull(),
    creditCode: text('credit_code'),
    registrationNumber: text('registration_number'),
    enterpriseKind: text('enterprise_kind').notNull(),
    address: text('address').notNull(),
    businessScope: text('business_scope').notNull(),
    approvedOn: text('approved_on').notNull(),
    applicationType: text('application_type').notNull(),
    permitItemCode: text('permit_item_code').notNull(),
    permitItemName: text('permit_item_name').notNull(),
    reviewDepartmentCode: text('review_department_code'),
    reviewDepartmentName: text('review_department_name'),
    stage: text('stage').notNull(),
    /** 1 while the notice still asks for something: pending, pool, received, or answered and not closed. */
    open: integer('open').notNull(),
    pushedAt: text('pushed_at').notNull(),
    receivedAt: text('received_at'),
    /** 反馈 due date by the calendar at the time of writing; rewritten when the calendar changes. */
    feedbackDueOn: text('feedback_due_on'),
    answeredAt: text('answered_at'),
    /** When it first came into this database. */
    arrivedAt: text('arrived_at').notNull(),
    data: text('data').notNull(),
  },
  (table) => [
    index('notice_approved').on(table.approvedOn, table.key),
    index('notice_stage_approved').on(table.stage, table.approvedOn, table.key),
    index('notice_stage_pushed').on(table.stage, table.pushedAt, table.key),
    index('notice_stage_received').on(table.stage, table.receivedAt, table.key),
    index('notice_enterprise').on(table.enterpriseId),
    index('notice_credit_code').on(table.creditCode),
    index('notice_registration_number').on(table.registrationNumber),
    index('notice_item').on(table.permitItemCode, table.approvedOn, table.key),
    index('notice_arrived').on(table.arrivedAt),
    index('notice_due').on(table.stage, table.feedbackDueOn),
  ],
);

/** Half-filled feedback as typed. `feedbackId` empty: a new one. Discarded drafts stay 30 days. */
export const feedbackDraft = sqliteTable(
  'feedback_draft',
  {
    noticeId: text('notice_id').notNull(),
    feedbackId: text('feedback_id').notNull(),
    account: text('account').notNull(),
    values: text('values').notNull(),
    savedAt: text('saved_at').notNull(),
    discardedAt: text('discarded_at'),
  },
  (table) => [index('feedback_draft_notice').on(table.noticeId, table.feedbackId, table.account)],
);
