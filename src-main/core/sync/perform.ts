/**
 * Doing an operation: the one door by which a domain's commands write.
 *
 * ```ts
 * const done = inWorkTransaction(workspace, () =>
 *   perform(workspace, noticesCollection, { recordId, kind: 'notices.receive', payload: {} }),
 * );
 * ```
 */
import { personStates } from '#shared/trade/delivery.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { appendAudit } from '../audit/audit.ts';
import type { JournalEntry } from '../database/journal.ts';
import { readMeta } from '../database/meta.ts';
import type { Database } from '../database/types.ts';
import type { Workspace } from '../workspace.ts';
import { claimFiles } from './attachments/claim.ts';
import type { SyncedCollection } from './collection.ts';
import { endEntry, insertEntry, takePlace, unsettledOf } from './outbox/entries.ts';
import { readShadow, replayEntries, replayOn, writeShadow } from './versions.ts';

export interface Work {
  readonly recordId: string;
  /** `notices.receive` */
  readonly kind: string;
  /** Already checked against the domain's schema of the kind. */
  readonly payload: unknown;
  /** Id of a refused, quarantined or not yet sent entry of the same record whose place this work takes. */
  readonly replaces?: string;
  /** It rests on work on other records that was done since: what replaces the last entry of its record leaves last, too. */
  readonly leavesLast?: boolean;
}

export type Performed =
  | { ok: true; operationId: string }
  /**
   * `notFound`: the record is not here. `unresolvedWork`: an earlier entry waits for a person, or `replaces` cannot be
   * replaced. `refused`: the rules say no; `reasons` say why. Nothing was written in any of them.
   */
  | { ok: false; reason: 'notFound' | 'unresolvedWork' | 'refused'; reasons: FieldReason[] };

/** Hears which entries a commit queued, and for how many ms they are held back so that they can be undone. */
type WorkListener = (ids: readonly string[], heldFor: number) => void;
const listeners = new WeakMap<Database, WorkListener>();

/** Calls `heard` after every commit that queued work; the engine listens, so that work leaves soon. One listener. */
export function listenToWork(database: Database, heard: WorkListener): () => void {
  listeners.set(database, heard);
  return () => void listeners.delete(database);
}

/** Entries done in the running transaction, which go to the journal once it is committed. */
const beingWritten = new WeakMap<Database, JournalEntry[]>();

/**
 * Runs a write in ONE transaction: business rows, outbox entries and audit entries stand or fall together. After the
 * commit, and before the person is told, the entries also go to the journal beside the database. What `run` throws rolls
 * everything back and is thrown on (a full disk becomes words at the contract's edge). `heldFor`: ms that the work waits
 * before it leaves, so that it can be undone.
 */
export function inWorkTransaction<Result>(workspace: Workspace, run: () => Result, heldFor = 0): Result {
  const { database } = workspace;
  if (beingWritten.has(database)) return run();
  const entries: JournalEntry[] = [];
  beingWritten.set(database, entries);
  let result: Result;
  try {
    result = database.transaction(run).immediate();
  } finally {
    beingWritten.delete(database);
  }
  if (entries.length > 0) {
    workspace.journal.append(entries);
    workspace.changed('outbox');
    listeners.get(database)?.(
      entries.map(({ id }) => id),
      heldFor,
    );
  }
  return result;
}

/**
 * Does one operation on one record: checks the person's right to it and the domain's rule on what the person sees, keeps the platform's version
 * if this is the first unsent work on the record, queues the operation, stores the new effective version and tells the
 * audit. Only inside `inWorkTransaction`.
 */
export function perform<Data>(workspace: Workspace, collection: SyncedCollection<Data>, work: Work): Performed {
  const { database } = workspace;
  const journal = beingWritten.get(database);
  if (!journal) throw new Error(`${work.kind} performed outside inWorkTransaction`);
  const stored = collection.read(database, work.recordId);
  // A record that begins here rests on nothing: revision 0, no version.
  const begins = !stored && collection.creation?.kind === work.kind;
  if (!stored && !begins) return { ok: false, reason: 'notFound', reasons: [] };
  const noRight = collection.rightRefusal(work.kind, workspace.roles);
  if (noRight) return { ok: false, reason: 'refused', reasons: noRight.reasons };

  const owed = unsettledOf(database, collection.collection, work.recordId);
  const replaced = owed.find((entry) => entry.id === work.replaces);
  if (work.replaces !== undefined && !(replaced && mayBeReplaced(replaced)))
    return { ok: false, reason: 'unresolvedWork', reasons: [] };
  const remaining = owed.filter((entry) => entry !== replaced);
  if (remaining.some(({ state }) => waitsForPerson.has(state)))
    return { ok: false, reason: 'unresolvedWork', reasons: [] };

  const shadow = owed.length > 0 ? readShadow(database, collection, work.recordId) : null;
  const unsent = shadow?.revision === 0 && shadow.data === null;
  const base: { revision: number; data: Data | null } =
    shadow && (shadow.data !== null || unsent) ? shadow : (stored ?? { revision: 0, data: null });
  const place = replaced ? owed.indexOf(replaced) : owed.length;
  const before = replayEntries(collection, work.recordId, base.data, owed.slice(0, place));
  const operation = {
    id: workspace.environment.chance.uuid(),
    kind: work.kind,
    payload: work.payload,
    actor: workspace.actor,
    time: workspace.correctedNow(),
  };
  const done = replayOn(collection, work.recordId, before.data, operation);
  if (!done.ok) return { ok: false, reason: 'refused', reasons: done.reasons };
  const after = replayEntries(collection, work.recordId, done.record, owed.slice(place + 1));
  // What rests on the replaced entry would lose its ground; the person takes those entries back first.
  if (after.skipped.length > 0) return { ok: false, reason: 'unresolvedWork', reasons: [] };

  if (owed.length === 0) writeShadow(database, collection.collection, work.recordId, base);
  const entry = {
    ...operation,
    collection: collection.collection,
    recordId: work.recordId,
    recordTitle: collection.titleOf(after.data),
    deviceEpoch: Number(readMeta(database, 'deviceEpoch') ?? 1),
    replaces: replaced?.id ?? null,
  };
  insertEntry(database, entry);
  claimFiles(workspace, collection, entry);
  if (replaced) {
    endEntry(database, replaced.id, 'replaced', operation.time);
    if (!(work.leavesLast && place === owed.length - 1)) takePlace(database, operation.id, replaced.id);
  }
  collection.write(workspace, [{ id: work.recordId, revision: stored?.revision ?? 0, data: after.data }]);
  appendAudit(workspace, {
    action: work.kind,
    collection: collection.collection,
    recordId: work.recordId,
    operationId: operation.id,
    detail: `${collection.operationNames[work.kind] ?? work.kind}：${entry.recordTitle}${replaced ? '（替代退回或冲突的原操作）' : ''}`,
  });
  journal.push(entry);
  return { ok: true, operationId: operation.id };
}

/** An earlier entry in one of these must be settled by a person before anything new is put on the record. */
const waitsForPerson: ReadonlySet<string> = new Set(personStates);

/**
 * Not what may already be on the platform: an entry under way keeps its place until its fate is known. Not a conflict
 * either: that is decided with both versions in sight (`decideConflict`).
 */
const mayBeReplaced = (entry: { state: string; frozenAt: string | null }): boolean =>
  entry.state === 'rejected' || entry.state === 'quarantined' || (entry.state === 'queued' && entry.frozenAt === null);
