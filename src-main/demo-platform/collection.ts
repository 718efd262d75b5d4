/** What a collection tells the platform: who sees its records, which operations it has, and what follows from them. */
import type { Applied, Refused } from '#shared/records/applied.ts';
import type { RawOperation } from '#shared/records/operations.ts';
import type { Random } from './random.ts';

/** What a rule may look up beside its record. */
export type PlatformView = {
  /** Current data of a record, or null. */
  record(collection: string, id: string): unknown;
  /** Current data of all records of a collection whose id begins so. */
  recordsBelow(collection: string, prefix: string): unknown[];
};

/** A record that changes because another one did. */
export type Consequence = { collection: string; id: string; data: unknown };

export type ByItself<Data> = {
  /** Whether there is something to do with the record as it stands. */
  waits(data: Data): boolean;
  /** Shortest and longest time to wait, in seconds. */
  seconds: readonly [shortest: number, longest: number];
  /** What changes then; nothing where it is not possible yet: it is tried again. */
  work(data: Data, view: PlatformView, random: Random): Consequence[];
};

/** Methods, not properties: so a collection of one record type can stand in a list of all. */
export type Collection<Data = unknown> = {
  name: string;
  /** Base data that every department sees alike: one stream for all instead of one each. */
  shared: boolean;
  /** Departments that see the record, out of all; `[everyone]` where it is shared. */
  audience(data: Data, departments: readonly string[]): readonly string[];
  /** Whether the record still waits for somebody (`view=open`). */
  isOpen(data: Data): boolean;
  /** Whether the kind of operation exists for this collection. */
  knows(kind: string): boolean;
  /** Why nobody with these roles may do that kind, whatever the record; null: they may. Absent: it has no operations. */
  rightRefusal?(kind: string, roles: readonly string[]): Refused | null;
  /** Checks the payload and does the operation. `today` is the calendar date in China. */
  apply(data: Data, operation: RawOperation, today: string, view: PlatformView): Applied<Data>;
  /** Makes a record that a client brings under an id of its own. Absent: only the platform makes records. */
  create?(id: string, operation: RawOperation, view: PlatformView): Applied<Data>;
  /** What else changes with the record, written in the same transaction. `before` null: it is new. */
  consequences?(before: Data | null, after: Data, view: PlatformView): Consequence[];
  /** Hashes of the files that the record names; whoever sees the record may have them. Absent: none. */
  filesOf?(data: Data): readonly string[];
  /** What the platform does with a record by itself, some time after an operation brought it there. Absent: nothing. */
  byItself?: ByItself<Data>;
  /** Whether this change makes something public; kept in a log that counts. */
  publishes?(before: Data | null, after: Data): boolean;
};
