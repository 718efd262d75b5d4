/** What a feature hands the house, as one value: pages, navigation, numbers, the way to its records and their words. */
import type { Component } from 'vue';
import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router';
import type { Count } from '#shared/contract/base.ts';
import type { ConflictDetail, ConflictField } from '#shared/contract/conflicts.ts';
import type { WorkbenchLink } from '#shared/contract.ts';
import type { CollectionName, EventTopic } from '#shared/domains/collections.ts';
import type { Role } from '#shared/trade/rights.ts';
import type { HelpOfPages } from './help/page-help.ts';

/**
 * The `feature` of a `features/<name>/feature.ts`, where `features.ts` finds it. It comes with the first page, which loads
 * no schemas: pages, words and panels are named here and imported once they are asked for.
 */
export interface Feature {
  readonly routes: readonly RouteRecordRaw[];
  readonly navigation?: FeatureNavigation;
  /** Help of each of its pages inside the frame, by the name of the route. */
  readonly help?: () => Promise<{ readonly help: HelpOfPages }>;
  /** What changes its counts and numbers besides its records. */
  readonly topics?: readonly EventTopic[];
  readonly workbench?: WorkbenchPart;
  /** By collection. Whatever has operations needs its line: outbox and conflict page ask for it. */
  readonly records?: Readonly<Partial<Record<CollectionName, FeatureRecords>>>;
}

export interface FeatureNavigation {
  /** The heading above its entries; those under one heading stand together. Null: they stand by themselves. */
  readonly name: string | null;
  /** Place among all features, the lowest first. */
  readonly order: number;
  readonly entries: readonly FeatureEntry[];
}

export interface FeatureEntry {
  /** Name of one of the routes; its title is the entry's. */
  readonly route: string;
  /** A line icon; alone it stands for the entry where the navigation is narrow. */
  readonly icon: Component;
  /** Roles that the page is for; nobody else is led there. Absent: everybody. */
  readonly by?: readonly Role[];
  /** What waits for the person on the page. */
  readonly waiting?: {
    readonly count: () => Promise<Count>;
    /** What the count means: 「条待接收」. */
    readonly words: string;
    /** What of it is late. Nothing else is red in the navigation. */
    readonly late?: () => Promise<Count>;
    /** It does not end by itself. */
    readonly attention?: boolean;
  };
}

/** What stands on the 工作台 for a feature; 报送 is there by itself. */
export interface WorkbenchPart {
  /** Exactly the rows or the record that a link means; null for a link of somebody else. */
  readonly location: (link: WorkbenchLink) => RouteLocationRaw | null;
  /** Beside 今天要办; each asks the core itself for what it shows. */
  readonly panels?: readonly (() => Promise<{ readonly default: Component }>)[];
}

/** The records of one collection, as pages of other features need them. */
export interface FeatureRecords {
  /** Where the record stands open, whatever the list beside it shows. */
  readonly location: (id: string) => RouteLocationRaw;
  /** Labels of the parts that operations change: what was done here on a record that the platform took back. */
  readonly parts: Readonly<Record<string, string>>;
  /**
   * Parts that are one piece of work. Whoever keeps their own need not take over what only the platform changed in them.
   */
  readonly wholes?: readonly string[];
  /** How values of two versions are read side by side. */
  readonly words: () => Promise<(conflict: ConflictDetail) => RecordWords | Promise<RecordWords>>;
}

export interface RecordWords {
  /**
   * Words for a value at a path, which has no ids of list elements in it (`feedbacks.result`). Null: it is read as any
   * value; the parts of an object are then asked for one by one.
   */
  readonly wordsOf: (path: string, value: unknown) => string | null;
  /** For a field that is compared in several lines; null for all others. */
  readonly linesOf?: (field: ConflictField) => readonly ConflictLine[] | null;
}
export interface ConflictLine {
  readonly title: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}
