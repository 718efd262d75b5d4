import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** 执法检查人员名录; `data` is the whole record (`inspectorSchema`). */
export const inspector = sqliteTable(
  'inspector',
  {
    id: text('id').primaryKey(),
    revision: integer('revision').notNull(),
    account: text('account').notNull(),
    name: text('name').notNull(),
    certificateNumber: text('certificate_number').notNull(),
    /** Empty: no end is known. */
    certificateTo: text('certificate_to').notNull(),
    revoked: integer('revoked').notNull(),
    data: text('data').notNull(),
  },
  (table) => [index('inspector_account').on(table.account), index('inspector_by_name').on(table.name, table.id)],
);

/** 用户账号 of the department (`staffSchema`): who can be put into the 名录. */
export const staff = sqliteTable(
  'staff',
  {
    id: text('id').primaryKey(),
    revision: integer('revision').notNull(),
    name: text('name').notNull(),
    data: text('data').notNull(),
  },
  (table) => [index('staff_by_name').on(table.name, table.id)],
);

/** 专业技能字典; `data` is the whole record (`skillSchema`). */
export const skill = sqliteTable('skill', {
  id: text('id').primaryKey(),
  revision: integer('revision').notNull(),
  data: text('data').notNull(),
});
