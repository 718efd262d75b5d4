/** What a domain says about its half-filled forms; the room of drafts knows nothing else of it. */
import type { CollectionName } from '#shared/domains/collections.ts';
import type { Database } from '../database/types.ts';

export interface DraftForms {
  /** The collection whose records the forms are of; screens hear of its drafts by it. */
  readonly collection: CollectionName;
  /** What is being written: 「反馈」. */
  readonly name: string;
  /** Name of the record, as lists tell it; null where it is not on this PC: nothing is kept for one that is not. */
  titleOf(database: Database, recordId: string): string | null;
  /** Said where a form is saved in another shape than its draft was begun in. Absent: there is but one shape. */
  readonly otherShape?: string;
}
