/** Everything that the renderer may ask of the core. A new domain adds its line to `domainContracts`. */
import { attachmentsContract } from './contract/attachments.ts';
import { backupsContract } from './contract/backups.ts';
import { conflictsContract } from './contract/conflicts.ts';
import { connectionContract } from './contract/connection.ts';
import { draftsContract } from './contract/drafts.ts';
import { type LinkOf, membersOf, type PaperRequestOf, proceduresOf, type SheetRequestOf } from './contract/domain.ts';
import { eventsContract } from './contract/events.ts';
import { exportsContract, type OutboxSheet } from './contract/exports.ts';
import { foldersContract } from './contract/folders.ts';
import { handoverContract } from './contract/handover.ts';
import type { HouseLink } from './contract/links.ts';
import { newsContract } from './contract/news.ts';
import { outboxContract } from './contract/outbox.ts';
import { searchContract } from './contract/search.ts';
import { sessionContract } from './contract/session.ts';
import { settingsContract } from './contract/settings.ts';
import { workbenchContract } from './contract/workbench.ts';
import { enterprisesContract } from './domains/enterprises/contract.ts';
import { inspectionsContract } from './domains/inspections/contract.ts';
import { inspectorsContract } from './domains/inspectors/contract.ts';
import { noticesContract } from './domains/notices/contract.ts';

const domainContracts = {
  notices: noticesContract,
  inspections: inspectionsContract,
  inspectors: inspectorsContract,
  enterprises: enterprisesContract,
};
export type DomainContracts = typeof domainContracts;
type AnyDomain = DomainContracts[keyof DomainContracts];

/** What an Excel may be asked for. */
export type ExportRequest = OutboxSheet | SheetRequestOf<AnyDomain>;
/** What printed forms may be asked for. */
export type PaperRequest = PaperRequestOf<AnyDomain>;
/** Where a number, a thing to do, a piece of news or a hit of the search may lead. */
export type WorkbenchLink = HouseLink | LinkOf<AnyDomain>;

/** Schemas of the links of domains, told apart by `to`. */
export const domainLinks = membersOf(domainContracts, 'links');

export const contract = {
  session: sessionContract,
  connection: connectionContract,
  workbench: workbenchContract(domainLinks),
  search: searchContract(domainLinks),
  news: newsContract(domainLinks),
  drafts: draftsContract,
  outbox: outboxContract,
  conflicts: conflictsContract,
  attachments: attachmentsContract,
  exports: exportsContract(membersOf(domainContracts, 'sheets'), membersOf(domainContracts, 'papers')),
  settings: settingsContract,
  backups: backupsContract,
  folders: foldersContract,
  handover: handoverContract,
  events: eventsContract,
  ...proceduresOf(domainContracts),
};
export type Contract = typeof contract;
