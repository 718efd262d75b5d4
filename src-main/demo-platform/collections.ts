/**
 * What the platform keeps. A later collection adds one folder (generate, collection) and one line in `collections`.
 */
import type { Actor } from '../../src-shared/platform-api/common.ts';
import type { Applied } from '../../src-shared/domain/notices.ts';
import { enterpriseCollection } from './enterprises/collection.ts';
import { noticeCollection } from './notices/collection.ts';
import { everyone } from './store.ts';

/** An operation as it reaches a collection; `payload` is not checked yet. */
export type RecordOperation = { kind: string; payload: unknown; actor: Actor; time: string };

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
  /** Checks the payload and does the operation. `today` is the calendar date in China. */
  apply(data: Data, operation: RecordOperation, today: string): Applied<Data>;
};

export const collections: readonly Collection[] = [noticeCollection, enterpriseCollection];

/** The collection of that name, or undefined. */
export const collectionNamed = (name: string): Collection | undefined =>
  collections.find((collection) => collection.name === name);

/** Name of the stream that a department reads of a collection. */
export const streamOf = (collection: string, department: string): string =>
  collectionNamed(collection)?.shared ? everyone : department;
