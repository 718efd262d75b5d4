/** What the page 报送与冲突 shows. */
import type { DeliveryOf, OperationEntry, OutboxConditions } from '#shared/contract/outbox.ts';
import type { Count } from '#shared/contract/base.ts';
import { type DeliveryState, isUnsettled, outcomeClasses, remedyNames } from '#shared/trade/delivery.ts';
import type { Database } from '#core/database/types.ts';
import type { Workspace } from '#core/workspace.ts';
import type { SyncedCollection } from '../collection.ts';
import { conditionParameters, type ConditionParameters, outboxCondition } from './condition.ts';
import { type Entry, type EntryRow, entriesOn, entryById, entryOf, unsettledSql } from './entries.ts';
import { statement } from '#core/database/statements.ts';

/** No states: all. */
export interface OutboxRequest extends OutboxConditions {
  readonly cursor: string | null;
  readonly limit: number;
}
export interface OutboxPage {
  rows: OperationEntry[];
  nextCursor: string | null;
  count: Count;
}

/** Counting further would cost more than it tells. */
const countLimit = 10_000;

/** Whose screen it is. */
type Viewer = Pick<Workspace, 'database' | 'roles'>;
type OperationFacts = 'operationNames' | 'rightRefusal';

interface PageParameters extends ConditionParameters {
  below: number;
  limit: number;
}

/** Newest first. The cursor is the sequence number below which the page begins. */
export function listOutbox(
  workspace: Viewer,
  collections: ReadonlyMap<string, SyncedCollection>,
  request: OutboxRequest,
): OutboxPage {
  const { database } = workspace;
  const asked = conditionParameters(request);
  const below = request.cursor === null ? Number.MAX_SAFE_INTEGER : Number(request.cursor);
  const rows = statement<[PageParameters], EntryRow>(
    database,
    `SELECT * FROM outbox WHERE ${outboxCondition} AND sequence < @below ORDER BY sequence DESC LIMIT @limit`,
  ).all({
    ...asked,
    below: Number.isSafeInteger(below) ? below : Number.MAX_SAFE_INTEGER,
    limit: request.limit + 1,
  });
  const more = rows.length > request.limit;
  const shown = more ? rows.slice(0, request.limit) : rows;
  const counted = statement<[Omit<PageParameters, 'below'>], { n: number }>(
    database,
    `SELECT count(*) AS n FROM (SELECT 1 FROM outbox WHERE ${outboxCondition} LIMIT @limit)`,
  ).get({ ...asked, limit: countLimit + 1 });
  const count = counted?.n ?? 0;
  return {
    rows: shown.map((row) => entryForScreen(workspace, collections, entryOf(row))),
    nextCursor: more ? String(shown.at(-1)?.sequence ?? '') : null,
    count: { value: Math.min(count, countLimit), capped: count > countLimit },
  };
}

/** One entry as screens show it, or null. */
export function outboxEntry(
  workspace: Viewer,
  collections: ReadonlyMap<string, SyncedCollection>,
  id: string,
): OperationEntry | null {
  const entry = entryById(workspace.database, id);
  return entry ? entryForScreen(workspace, collections, entry) : null;
}

/** Where operations stand that were just done. Ids that are not here count for nothing. */
export function deliveryOf(
  workspace: Viewer,
  collections: ReadonlyMap<string, SyncedCollection>,
  ids: readonly string[],
): DeliveryOf {
  const { database } = workspace;
  const byState: DeliveryOf['byState'] = {};
  const stateOf = statement<[string], { state: DeliveryState }>(database, 'SELECT state FROM outbox WHERE id = ?');
  const only = ids.length === 1 && ids[0] !== undefined ? standingEntry(database, ids[0]) : null;
  for (const id of ids) {
    const state = only?.state ?? stateOf.get(id)?.state;
    const standing = state === 'replaced' ? standingEntry(database, id)?.state : state;
    if (standing) byState[standing] = (byState[standing] ?? 0) + 1;
  }
  return { byState, one: only && entryForScreen(workspace, collections, only) };
}

/** The entry, or what stands in its place by now. */
function standingEntry(database: Database, id: string): Entry | null {
  const entry = entryById(database, id);
  if (entry?.state !== 'replaced') return entry;
  const others = entriesOn(database, entry.collection, entry.recordId);
  for (let standing = entry; ;) {
    const next = others.find(({ replaces }) => replaces === standing.id);
    if (!next) return standing;
    standing = next;
  }
}

/** Everything done here on one record as screens show it, oldest first. */
export function operationsOn(
  workspace: Viewer,
  collection: Pick<SyncedCollection, 'collection' | OperationFacts>,
  recordId: string,
): OperationEntry[] {
  const collections = new Map([[collection.collection, collection]]);
  return entriesOn(workspace.database, collection.collection, recordId).map((entry) =>
    entryForScreen(workspace, collections, entry),
  );
}

function entryForScreen(
  { database, roles }: Viewer,
  collections: ReadonlyMap<string, Pick<SyncedCollection, OperationFacts>>,
  entry: Entry,
): OperationEntry {
  const facts = entry.outcomeClass === null ? null : outcomeClasses[entry.outcomeClass];
  const collection = collections.get(entry.collection);
  return {
    id: entry.id,
    sequence: entry.sequence,
    collection: entry.collection,
    recordId: entry.recordId,
    kind: entry.kind,
    kindName: collection?.operationNames[entry.kind] ?? entry.kind,
    recordTitle: entry.recordTitle,
    person: entry.actor.name,
    time: entry.time,
    state: entry.state,
    attempts: entry.attempts,
    nextAttemptAt: entry.nextAttemptAt === null ? null : new Date(entry.nextAttemptAt).toISOString(),
    settledAt: entry.settledAt,
    receiptNumber: entry.receiptNumber,
    outcome:
      facts === null || entry.outcomeClass === null || !isUnsettled(entry.state)
        ? null
        : { class: entry.outcomeClass, text: facts.text, next: facts.next, remedy: remedyNames[facts.remedy] },
    reasons: entry.reasons,
    rawAnswer: entry.rawAnswer,
    canWithdraw: mayWithdraw(entry),
    canRetry: entry.state === 'quarantined' || entry.state === 'queued' || entry.state === 'unknown',
    canTakeOver: collection !== undefined && mayTakeOver(entry, collection, roles),
    waitsForEarlier: entry.state === 'queued' && hasEarlier(database, entry),
  };
}

/** What has not begun to leave, and what the platform refused or certainly does not have. */
export const mayWithdraw = (entry: Pick<Entry, 'state' | 'frozenAt'>): boolean =>
  (entry.state === 'queued' && entry.frozenAt === null) ||
  entry.state === 'rejected' ||
  // Quarantine is entered only after the platform said that it does not have the entry.
  entry.state === 'quarantined';

/** What the platform refused for want of a right alone, to somebody who has it. */
export const mayTakeOver = (
  { state, outcomeClass, kind }: Pick<Entry, 'state' | 'outcomeClass' | 'kind'>,
  collection: Pick<SyncedCollection, 'rightRefusal'>,
  roles: readonly string[],
): boolean => state === 'rejected' && outcomeClass === 'noRight' && collection.rightRefusal(kind, roles) === null;

function hasEarlier(database: Database, entry: Entry): boolean {
  const row = statement<[string, string, number], { one: number }>(
    database,
    `SELECT 1 AS one FROM outbox WHERE collection = ? AND record_id = ? AND sequence < ? AND state IN ${unsettledSql} LIMIT 1`,
  ).get(entry.collection, entry.recordId, entry.sequence);
  return row !== undefined;
}
