/**
 * What a domain tells the sync room about its records. The room moves records and operations and knows nothing else
 * about a domain; a domain knows nothing about the wire.
 */
import type { z } from 'zod';
import type { CollectionName } from '#shared/domains/collections.ts';
import type { Applied, Refused } from '#shared/records/applied.ts';
import type { Actor } from '#shared/platform-api/common.ts';
import type { TimelineEntry } from '#shared/records/parts.ts';
import type { Calendar } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';

/** An operation as the domain replays it. */
export interface ReplayedOperation {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly actor: Actor;
  readonly time: string;
}

export interface StoredRecord<Data> {
  readonly id: string;
  readonly revision: number;
  readonly data: Data;
}

/** A file that an operation refers to. */
export interface CarriedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** As the person's file was called; for screens. */
  readonly name: string;
  readonly caption: string;
}

/** Where records are written, and what of the world their rows may depend on; a `Workspace` is one. */
export interface WritingPlace {
  readonly database: Database;
  calendar(): Calendar;
  /** ISO instant. */
  correctedNow(): string;
}

/** Whose version stands: this PC's, the platform's, or of what both added, both. */
export type Side = 'mine' | 'theirs' | 'both';

/**
 * Fields that one act of a person sets together, so that they are decided together: whoever received a notice is not the
 * receiver of one that was returned.
 */
export interface JointDecision {
  /** Under this name it is decided; one of the fields. */
  readonly path: string;
  readonly label: string;
  /** Plain paths: these and whatever lies below them. */
  readonly fields: readonly string[];
  /** What both sides added may stand side by side, where the rules allow it. */
  readonly bothMayStand?: boolean;
}

/** What somebody did to a record, as it tells of it. */
export type Deed = Pick<TimelineEntry, 'at' | 'title' | 'person' | 'detail'>;

export interface SyncedCollection<Data = unknown> {
  /** Name on the wire: `notices`. Its title and its topic follow from it. */
  readonly collection: CollectionName;
  /** Where in the first download it comes: lower first. */
  readonly priority: number;
  /** Whether the platform offers `view=open`, so that open records come before all others. */
  readonly hasOpenView: boolean;
  readonly schema: z.ZodType<Data>;
  /** Operation kind → its Chinese name. */
  readonly operationNames: Readonly<Record<string, string>>;
  /** Whether the record may be in this department's database; what may not is set aside. */
  belongsTo(data: Data, departmentCode: string): boolean;
  /** Name of a record on screens. */
  titleOf(data: Data): string;
  /** Stores versions as a person shall see them. Called inside the caller's transaction. */
  write(at: WritingPlace, records: readonly StoredRecord<Data>[]): void;
  /** Takes records out. Called inside the caller's transaction; unknown ids are no error. */
  remove(database: Database, ids: readonly string[]): void;
  /** The version as a person sees it, or null. */
  read(database: Database, id: string): StoredRecord<Data> | null;
  /** Revisions of those ids that are stored. One statement for a whole page. */
  revisions(database: Database, ids: readonly string[]): Map<string, number>;
  /**
   * Why nobody with these roles may do that kind of operation, whatever the record; null: they may. Asked when something is
   * done here, never in a replay: rights may have changed since, and the platform's answer decides.
   */
  rightRefusal(kind: string, roles: readonly string[]): Refused | null;
  /** Does one operation on a version: pure, the domain's own rules. */
  replay(data: Data, operation: ReplayedOperation, today: string): Applied<Data>;
  /**
   * How a record begins that is made here: the operation that makes it, and the record after it. Its id is a client-made
   * UUID and its base revision 0. Absent: all records come from the platform.
   */
  readonly creation?: {
    readonly kind: string;
    make(recordId: string, operation: ReplayedOperation, today: string): Applied<Data>;
  };
  /** Chinese labels of the fields that the conflict page compares, by path; others are not shown. */
  readonly fieldLabels: Readonly<Record<string, string>>;
  /**
   * Paths, without ids of list elements, that tell who did an operation and when. They follow from what is decided: the
   * conflict page neither shows them nor asks for a choice.
   */
  readonly followingFields?: readonly string[];
  /** Files that an operation of this kind refers to; they are delivered after it. Absent: its operations refer to none. */
  attachmentsOf?(kind: string, payload: unknown): CarriedFile[];
  /** Hashes that unfinished work on this PC refers to: such files are not thrown away. Drafts are looked at without it. */
  attachmentsHeld?(database: Database): Iterable<string>;
  /**
   * Mine, made comparable with theirs: where both sides added the same thing, each under an id of its own, mine takes the
   * platform's id, so that it is compared field by field. Pure. Absent: elements of lists are told apart by their ids.
   */
  alike?(mine: Data, theirs: Data): Data;
  /** Paths of lists of plain values to which each side only adds: what both added stands together. Absent: none. */
  readonly gatheringFields?: readonly string[];
  /**
   * Which differing fields are one decision; `mine` was made comparable (`alike`). Where both sides changed one of them, a
   * person is asked, although the rules might allow both. Pure. Absent: each field is decided by itself.
   */
  decisions?(base: Data, mine: Data, theirs: Data): readonly JointDecision[];
  /** What people did to the record, by its own words: the conflict page tells who did the other side, and when. Absent: it does not say. */
  deedsOf?(data: Data): readonly Deed[];
  /** Files that a record names, for having them from the platform; `bytes` 0 where the record does not say. Absent: none. */
  filesOf?(data: Data): CarriedFile[];
  /** Ids of the records whose files the person needs on this PC without asking for them. Absent: none. */
  recordsToCarry?(
    database: Database,
    person: { account: string; roles: readonly string[]; department: string },
  ): Iterable<string>;
  /** After 公示 or closing by the platform nothing is overwritten; what only opens beside it (a 更正) is still possible. */
  isFinal(data: Data, kind: string): boolean;
  /** Number of records stored; for the mass-removal stop. */
  count(database: Database): number;
  /**
   * Ids of stored records in ascending order, those after `after` (null: from the first), at most `limit`. After a stream
   * was read again from its beginning, what the platform no longer named is found by walking these.
   */
  ids(database: Database, after: string | null, limit: number): string[];
  /**
   * After a conflict in which a person chose field by field: the operation to do on the platform's version so that the
   * choices stand, or null where the rules know none. Absent or undefined: the same kind and payload, which is right where
   * all chosen fields are the person's own; other choices are refused.
   */
  redo?(
    theirs: Data,
    operation: ReplayedOperation,
    choices: ReadonlyMap<string, Side>,
  ): { kind: string; payload: unknown } | null | undefined;
}
