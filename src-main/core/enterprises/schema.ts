import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** 市场主体. `key` is the row number that the full-text index refers to. */
export const enterprise = sqliteTable(
  'enterprise',
  {
    key: integer('key').primaryKey(),
    id: text('id').notNull().unique(),
    revision: integer('revision').notNull(),
    name: text('name').notNull(),
    /** The name normalised (`normalizeSearchText`) and its pinyin initials, for search. */
    searchName: text('search_name').notNull(),
    nameInitials: text('name_initials').notNull(),
    /** Hash of the searchable texts: the full-text index is only rewritten when it changes. */
    textHash: integer('text_hash').notNull(),
    creditCode: text('credit_code'),
    registrationNumber: text('registration_number'),
    kind: text('kind').notNull(),
    typeCode: text('type_code').notNull(),
    legalRepresentative: text('legal_representative').notNull(),
    phone: text('phone').notNull(),
    establishedOn: text('established_on').notNull(),
    address: text('address').notNull(),
    regionCode: text('region_code').notNull(),
    registrationOrgan: text('registration_organ').notNull(),
    registeredCapital: real('registered_capital'),
    industryCode: text('industry_code').notNull(),
    registrationState: text('registration_state').notNull(),
    /** JSON array of `EnterpriseListing`. */
    listings: text('listings').notNull(),
    /** Last, because it is long and rarely read. */
    businessScope: text('business_scope').notNull(),
  },
  (table) => [
    index('enterprise_credit_code').on(table.creditCode),
    index('enterprise_registration_number').on(table.registrationNumber),
  ],
);
