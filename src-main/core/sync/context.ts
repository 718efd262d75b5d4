/** What every phase of a round works with. */
import type { EventTopic } from '#shared/domains/collections.ts';
import { eventTopics } from '#shared/domains/collections.ts';
import type { Workspace } from '../workspace.ts';
import type { AttachmentDelivery } from './attachments/delivery.ts';
import type { AttachmentDownload } from './attachments/download.ts';
import type { SyncedCollection } from './collection.ts';
import type { Isolation } from './push/isolation.ts';
import type { SyncParts } from './parts.ts';
import type { PlatformClient } from './line/platform-client.ts';
import type { PageSize } from './pull/pull.ts';
import type { Questions } from './push/questions.ts';
import type { ReadAgainPace } from './pull/read-again.ts';
import type { RemovalGuard } from './pull/removal-guard.ts';

export interface SyncContext {
  readonly workspace: Workspace;
  /** By name on the wire, in the order of their priority. */
  readonly collections: ReadonlyMap<string, SyncedCollection>;
  readonly client: PlatformClient;
  readonly isolation: Isolation;
  readonly questions: Questions;
  readonly removals: RemovalGuard;
  readonly pageSize: PageSize;
  readonly readAgainPace: ReadAgainPace;
  /** null: this client keeps no files (tests without a folder). */
  readonly attachments: AttachmentDelivery | null;
  /** null: this client fetches no files (tests without a folder). */
  readonly downloads: AttachmentDownload | null;
  /** The decisive steps, replaceable one by one: the fault campaign proves itself by putting a wrong one in. */
  readonly parts: SyncParts;
}

/** A round was stopped or given up by the watchdog: whatever it still holds must not be written. */
export class RoundAbandoned extends Error {
  constructor() {
    super('the round was abandoned');
    this.name = 'RoundAbandoned';
  }
}

export interface Progress {
  readonly phase: 'push' | 'pull' | 'attachments';
  readonly title: string;
  readonly done: number;
  readonly total: number | null;
}

/** One running round. */
export interface Run {
  readonly signal: AbortSignal;
  /** Throws `RoundAbandoned` where the round is no longer the current one. To be called after every await, before writing. */
  check(): void;
  /** Something moved: tells the watchdog, and the screens where a line is given. */
  progress(line?: Progress): void;
  /** True once since the last call if new work was queued meanwhile. */
  takePushWanted(): boolean;
}

/** The collection of an entry, or null where this client does not know it (a database of a newer client was restored). */
export const collectionOf = (context: SyncContext, name: string): SyncedCollection | null =>
  context.collections.get(name) ?? null;

/** Tells the screens that show a collection. */
export function collectionChanged(workspace: Workspace, name: string): void {
  const topic: EventTopic | undefined = eventTopics.find((one) => one === name);
  if (topic) workspace.changed(topic);
}
