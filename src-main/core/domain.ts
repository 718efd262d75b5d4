/**
 * What a domain hands the house. The rooms of the house (exports, workbench, settings, backups …) ask every domain for what
 * they need and know none by name; `domains.ts` lists them.
 */
import type { DomainContracts, WorkbenchLink } from '#shared/contract.ts';
import type { DomainContract, PaperRequestOf, SheetRequestOf } from '#shared/contract/domain.ts';
import type { NewsItem } from '#shared/contract/news.ts';
import type { SearchGroup } from '#shared/contract/search.ts';
import type { TodayGroup, WorkbenchNumber } from '#shared/contract/workbench.ts';
import type { CollectionName } from '#shared/domains/collections.ts';
import type { DraftForms } from './drafts/forms.ts';
import type { Paper } from './exports/paper.ts';
import type { Sheet, TextSheet } from './exports/sheet.ts';
import type { SyncedCollection } from './sync/collection.ts';
import type { Workspace } from './workspace.ts';

/** `Contract`: what the domain promised in its `contract.ts`; what it lacks here does not compile. By default any domain. */
export interface Domain<Contract extends DomainContract = Required<DomainContract>> {
  /** What it keeps in step with the platform. When each comes in the first download, its `priority` says. */
  readonly collections: readonly SyncedCollection[];
  /** Makers of its sheets, by the kind of the request. */
  readonly sheets: {
    readonly [Request in SheetRequestOf<Contract> as Request['kind']]: Sheet<Request> | TextSheet<Request>;
  };
  /** Makers of its printed forms, by the kind of the request. */
  readonly papers: { readonly [Request in PaperRequestOf<Contract> as Request['kind']]: Paper<Request> };
  /** Its half-filled forms. Absent: it has none. */
  readonly drafts?: readonly DraftForms[];
  /** Its numbers on the 工作台, in the order of urgency; empty where the department has nothing of it. Absent: it has none. */
  numbers?(workspace: Workspace): WorkbenchNumber<WorkbenchLink>[];
  /**
   * What of it is to be done today, each kind with its `limit` most urgent; by the rights of the signed-in person. Absent:
   * nobody ever has to.
   */
  today?(workspace: Workspace, limit: number): TodayGroup<WorkbenchLink>[];
  /** What happened to it after an instant, that of the first download left out; its last days are known from `today`. Absent: nothing. */
  news?(workspace: Workspace, since: string): NewsItem<WorkbenchLink>[];
  /** What of it a text finds, by indexes, each kind with at most `limit`. Absent: nothing of it is looked for. */
  search?(workspace: Workspace, text: string, limit: number): SearchGroup<WorkbenchLink>[];
  /**
   * Counts again what it stored by the old calendar, which the workspace has already read anew. Inside the caller's
   * transaction. Absent: it stores no counted days.
   */
  calendarChanged?(workspace: Workspace): void;
  /** Collections whose screens count days or show lamps: told after the calendar or the thresholds changed. Absent: none. */
  readonly countsDays?: readonly CollectionName[];
}

/** Every domain of the contract, each with all that its contract promises. */
export type Domains = { readonly [Name in keyof DomainContracts]: Domain<DomainContracts[Name]> };
