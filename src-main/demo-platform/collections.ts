/** What the platform keeps. A later collection adds one folder (generate, collection) and one line here. */
import type { Collection } from './collection.ts';
import { enterpriseCollection } from './enterprises/collection.ts';
import { checklistCollection } from './inspections/checklists.ts';
import { inspectorCollection } from './inspectors/collection.ts';
import { planCollection } from './inspections/plans.ts';
import { staffCollection } from './inspectors/staff.ts';
import { subjectCollection } from './inspections/subjects.ts';
import { noticeCollection } from './notices/collection.ts';
import { everyone } from './store.ts';

export const collections: readonly Collection[] = [
  noticeCollection,
  enterpriseCollection,
  checklistCollection,
  planCollection,
  subjectCollection,
  inspectorCollection,
  staffCollection,
];

/** The collection of that name, or undefined. */
export const collectionNamed = (name: string): Collection | undefined =>
  collections.find((collection) => collection.name === name);

/** Name of the stream that a department reads of a collection. */
export const streamOf = (collection: string, department: string): string =>
  collectionNamed(collection)?.shared ? everyone : department;
