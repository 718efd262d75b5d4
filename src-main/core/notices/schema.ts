import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * 双告知, as a person sees it now: the platform's version with the unsent operations replayed on it. Columns exist for
 * what lists filter and sort; the whole record lies in `notice_content`. The two are apart because a list that has to
 * look at many rows must not read (and decrypt) a page of file for each of them. `key` is the row number that the
 * full-text index refers to.
 */
export const notice = sqliteTable(
  'notice',
  {
    key: integer('key').primaryKey(),
    id: text('id').notNull().unique(),
    revision: integer('revision').notNull(),
    enterpriseId: text('enterprise_id').notNull(),
    /** Normalised for search (`normalizeSearchText`), like `address` and `codes`; the content has them as written. */
    enterpriseName: text('enterprise_name').notNull(),
    /** Pinyin initials of the name: for search, and for the order by name. */
    nameInitials: text('name_initials').notNull(),
    address: text('address').notNull(),
    /** 统一社会信用代码 and 注册号, whichever there are, separated by a blank. */
    codes: text('codes').notNull(),
    /** Hash of the searchable texts: the full-text index is only rewritten when it changes. */
    textHash: integer('text_hash').notNull(),
    enterpriseKind: text('enterprise_kind').notNull(),
    approvedOn: text('approved_on').notNull(),
    applicationType: text('application_type').notNull(),
    permitItemCode: text('permit_item_code').notNull(),
    /** Empty: 未明确. */
    reviewDepartmentCode: text('review_department_code').notNull(),
    stage: text('stage').notNull(),
    /** 0 once nothing more can be done here: closed by the platform, or returned. */
    open: integer('open').notNull(),
    pushedAt: text('pushed_at').notNull(),
    /** Empty while not received: orders and keysets need a value. */
    receivedAt: text('received_at').notNull(),
    /** First feedback. */
    answeredAt: text('answered_at'),
    /** 1: a feedback came after its term, by the calendar at the time of writing; counted anew when the calendar changes. */
    answeredLate: integer('answered_late').notNull().default(0),
    /** When it first came into this database. */
    arrivedAt: text('arrived_at').notNull(),
    /** What waits for a person: 0 for 接收, 1 for 反馈, 2 for 认领; 3 nothing does. */
    urgency: integer('urgency').generatedAlwaysAs(
      sql`CASE WHEN open = 0 THEN 3 WHEN stage = 'pending' THEN 0 WHEN stage = 'received' THEN 1 WHEN stage = 'pool' THEN 2 ELSE 3 END`,
      { mode: 'virtual' },
    ),
    /** Since when it waits for that: the longer, the earlier its last day, whatever calendar and settings say of the days. */
    waitsSince: text('waits_since').generatedAlwaysAs(
      sql`CASE stage WHEN 'received' THEN received_at WHEN 'answered' THEN ifnull(answered_at, received_at) ELSE pushed_at END`,
      { mode: 'virtual' },
    ),
  },
  (table) => [
    // One index for each order of the lists, led by what splits the three pages. The first is the usual order and also
    // covers the filters by choice, so that neither a list nor a count has to look at rows that do not match.
    index('notice_by_approved').on(
      table.stage,
      table.open,
      table.approvedOn,
      table.key,
      table.enterpriseKind,
      table.applicationType,
      table.permitItemCode,
      table.reviewDepartmentCode,
    ),
    index('notice_by_pushed').on(table.stage, table.open, table.pushedAt, table.key),
    index('notice_by_received').on(table.stage, table.open, table.receivedAt, table.key),
    index('notice_by_name').on(table.stage, table.open, table.nameInitials, table.enterpriseName, table.key),
    index('notice_by_urgent').on(table.stage, table.open, table.urgency, table.waitsSince, table.key),
    index('notice_arrived').on(table.arrivedAt),
    index('notice_answered_late')
      .on(table.answeredLate)
      .where(sql`answered_late = 1`),
    index('notice_answered')
      .on(table.answeredAt)
      .where(sql`answered_at IS NOT NULL`),
  ],
);

/** The whole record as JSON (`noticeSchema`), under the key of its row in `notice`. */
export const noticeContent = sqliteTable('notice_content', {
  key: integer('key').primaryKey(),
  data: text('data').notNull(),
  /** 经营范围 without its set phrases, normalised for search: looked into row by row where the words' index is no help. */
  scope: text('scope').notNull().default(''),
});

/** 后置审批事项 (`item`) and 后置审批部门 (`department`) that have occurred: the choices of the filter bar. */
export const noticeChoice = sqliteTable(
  'notice_choice',
  { list: text('list').notNull(), code: text('code').notNull(), name: text('name').notNull() },
  (table) => [primaryKey({ columns: [table.list, table.code] })],
);
