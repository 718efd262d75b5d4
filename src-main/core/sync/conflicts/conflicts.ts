/** What happens when the platform's version of a record is not the one that an operation was done on. */
import { createHash } from 'node:crypto';
import { appendAudit } from '#core/audit/audit.ts';
import type { Workspace } from '#core/workspace.ts';
import { claimFiles } from '../attachments/claim.ts';
import type { SyncedCollection } from '../collection.ts';
import { compareVersions, type FieldDifference } from './compare.ts';
import { differencesOf } from './differences.ts';
import { type Entry, endEntry, entryById, insertEntry, takePlace, unsettledOf } from '../outbox/entries.ts';
import { markConflict } from '../outbox/states.ts';
import { statement } from '#core/database/statements.ts';
import {
  dropIncoming,
  type Incoming,
  readIncoming,
  readShadow,
  refreshEffective,
  replayOn,
  writeIncoming,
  writeShadow,
} from '../versions.ts';

/** Operations that follow each other automatically before a person is asked: a platform that always says no must not be asked for ever. */
const automaticRebases = 5;

/**
 * Puts an operation on the platform's newer version where the two sides touched different things and the rules still
 * allow it; opens a conflict otherwise. Inside the caller's transaction. `current` null: the record is gone or no longer
 * this department's. `answered`: the platform has answered this id for good, even where a database that was set back
 * knows of no sending.
 */
export function meetConflict<Data>(
  workspace: Workspace,
  collection: SyncedCollection<Data>,
  entry: Entry,
  current: Incoming<Data> | null,
  answered: boolean,
): void {
  const { database } = workspace;
  const { recordId } = entry;
  const shadow = readShadow(database, collection, recordId);
  const baseRevision = Math.max(0, shadow?.revision ?? 0);
  // A removal told by an outcome has no revision of its own; the one that the stream brings later is higher.
  const told = current ?? { revision: baseRevision + 1, data: null };
  const isNews = shadow === null || told.revision > shadow.revision;
  if (isNews) writeIncoming(database, collection.collection, recordId, told, workspace.correctedNow());
  // Work that was accepted once and lost goes first again, or the base has moved on since this answer was given: the
  // answer is final for its id, so a successor takes the place, to leave in its turn on the base that it finds then.
  const isBehind = unsettledOf(database, collection.collection, recordId).some((one) => one.sequence < entry.sequence);
  if (answered && (isBehind || !isNews) && !hasManyAncestors(workspace, entry)) {
    succeed(workspace, collection, entry);
    return;
  }
  const theirs = readIncoming(database, collection, recordId) ?? told;
  const base = shadow?.data ?? null;
  const replayed = replayOn(collection, recordId, base, entry);
  const mine = replayed.ok ? replayed.record : base;

  const rebased =
    theirs.data !== null && base !== null && replayed.ok ? rebasedOn(workspace, collection, entry, theirs.data) : null;
  if (theirs.data !== null && rebased !== null) {
    const differences = (of: unknown) =>
      compareVersions(base, of, theirs.data).filter((one) => !isGathered(collection, one));
    const overlapping =
      differences(mine).some(({ changedBy }) => changedBy === 'both') ||
      differencesOf(collection, base, mine, theirs.data).some(
        (one) => one.changedBy === 'both' && !isGathered(collection, one),
      );
    // An operation that carries a whole form would put back what only the other side changed in it.
    const undone = differences(rebased).some(({ changedBy }) => changedBy === 'theirs' || changedBy === 'both');
    if (!overlapping && !undone) {
      rebase(workspace, collection, entry, { revision: theirs.revision, data: theirs.data }, answered);
      return;
    }
  }
  openConflict(workspace, collection, entry, { base, baseRevision, mine, theirs });
}

/** Whether both sides only added to a list that gathers what everybody adds. */
function isGathered(
  { gatheringFields = [] }: Pick<SyncedCollection, 'gatheringFields'>,
  { path, base, mine, theirs }: FieldDifference,
): boolean {
  if (!gatheringFields.includes(path) || !Array.isArray(mine) || !Array.isArray(theirs)) return false;
  const before: unknown[] = Array.isArray(base) ? base : [];
  return [mine, theirs].every((after: unknown[]) => before.every((one) => after.includes(one)));
}

/** The record after the operation on the platform's version; null where it may not be put on it without asking. */
function rebasedOn<Data>(
  workspace: Workspace,
  collection: SyncedCollection<Data>,
  entry: Entry,
  theirs: Data,
): Data | null {
  if (collection.isFinal(theirs, entry.kind) || hasManyAncestors(workspace, entry)) return null;
  const replayed = replayOn(collection, entry.recordId, theirs, entry);
  return replayed.ok ? replayed.record : null;
}

