/** All tables of the client's database, room by room; drizzle-kit reads this file to write migrations. */
export * from './audit/schema.ts';
export * from './calendar/schema.ts';
export * from './drafts/schema.ts';
export * from './enterprises/schema.ts';
export * from './inspections/schema.ts';
export * from './inspectors/schema.ts';
export * from './notices/schema.ts';
export * from './settings/schema.ts';
export * from './sync/schema.ts';
export * from './database/meta-schema.ts';

/** Full-text indexes: virtual tables, of which drizzle knows nothing; migrations make them by hand (0001_full_text.sql). */
export const textTables = ['notice_text', 'enterprise_text', 'inspection_subject_text'] as const;
