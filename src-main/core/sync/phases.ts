/** The decisive steps of a round as the engine calls them, and what they work with: nothing that speaks to the platform. */
import type { z } from 'zod';
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import type { PlatformStamp } from '#shared/platform-api/common.ts';
import type { ChangesResponse, Operation, Outcome } from '#shared/platform-api/interface.ts';
import type { Chance, PlatformAnswer } from '../environment.ts';
import type { Workspace } from '../workspace.ts';
import type { FileFetched, FileToFetch } from './attachments/download-file.ts';
import type { FileSent, FileToSend } from './attachments/send-file.ts';
import type { SyncedCollection } from './collection.ts';
import type { Exchange, ExchangeFailure, ExpectedPlatform } from './line/classify.ts';
import type { Entry } from './outbox/entries.ts';
import type { Held } from './outbox/held.ts';
import type { PageApplied } from './pull/page-applied.ts';
import type { RemovalGuard } from './pull/removal-guard.ts';
import type { Stream } from './pull/streams.ts';
import type { Isolation } from './push/isolation.ts';

/** What a step changes and asks; those who call it have the line to the platform besides. */
export interface StepContext {
  readonly workspace: Workspace;
  /** By name on the wire, in the order of their priority. */
  readonly collections: ReadonlyMap<string, SyncedCollection>;
  readonly isolation: Isolation;
  readonly held: Held;
  readonly removals: RemovalGuard;
}

/** One function a step; what each must do stands with the sound one (`parts.ts`). */
export interface SyncParts {
  classify<Value extends PlatformStamp>(
    answer: PlatformAnswer,
    schema: z.ZodType<Value>,
    expected: ExpectedPlatform | null,
  ): Exchange<Value>;
  freeze(context: StepContext, entries: readonly Entry[]): Operation[];
  settle(context: StepContext, outcome: Outcome): void;
  onFailedBatch(context: StepContext, entries: readonly Entry[], failure: ExchangeFailure): void;
  onAbsent(context: StepContext, entry: Entry): void;
  applyPage(context: StepContext, stream: Stream, page: ChangesResponse): PageApplied;
  leadsBack(been: ReadonlyMap<string, number>, next: string): boolean;
  recoverAtStart(workspace: Workspace): void;
  summarize(workspace: Pick<Workspace, 'database'>): OutboxSummary;
  /** Milliseconds. */
  waitAfterFailure(
    failure: Pick<ExchangeFailure, 'class' | 'retryAfter'>,
    failuresInARow: number,
    chance: Chance,
  ): number;
  sendFile(job: FileToSend): Promise<FileSent>;
  downloadFile(job: FileToFetch): Promise<FileFetched>;
}
