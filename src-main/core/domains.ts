/** Every domain of the client, one line each; and what the rooms of the house take from all of them. */
import { countingOf } from './backups/count-records.ts';
import type { Domain, Domains } from './domain.ts';
import { enterprises } from './enterprises/domain.ts';
import { outboxSheet } from './exports/outbox-workbook.ts';
import type { Papers } from './exports/paper.ts';
import type { Sheets } from './exports/sheet.ts';
import { inspections } from './inspections/domain.ts';
import { inspectors } from './inspectors/domain.ts';
import { notices } from './notices/domain.ts';

/** In the order in which the 工作台 tells of them. */
const named: Domains = { notices, inspections, inspectors, enterprises };

export const domains: readonly Domain[] = Object.values(named);
export const collections = domains.flatMap((domain) => domain.collections);

/** For backups. */
export const countRecords = countingOf(collections);

/** What people do with records: the Chinese name of every kind of operation. */
const operationNames = Object.fromEntries(
  collections.flatMap((collection) => Object.entries(collection.operationNames)),
);

export const sheets: Sheets = {
  ...Object.fromEntries(domains.flatMap((domain) => Object.entries(domain.sheets))),
  outbox: outboxSheet(operationNames),
};
export const draftForms = domains.flatMap((domain) => domain.drafts ?? []);
export const papers: Papers = Object.fromEntries(domains.flatMap((domain) => Object.entries(domain.papers)));
