/** What a domain says about its half-filled forms; the room of drafts knows nothing else of it. */
import type { CollectionName } from '#shared/domains/collections.ts';
import type { Database } from '../database/types.ts';

export interface DraftForms {
  /** The collection whose records the forms are of; screens hear of its drafts by it. */
  readonly collection: CollectionName;
  /** Whether the record is on this PC: nothing is kept for one that is not. */
  has(database: Database, recordId: string): boolean;
  /** Said where a form is saved in another shape than its draft was begun in. Absent: there is but one shape. */
  readonly otherShape?: string;
}