function hasManyAncestors({ database }: Workspace, entry: Entry): boolean {
  let ancestor = entry.replaces;
  for (let count = 0; ancestor !== null; count += 1) {
    if (count >= automaticRebases) return true;
    ancestor = entryById(database, ancestor)?.replaces ?? null;
  }
  return false;
}

/** Puts the successor in the entry's place; returns its id. */
function succeed(workspace: Workspace, collection: SyncedCollection, entry: Entry): string {
  const id = successorId(entry.id);
  replaceEntry(workspace, collection, entry, { ...entry, id, replaces: entry.id });
  refreshEffective(workspace, collection, entry.recordId);
  return id;
}

/** The same operation on the newer version. One that never left keeps its id; one that was answered gets a successor: its own answer is final. */
function rebase<Data>(
  workspace: Workspace,
  collection: SyncedCollection<Data>,
  entry: Entry,
  theirs: { revision: number; data: Data },
  answered: boolean,
): void {
  const { database } = workspace;
  const operationId = answered ? succeed(workspace, collection, entry) : entry.id;
  writeShadow(database, collection.collection, entry.recordId, theirs);
  dropIncoming(database, collection.collection, entry.recordId);
  appendAudit(workspace, {
    action: 'outbox.rebased',
    collection: collection.collection,
    recordId: entry.recordId,
    operationId,
    detail: `平台上的内容有变化，与本机的改动不冲突，自动改在新内容上报送：${entry.recordTitle}`,
  });
  refreshEffective(workspace, collection, entry.recordId);
}

/**
 * Id of the operation that automatically takes the place of another one: always the same for the same one, so that a
 * database that was set back in time makes no second successor. A UUID of version 8 (RFC 9562: made by own rules).
 */
export function successorId(id: string): string {
  const hash = createHash('sha256').update(`rebased ${id}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The ids under which an operation may stand: its own, and those of what automatically took its place in turn. */
export function lineOf(id: string): string[] {
  const line = [id];
  while (line.length <= automaticRebases + 1) line.push(successorId(line.at(-1) ?? id));
  return line;
}

/** Ends an entry and lets another take its place in the queue. `collection` null: this client does not know it. */
export function replaceEntry(
  workspace: Workspace,
  collection: SyncedCollection | null,
  ended: Entry,
  successor: Parameters<typeof insertEntry>[1],
): void {
  insertEntry(workspace.database, successor);
  if (collection) claimFiles(workspace, collection, successor);
  endEntry(workspace.database, ended.id, 'replaced', workspace.correctedNow());
  takePlace(workspace.database, successor.id, ended.id);
}

function openConflict(
  workspace: Workspace,
  collection: SyncedCollection,
  entry: Entry,
  versions: { base: unknown; baseRevision: number; mine: unknown; theirs: Incoming },
): void {
  const { database } = workspace;
  const { base, baseRevision, mine, theirs } = versions;
  statement<(string | number | null)[]>(
    database,
    `INSERT INTO conflict (id, collection, record_id, operation_id, base_revision, base, mine, theirs_revision, theirs, found_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    workspace.environment.chance.uuid(),
    collection.collection,
    entry.recordId,
    entry.id,
    baseRevision,
    JSON.stringify(base),
    JSON.stringify(mine),
    theirs.revision,
    theirs.data === null ? null : JSON.stringify(theirs.data),
    workspace.correctedNow(),
  );
  markConflict(database, entry.id, theirs.data === null ? '平台已收回或改派这条记录' : '平台上的内容已被他人修改');
  appendAudit(workspace, {
    action: 'outbox.conflict',
    collection: collection.collection,
    recordId: entry.recordId,
    operationId: entry.id,
    detail: `${entry.recordTitle}：平台上的内容与本机的改动冲突，等待选择`,
  });
  refreshEffective(workspace, collection, entry.recordId);
}

/** Shows an open conflict the newest version that arrived meanwhile. Inside the caller's transaction. */
export function refreshConflict(
  workspace: Workspace,
  collection: string,
  recordId: string,
  theirs: { revision: number; data: unknown },
): void {
  statement<[number, string | null, string, string, number]>(
    workspace.database,
    `UPDATE conflict SET theirs_revision = ?, theirs = ?
     WHERE collection = ? AND record_id = ? AND decided_at IS NULL AND coalesce(theirs_revision, 0) < ?`,
  ).run(
    theirs.revision,
    theirs.data === null ? null : JSON.stringify(theirs.data),
    collection,
    recordId,
    theirs.revision,
  );
}
