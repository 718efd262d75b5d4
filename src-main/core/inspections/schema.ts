import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Versions of 抽查事项清单, each a record of its own; `data` is the whole record (`checklistSchema`). */
export const checklist = sqliteTable(
  'checklist',
  {
    id: text('id').primaryKey(),
    revision: integer('revision').notNull(),
    checklistId: text('checklist_id').notNull(),
    version: integer('version').notNull(),
    data: text('data').notNull(),
  },
  (table) => [index('checklist_version').on(table.checklistId, table.version)],
);

/** 抽查方案; `data` is the whole record (`planSchema`). There are some hundreds at most. */
export const inspectionPlan = sqliteTable('inspection_plan', {
  id: text('id').primaryKey(),
  revision: integer('revision').notNull(),
  endsOn: text('ends_on').notNull(),
  stage: text('stage').notNull(),
  data: text('data').notNull(),
});

/**
 * 抽查主体 as a person sees it now: the platform's version with the unsent operations replayed on it. Columns exist for what
 * lists filter and sort; the whole record lies in `inspection_subject_content`, apart, so that a list that looks at many
 * rows need not read (and decrypt) a result with its answers for each. `key` is the row number that the full-text index
 * refers to.
 */
export const inspectionSubject = sqliteTable(
  'inspection_subject',
  {
    key: integer('key').primaryKey(),
    id: text('id').notNull().unique(),
    revision: integer('revision').notNull(),
    planId: text('plan_id').notNull(),
    planName: text('plan_name').notNull(),
    planNumber: text('plan_number').notNull(),
    planTo: text('plan_to').notNull(),
    stage: text('stage').notNull(),
    /** 检查机关: its code, and its name normalised for search. */
    department: text('department').notNull().default(''),
    departmentName: text('department_name').notNull().default(''),
    enterpriseId: text('enterprise_id').notNull(),
    /** Normalised for search (`normalizeSearchText`), like `codes`; the content has them as written. */
    enterpriseName: text('enterprise_name').notNull(),
    nameInitials: text('name_initials').notNull(),
    /** 统一社会信用代码 and 注册号, whichever there are, separated by a blank. */
    codes: text('codes').notNull(),
    /** Hash of the searchable texts: the full-text index is only rewritten when it changes. */
    textHash: integer('text_hash').notNull(),
    enterpriseKind: text('enterprise_kind').notNull(),
    inspectedOn: text('inspected_on'),
    /** `inspectedOn`, empty while there is none: orders and keysets need a value. */
    inspectedOrder: text('inspected_order').generatedAlwaysAs(sql`ifnull(inspected_on, '')`, { mode: 'virtual' }),
    /** Names of the inspectors, separated by blanks. */
    inspectorNames: text('inspector_names').notNull(),
  },
  (table) => [
    index('inspection_subject_by_end').on(table.planTo, table.key),
    index('inspection_subject_by_stage').on(table.stage, table.planTo, table.key),
    index('inspection_subject_by_plan').on(table.planId, table.planTo, table.key, table.stage, table.department),
    // The other orders of the lists, led by the stage, whose branches are merged, and by the plan.
    index('inspection_subject_by_name').on(table.stage, table.nameInitials, table.enterpriseName, table.key),
    index('inspection_subject_by_inspected').on(table.stage, table.inspectedOrder, table.key),
    index('inspection_subject_plan_name').on(table.planId, table.nameInitials, table.enterpriseName, table.key),
    index('inspection_subject_plan_inspected').on(table.planId, table.inspectedOrder, table.key),
    index('inspection_subject_enterprise').on(table.enterpriseId, table.planId),
    // 复核 of the own department: whoever leads plans or has lower organs holds many others that wait for it elsewhere.
    index('inspection_subject_review')
      .on(table.department, table.planTo, table.key)
      .where(sql`stage = 'entered'`),
    index('inspection_subject_review_name')
      .on(table.department, table.nameInitials, table.enterpriseName, table.key)
      .where(sql`stage = 'entered'`),
    index('inspection_subject_review_inspected')
      .on(table.department, table.inspectedOrder, table.key)
      .where(sql`stage = 'entered'`),
  ],
);

/** The whole record as JSON (`subjectSchema`), under the key of its row. */
export const inspectionSubjectContent = sqliteTable('inspection_subject_content', {
  key: integer('key').primaryKey(),
  data: text('data').notNull(),
});

/** Who inspects which subject; `open` 1 while it waits to be entered or amended: 我的抽查任务 walks this. */
export const inspectionAssignment = sqliteTable(
  'inspection_assignment',
  {
    account: text('account').notNull(),
    open: integer('open').notNull(),
    planTo: text('plan_to').notNull(),
    /** Key of the row in `inspection_subject`. */
    subject: integer('subject').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.subject, table.account] }),
    index('inspection_assignment_open').on(table.account, table.open, table.planTo, table.subject),
  ],
);
