/** Rows of the outbox: reading them, adding one, moving one to another state. Nothing here decides anything. */
import { type DeliveryState, type OutcomeClass, personStates, unsettledStates } from '#shared/trade/delivery.ts';
import { actorSchema, type Actor } from '#shared/platform-api/common.ts';
import { fieldReasonSchema, type FieldReason } from '#shared/platform-api/interface.ts';
import { z } from 'zod';
import type { Database } from '#core/database/types.ts';
import type { ReplayedOperation } from '../collection.ts';
import { statement } from '#core/database/statements.ts';

/** One operation done here, as the outbox holds it. */
export interface Entry extends ReplayedOperation {
  /** Order of doing, and of sending per record. */
  readonly sequence: number;
  readonly collection: string;
  readonly recordId: string;
  readonly recordTitle: string;
  /** null until the whole entry was frozen for sending. */
  readonly baseRevision: number | null;
  readonly frozenAt: string | null;
  readonly deviceEpoch: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly outcomeClass: OutcomeClass | null;
  readonly outcomeDetail: string | null;
  readonly reasons: FieldReason[];
  readonly rawAnswer: string | null;
  readonly settledAt: string | null;
  readonly acceptedRevision: number | null;
  readonly receiptNumber: string | null;
  readonly replaces: string | null;
}

/** The row as SQLite gives it. */
export interface EntryRow {
  sequence: number;
  id: string;
  collection: string;
  record_id: string;
  record_title: string;
  kind: string;
  payload: string;
  actor: string;
  time: string;
  base_revision: number | null;
  frozen_at: string | null;
  device_epoch: number;
  state: DeliveryState;
  attempts: number;
  next_attempt_at: number | null;
  outcome_class: OutcomeClass | null;
  outcome_detail: string | null;
  reasons: string | null;
  raw_answer: string | null;
  settled_at: string | null;
  accepted_revision: number | null;
  receipt_number: string | null;
  replaces: string | null;
}

const reasonsSchema = z.array(fieldReasonSchema);

export function entryOf(row: EntryRow): Entry {
  return {
    sequence: row.sequence,
    id: row.id,
    collection: row.collection,
    recordId: row.record_id,
    recordTitle: row.record_title,
    kind: row.kind,
    payload: JSON.parse(row.payload),
    actor: actorSchema.parse(JSON.parse(row.actor)),
    time: row.time,
    baseRevision: row.base_revision,
    frozenAt: row.frozen_at,
    deviceEpoch: row.device_epoch,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    outcomeClass: row.outcome_class,
    outcomeDetail: row.outcome_detail,
    reasons: row.reasons === null ? [] : reasonsSchema.parse(JSON.parse(row.reasons)),
    rawAnswer: row.raw_answer,
    settledAt: row.settled_at,
    acceptedRevision: row.accepted_revision,
    receiptNumber: row.receipt_number,
    replaces: row.replaces,
  };
}

const sqlList = (states: readonly DeliveryState[]): string => `(${states.map((state) => `'${state}'`).join(',')})`;
/** SQL list of the states in which something is still owed. */
export const unsettledSql = sqlList(unsettledStates);
/** SQL list of the states that wait for a person. */
export const personSql = sqlList(personStates);

/** Entries of one record in which something is still owed, oldest first. */
export function unsettledOf(database: Database, collection: string, recordId: string): Entry[] {
  return statement<[string, string], EntryRow>(
    database,
    `SELECT * FROM outbox WHERE collection = ? AND record_id = ? AND state IN ${unsettledSql} ORDER BY sequence`,
  )
    .all(collection, recordId)
    .map(entryOf);
}

/** Everything that was ever done here on one record, oldest first. */
export function entriesOn(database: Database, collection: string, recordId: string): Entry[] {
  return statement<[string, string], EntryRow>(
    database,
    'SELECT * FROM outbox WHERE collection = ? AND record_id = ? ORDER BY sequence',
  )
    .all(collection, recordId)
    .map(entryOf);
}

export function entryById(database: Database, id: string): Entry | null {
  const row = statement<[string], EntryRow>(database, 'SELECT * FROM outbox WHERE id = ?').get(id);
  return row ? entryOf(row) : null;
}

export interface NewEntry {
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  readonly recordTitle: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly actor: Actor;
  readonly time: string;
  readonly deviceEpoch: number;
  readonly replaces: string | null;
}

/** Adds an entry at the end of the queue. */
export function insertEntry(database: Database, entry: NewEntry): void {
  statement<(string | number | null)[]>(
    database,
    `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, replaces, state, attempts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0)`,
  ).run(
    entry.id,
    entry.collection,
    entry.recordId,
    entry.recordTitle,
    entry.kind,
    JSON.stringify(entry.payload),
    JSON.stringify(entry.actor),
    entry.time,
    entry.deviceEpoch,
    entry.replaces,
  );
}

/**
 * Gives `successor` the place in the queue that `ended` had, so that what was done after it still comes after it. The
 * ended entry, which will never be sent, moves to the end.
 */
export function takePlace(database: Database, successor: string, ended: string): void {
  const sequenceOf = statement<[string], { sequence: number }>(database, 'SELECT sequence FROM outbox WHERE id = ?');
  const place = sequenceOf.get(ended)?.sequence;
  if (place === undefined) throw new Error(`no entry ${ended} to take the place of`);
  const move = statement<[number, string]>(database, 'UPDATE outbox SET sequence = ? WHERE id = ?');
  const last = statement<[], { last: number }>(database, 'SELECT max(sequence) AS last FROM outbox').get()?.last ?? 0;
  move.run(last + 1, ended);
  move.run(place, successor);
}

/** A state from which an entry never moves again, with the time of it. */
export function endEntry(database: Database, id: string, state: 'withdrawn' | 'replaced', at: string): void {
  statement<[string, string, string]>(
    database,
    'UPDATE outbox SET state = ?, settled_at = ?, next_attempt_at = NULL WHERE id = ?',
  ).run(state, at, id);
}
