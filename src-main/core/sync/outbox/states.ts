/** Moves of outbox entries between states. Each is one statement inside the caller's transaction. */
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import { noRightCode } from '#shared/trade/rights.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { Database } from '#core/database/types.ts';
import type { ExchangeFailure } from '../line/classify.ts';
import type { Entry, EntryRow } from './entries.ts';
import { entryOf } from './entries.ts';
import { statement } from '#core/database/statements.ts';

/** Freezes an entry in the transaction before its first byte leaves. An entry that was frozen before keeps its base. */
export function markSending(database: Database, id: string, baseRevision: number, at: string): void {
  statement<[number, string, string]>(
    database,
    `UPDATE outbox SET state = 'sending', base_revision = coalesce(base_revision, ?), frozen_at = coalesce(frozen_at, ?),
       attempts = attempts + 1, next_attempt_at = NULL WHERE id = ? AND state = 'queued'`,
  ).run(baseRevision, at, id);
}

/** Whatever was under way when a round ended without an answer: nobody knows, so it is asked for before any resend. */
export function sendingToUnknown(database: Database, detail: string): number {
  return statement<[string]>(
    database,
    `UPDATE outbox SET state = 'unknown', outcome_class = coalesce(outcome_class, 'interrupted'),
       outcome_detail = coalesce(outcome_detail, ?) WHERE state = 'sending'`,
  ).run(detail).changes;
}

/** What a failed exchange leaves behind. */
export function markFailed(
  database: Database,
  id: string,
  state: 'queued' | 'unknown' | 'quarantined',
  failure: Pick<ExchangeFailure, 'class' | 'detail' | 'raw'>,
): void {
  statement<[string, OutcomeClass, string, string | null, string]>(
    database,
    'UPDATE outbox SET state = ?, outcome_class = ?, outcome_detail = ?, raw_answer = ? WHERE id = ?',
  ).run(state, failure.class, failure.detail, failure.raw, id);
}

/** What became of it was asked and not told; the entry may have been replaced meanwhile. */
export function markUnanswered(
  database: Database,
  id: string,
  failure: Pick<ExchangeFailure, 'class' | 'detail' | 'raw'>,
): void {
  statement<[OutcomeClass, string, string | null, string]>(
    database,
    `UPDATE outbox SET outcome_class = ?, outcome_detail = ?, raw_answer = ? WHERE id = ? AND state = 'unknown'`,
  ).run(failure.class, failure.detail, failure.raw, id);
}

/** The platform says that it never saw the entry: it may be sent again, unchanged, under the same id. */
export function backToQueue(database: Database, id: string): void {
  statement<[string]>(database, "UPDATE outbox SET state = 'queued' WHERE id = ?").run(id);
}

/** Frees an entry of a base that belonged to a history which the platform no longer has. It was never accepted there. */
export function unfreeze(database: Database, id: string): void {
  statement<[string]>(
    database,
    `UPDATE outbox SET base_revision = NULL, frozen_at = NULL, accepted_revision = NULL, receipt_number = NULL,
       settled_at = NULL WHERE id = ?`,
  ).run(id);
}

export function markAccepted(
  database: Database,
  id: string,
  accepted: { revision: number; receiptNumber: string },
  at: string,
): void {
  statement<[string, number, string, string]>(
    database,
    `UPDATE outbox SET state = 'accepted', settled_at = ?, accepted_revision = ?, receipt_number = ?,
       outcome_class = NULL, outcome_detail = NULL, next_attempt_at = NULL WHERE id = ?`,
  ).run(at, accepted.revision, accepted.receiptNumber, id);
}

export function markRejected(
  database: Database,
  id: string,
  reasons: readonly FieldReason[],
  raw: string,
  at: string,
): void {
  // Nothing in what was written can be mended then: it waits for the right, or for somebody who has it.
  const outcomeClass: OutcomeClass = reasons.every(({ code }) => code === noRightCode) ? 'noRight' : 'refusedRecord';
  statement<[string, string, string, string, string, string]>(
    database,
    `UPDATE outbox SET state = 'rejected', settled_at = ?, reasons = ?, raw_answer = ?, outcome_class = ?,
       outcome_detail = ?, next_attempt_at = NULL WHERE id = ?`,
  ).run(
    at,
    JSON.stringify(reasons),
    raw,
    outcomeClass,
    reasons
      .map(({ message }) => message)
      .join('；')
      .slice(0, 1000),
    id,
  );
}

export function markConflict(database: Database, id: string, detail: string): void {
  statement<[string, string]>(
    database,
    `UPDATE outbox SET state = 'conflict', outcome_class = 'conflict', outcome_detail = ?, next_attempt_at = NULL WHERE id = ?`,
  ).run(detail, id);
}

/** When a waiting entry will be tried again, for showing; local wall clock, ms. */
export function showNextAttempt(database: Database, id: string, at: number | null): void {
  statement<[number | null, string]>(database, 'UPDATE outbox SET next_attempt_at = ? WHERE id = ?').run(at, id);
}

export function entriesIn(database: Database, state: 'unknown' | 'sending'): Entry[] {
  return statement<[string], EntryRow>(database, 'SELECT * FROM outbox WHERE state = ? ORDER BY sequence')
    .all(state)
    .map(entryOf);
}
