/** What every phase of a round works with. */
import { isCollectionName } from '#shared/domains/collections.ts';
import type { Workspace } from '../workspace.ts';
import type { AttachmentDelivery } from './attachments/delivery.ts';
import type { AttachmentDownload } from './attachments/download.ts';
import type { SyncedCollection } from './collection.ts';
import type { PlatformClient } from './line/platform-client.ts';
import type { StepContext, SyncParts } from './phases.ts';
import type { PageSize } from './pull/page-size.ts';
import type { ReadAgainPace } from './pull/read-again-pace.ts';
import type { Trails } from './pull/trail.ts';
import type { Questions } from './push/questions.ts';

export interface SyncContext extends StepContext {
  readonly client: PlatformClient;
  readonly questions: Questions;
  readonly pageSize: PageSize;
  readonly readAgainPace: ReadAgainPace;
  readonly trails: Trails;
  /** null: this client keeps no files (tests without a folder). */
  readonly attachments: AttachmentDelivery | null;
  /** null: this client fetches no files (tests without a folder). */
  readonly downloads: AttachmentDownload | null;
  /** The decisive steps, replaceable one by one: the fault campaign proves itself by putting a wrong one in. */
  readonly parts: SyncParts;
}

/** The collection of an entry, or null where this client does not know it (a database of a newer client was restored). */
export const collectionOf = (context: Pick<StepContext, 'collections'>, name: string): SyncedCollection | null =>
  context.collections.get(name) ?? null;

/** Tells the screens that show a collection. No screen shows one that this client does not know. */
export function collectionChanged(workspace: Workspace, name: string): void {
  if (isCollectionName(name)) workspace.changed(name);
}
