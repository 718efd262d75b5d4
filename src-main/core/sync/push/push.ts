/** Sending what waits: ordered per record, independent across records. */
import type { Outcome } from '#shared/platform-api/interface.ts';
import { readMeta } from '#core/database/meta.ts';
import { storageReasonOf } from '#core/database/failure.ts';
import { type Exchange, failure } from '../line/classify.ts';
import { meetConflict } from '../conflicts/conflicts.ts';
import { collectionChanged, collectionOf, type SyncContext } from '../context.ts';
import type { Run } from '../run.ts';
import { type EntryRow, entryOf, type Entry, unsettledSql } from '../outbox/entries.ts';
import { nextBatch } from '../outbox/freeze.ts';
import { sendingToUnknown } from '../outbox/states.ts';
import { resolveUnknown } from './resolve-unknown.ts';
import { localFault, tellSettled, trySettle } from './settle.ts';
import { statement } from '#core/database/statements.ts';
import { readIncoming } from '../versions.ts';

/** Sends until nothing that may leave is left. Failures that concern one entry do not end it; all others do. */
export async function push(context: SyncContext, run: Run): Promise<Exchange<null>> {
  const { workspace, isolation } = context;
  const { database } = workspace;
  let done = 0;
  for (;;) {
    // There is one sender: whatever is still marked belongs to an exchange that ended without anybody knowing.
    database.transaction(() => sendingToUnknown(database, '没有等到结果')).immediate();
    const asked = await resolveUnknown(context, run);
    if (!asked.ok) return asked;
    meetWaitingVersions(context);
    const batch = nextBatch(context);
    if (batch.length === 0) return { ok: true, value: null };
    const operations = context.parts.freeze(context, batch);
    workspace.changed('outbox');
    run.progress({ phase: 'push', title: '报送', done, total: done + batch.length });
    const sent = await context.client.sendOperations(
      {
        deviceId: readMeta(database, 'deviceId') ?? '',
        deviceEpoch: Number(readMeta(database, 'deviceEpoch') ?? 1),
        operations,
      },
      run.signal,
    );
    run.check();
    if (!sent.ok) {
      context.parts.onFailedBatch(context, batch, sent.failure);
      if (!isolation.isSuspicious(sent.failure) || isolation.nothingGetsThrough()) return sent;
      run.progress();
      continue;
    }
    const settled = settleBatch(context, batch, sent.value);
    if (!settled.ok) return settled;
    done += settled.value;
    run.progress();
  }
}

/**
 * One transaction for the batch, so that the disk is waited for once, with a savepoint for each outcome: one that cannot be
 * settled undoes itself alone. Where the disk refuses that, one transaction per outcome, until it refuses again: what was
 * settled by then stays. What the answer does not mention is unknown. Returns how many were settled.
 */
function settleBatch(
  context: SyncContext,
  batch: readonly Entry[],
  outcomes: ReadonlyMap<string, Outcome>,
): Exchange<number> {
  const { database } = context.workspace;
  const settleIn = (transaction: 'one' | 'each') => settleOutcomes(context, batch, outcomes, transaction);
  let done: Settled;
  try {
    done = database.transaction(() => settleIn('one')).immediate();
  } catch (error) {
    if (storageReasonOf(error) === null) throw error;
    done = settleIn('each');
  }
  tellSettled(context, done.settled);
  for (const { entry, problem } of done.failed) context.parts.onFailedBatch(context, [entry], problem.failure);
  if (done.storage) return done.storage;
  const count = done.settled.length + done.asked;
  if (count > 0) context.isolation.batchAnswered(count);
  return { ok: true, value: count };
}

interface Settled {
  readonly settled: Entry[];
  readonly failed: { entry: Entry; problem: ReturnType<typeof failure> }[];
  /** Left to be settled by asking. */
  readonly asked: number;
  /** The disk refused; what comes after that in the batch is not settled. */
  readonly storage: ReturnType<typeof failure> | null;
}

/** Throws what the disk refuses where all stand in `one` transaction. */
function settleOutcomes(
  context: SyncContext,
  batch: readonly Entry[],
  outcomes: ReadonlyMap<string, Outcome>,
  transaction: 'one' | 'each',
): Settled {
  const settled: Settled['settled'] = [];
  const failed: Settled['failed'] = [];
  let asked = 0;
  for (const entry of batch) {
    const outcome = outcomes.get(entry.id);
    // Settled by asking (`resolveUnknown`): there may be a successor that this database has forgotten.
    if (outcome?.outcome === 'conflict') {
      context.questions.saidConflict(entry.id);
      asked += 1;
      continue;
    }
    try {
      const problem = outcome ? (misused(outcome) ?? trySettle(context, outcome)) : notMentioned;
      if (problem) failed.push({ entry, problem });
      else settled.push(entry);
    } catch (error) {
      if (transaction === 'one' || storageReasonOf(error) === null) throw error;
      return { settled, failed, asked, storage: localFault(context, error, entry.id) };
    }
  }
  return { settled, failed, asked, storage: null };
}

const notMentioned = failure('interrupted', '应答里没有这一条的结果');

/**
 * The id is known to the platform with other content, as when an old copy of this database froze another base: its first
 * answer counts, and asking brings it.
 */
function misused(outcome: Outcome): ReturnType<typeof failure> | null {
  if (outcome.outcome !== 'rejected' || !outcome.reasons.every(({ code }) => code === 'idMisuse')) return null;
  return failure('badAnswer', outcome.reasons.map(({ message }) => message).join('；'));
}

/**
 * Entries that never left and whose record has a newer version waiting: compared here, without sending what the platform
 * would refuse.
 */
function meetWaitingVersions(context: SyncContext): void {
  const { workspace } = context;
  const { database } = workspace;
  const any = statement<[], { one: number }>(database, 'SELECT 1 AS one FROM incoming_version LIMIT 1').get();
  if (!any) return;
  const rows = statement<[], EntryRow>(
    database,
    `SELECT o.* FROM incoming_version i
       JOIN record_shadow s ON s.collection = i.collection AND s.record_id = i.record_id AND i.revision > s.revision
       JOIN outbox o ON o.collection = i.collection AND o.record_id = i.record_id
     WHERE o.state = 'queued' AND o.frozen_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.collection = o.collection AND e.record_id = o.record_id
                        AND e.sequence < o.sequence AND e.state IN ${unsettledSql})
       AND NOT EXISTS (SELECT 1 FROM sync_cursor c WHERE c.collection = o.collection AND c.reconcile IS NOT NULL)
     ORDER BY o.sequence`,
  ).all();
  for (const entry of rows.map(entryOf)) {
    const collection = collectionOf(context, entry.collection);
    if (!collection) continue;
    try {
      const incoming = readIncoming(database, collection, entry.recordId);
      if (!incoming) continue;
      database.transaction(() => meetConflict(workspace, collection, entry, incoming, false)).immediate();
    } catch (error) {
      // A bug about this one record: it leaves on its old base, and the platform has the word; the others go on.
      if (storageReasonOf(error) !== null) throw error;
      localFault(context, error, entry.id);
    }
    workspace.changed('outbox');
    collectionChanged(workspace, entry.collection);
  }
}
