/** What an outcome of the platform changes here: all or nothing per operation. */
import type { Outcome } from '#shared/platform-api/interface.ts';
import { appendAudit } from '#core/audit/audit.ts';
import { storageReasonOf } from '#core/database/failure.ts';
import { failure, keptAnswerLength } from '../line/classify.ts';
import type { SyncedCollection } from '../collection.ts';
import { meetConflict, refreshConflict } from '../conflicts/conflicts.ts';
import { collectionChanged, collectionOf, type SyncContext } from '../context.ts';
import type { StepContext } from '../phases.ts';
import { RoundAbandoned } from '../run.ts';
import { type Entry, entryById } from '../outbox/entries.ts';
import { markAccepted, markFailed, markRejected } from '../outbox/states.ts';
import { readRecord } from '../pull/read-page.ts';
import { keepAside } from '../pull/set-aside.ts';
import { readShadow, refreshEffective, replayOn, writeShadow } from '../versions.ts';

/**
 * Settles one operation by its outcome. Only an entry that is under way or unknown is settled: a late answer changes
 * nothing that was settled since, and never touches a newer entry of the same record. Inside a caller's transaction it is
 * a savepoint of that, and the caller tells of it once it is committed (`tellSettled`).
 */
export function settle(context: StepContext, outcome: Outcome): void {
  const { workspace } = context;
  const { database } = workspace;
  const settled = database
    .transaction((): Entry | null => {
      const entry = entryById(database, outcome.operationId);
      if (!entry || (entry.state !== 'sending' && entry.state !== 'unknown')) return null;
      const collection = collectionOf(context, entry.collection);
      if (!collection) throw new Error(`no collection ${entry.collection} for operation ${entry.id}`);
      switch (outcome.outcome) {
        case 'accepted':
        case 'duplicate':
          accept(context, collection, entry, outcome);
          return entry;
        case 'rejected':
          reject(context, entry, outcome);
          return entry;
        case 'conflict':
          conflict(context, collection, entry, outcome);
          return entry;
      }
    })
    .immediate();
  if (settled && !database.inTransaction) tellSettled(context, [settled]);
}

/** Throws where the disk refuses: that concerns all of them. One that cannot be settled otherwise must not stop the others. */
export function trySettle(context: SyncContext, outcome: Outcome): ReturnType<typeof failure> | null {
  try {
    context.parts.settle(context, outcome);
    return null;
  } catch (error) {
    if (error instanceof RoundAbandoned || storageReasonOf(error) !== null) throw error;
    return localFault(context, error, outcome.operationId);
  }
}

export function localFault(
  { workspace }: StepContext,
  error: unknown,
  operationId: string,
): ReturnType<typeof failure> {
  workspace.environment.log.error('sync.settleFailed', error, { operationId });
  return failure('localFault', error instanceof Error ? error.message : String(error), {
    code: storageReasonOf(error) === null ? null : 'storage',
  });
}

/** What was settled is on disk now: it is under no suspicion any more, and the screens hear of it. */
export function tellSettled({ workspace, isolation }: StepContext, settled: readonly Entry[]): void {
  if (settled.length === 0) return;
  for (const { id } of settled) isolation.settled(id);
  workspace.changed('outbox');
  for (const collection of new Set(settled.map((entry) => entry.collection))) collectionChanged(workspace, collection);
}

type Accepted = Extract<Outcome, { outcome: 'accepted' | 'duplicate' }>;

function accept(context: StepContext, collection: SyncedCollection, entry: Entry, outcome: Accepted): void {
  const { workspace } = context;
  const { database } = workspace;
  const shadow = readShadow(database, collection, entry.recordId);
  const checked = readRecord(collection, entry.recordId, outcome.data);
  let data: unknown = checked.ok ? checked.data : null;
  let { revision } = outcome;
  if (!checked.ok) {
    // Accepted all the same: the work is on the platform. Until the stream brings a readable version, our own stands in,
    // as something older than what the stream will bring.
    revision = Math.max(shadow?.revision ?? 0, revision - 1);
    keepAside(workspace, {
      collection: collection.collection,
      recordId: entry.recordId,
      problem: `受理结果里的记录看不懂：${checked.problem}`,
      raw: outcome.data,
    });
    const base = shadow?.data ?? null;
    const own = replayOn(collection, entry.recordId, base, entry);
    data = own.ok ? own.record : base;
  }
  const at = workspace.correctedNow();
  markAccepted(database, entry.id, { revision: outcome.revision, receiptNumber: outcome.receiptNumber }, at);
  appendAudit(workspace, {
    action: 'outbox.accepted',
    collection: collection.collection,
    recordId: entry.recordId,
    operationId: entry.id,
    detail: `平台已受理：${collection.operationNames[entry.kind] ?? entry.kind} ${entry.recordTitle}，回执 ${outcome.receiptNumber}`,
  });
  if (data === null) return;
  if (shadow && outcome.revision > shadow.revision) {
    writeShadow(database, collection.collection, entry.recordId, { revision, data });
    // A person who is deciding about later work must not put an older version back.
    refreshConflict(workspace, collection.collection, entry.recordId, { revision, data });
  }
  refreshEffective(workspace, collection, entry.recordId);
}

function reject(context: StepContext, entry: Entry, outcome: Extract<Outcome, { outcome: 'rejected' }>): void {
  const { workspace } = context;
  const raw = JSON.stringify(outcome).slice(0, keptAnswerLength);
  markRejected(workspace.database, entry.id, outcome.reasons, raw, workspace.correctedNow());
  appendAudit(workspace, {
    action: 'outbox.rejected',
    collection: entry.collection,
    recordId: entry.recordId,
    operationId: entry.id,
    detail: `平台退回：${entry.recordTitle}，${outcome.reasons.map(({ message }) => message).join('；')}`.slice(
      0,
      1000,
    ),
  });
}

function conflict(
  context: StepContext,
  collection: SyncedCollection,
  entry: Entry,
  outcome: Extract<Outcome, { outcome: 'conflict' }>,
): void {
  const { workspace } = context;
  if (outcome.current === null) {
    meetConflict(workspace, collection, entry, null, true);
    return;
  }
  const checked = readRecord(collection, entry.recordId, outcome.current.data);
  if (checked.ok) {
    meetConflict(workspace, collection, entry, { revision: outcome.current.revision, data: checked.data }, true);
    return;
  }
  const problem = `冲突结果里的记录看不懂：${checked.problem}`;
  keepAside(workspace, {
    collection: collection.collection,
    recordId: entry.recordId,
    problem,
    raw: outcome.current.data,
  });
  markFailed(workspace.database, entry.id, 'quarantined', {
    class: 'badAnswer',
    detail: problem,
    raw: JSON.stringify(outcome).slice(0, keptAnswerLength),
  });
}
