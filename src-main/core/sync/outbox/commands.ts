/** What a person does with an entry of the outbox: take it back, try it again. */
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { appendAudit } from '#core/audit/audit.ts';
import { collectionChanged, collectionOf, type SyncContext } from '../context.ts';
import { type Entry, endEntry, entryById, unsettledOf } from './entries.ts';
import { inWorkTransaction, perform } from '../perform.ts';
import { backToQueue, showNextAttempt } from './states.ts';
import { mayTakeOver, mayWithdraw } from './queries.ts';
import { refreshEffective } from '../versions.ts';

export type Withdrawn =
  { ok: true; withdrawn: string[] } | { ok: false; reason: 'notFound' | 'alreadySending' | 'refused' };

/**
 * Takes an entry back together with the later ones of its record, which rest on it; the record becomes what it was. Never
 * what may be on the platform already. All or nothing.
 */
export function withdraw(context: SyncContext, id: string): Withdrawn {
  const done = context.workspace.database.transaction(() => takeBack(context, id)).immediate();
  if (!done.ok) return done;
  tellTakenBack(context, done.going);
  return { ok: true, withdrawn: done.going.map((one) => one.id) };
}

/**
 * Takes back what a command just did, newest first, in one transaction. What has left meanwhile stays, and is counted as
 * left like what cannot be found.
 */
export function undo(context: SyncContext, ids: readonly string[]): { undone: number; left: number } {
  const going = new Map<string, Entry>();
  context.workspace.database
    .transaction(() => {
      for (const id of ids.toReversed()) {
        const done = takeBack(context, id);
        if (done.ok) for (const one of done.going) going.set(one.id, one);
      }
    })
    .immediate();
  tellTakenBack(context, [...going.values()]);
  const undone = ids.filter((id) => going.has(id)).length;
  return { undone, left: ids.length - undone };
}

type TakenBack = { ok: true; going: Entry[] } | Extract<Withdrawn, { ok: false }>;

/** Inside the caller's transaction. */
function takeBack(context: SyncContext, id: string): TakenBack {
  const { workspace } = context;
  const { database } = workspace;
  const entry = entryById(database, id);
  if (!entry) return { ok: false, reason: 'notFound' };
  const owed = unsettledOf(database, entry.collection, entry.recordId);
  const going = owed.slice(owed.findIndex((one) => one.id === id));
  if (!owed.some((one) => one.id === id) || entry.state === 'conflict') return { ok: false, reason: 'refused' };
  if (!going.every(mayWithdraw)) return { ok: false, reason: 'alreadySending' };
  const at = workspace.correctedNow();
  for (const one of going) {
    endEntry(database, one.id, 'withdrawn', at);
    appendAudit(workspace, {
      action: 'outbox.withdrawn',
      collection: one.collection,
      recordId: one.recordId,
      operationId: one.id,
      detail: `撤回未报送的操作：${one.recordTitle}`,
    });
  }
  const collection = collectionOf(context, entry.collection);
  if (collection) refreshEffective(workspace, collection, entry.recordId);
  return { ok: true, going };
}

/** After the commit: to the journal, as a restored backup must not send what was taken back, and to the screens. */
function tellTakenBack({ workspace }: SyncContext, going: readonly Entry[]): void {
  if (going.length === 0) return;
  workspace.journal.append(going.map((one) => ({ ...one, ended: 'withdrawn' as const })));
  workspace.changed('outbox');
  for (const collection of new Set(going.map((one) => one.collection))) collectionChanged(workspace, collection);
}

export type TakenOver =
  | { ok: true; operationId: string }
  | { ok: false; reason: 'notFound' | 'refused' | 'unresolvedWork'; fields?: FieldReason[] };

/**
 * Does once more what the platform refused for want of a right, in the name of the signed-in person, who has it: the one
 * who did it and has got the right since, or a colleague. The refused entry is replaced, in its place.
 */
export function takeOver(context: SyncContext, id: string): TakenOver {
  const { workspace } = context;
  const entry = entryById(workspace.database, id);
  const collection = entry && collectionOf(context, entry.collection);
  if (!entry || !collection) return { ok: false, reason: 'notFound' };
  if (!mayTakeOver(entry, collection, workspace.roles)) return { ok: false, reason: 'refused' };
  const { recordId, kind, payload } = entry;
  const done = inWorkTransaction(workspace, () =>
    perform(workspace, collection, { recordId, kind, payload, replaces: id }),
  );
  if (!done.ok) return { ok: false, reason: done.reason, fields: done.reasons };
  collectionChanged(workspace, entry.collection);
  return done;
}

/** Tries again now, under the same id: out of quarantine, or without the rest of its wait. */
export function retry(context: SyncContext, id: string): { ok: true } | { ok: false; reason: 'notFound' | 'refused' } {
  const { workspace, held, isolation, questions } = context;
  const { database } = workspace;
  const entry = entryById(database, id);
  if (!entry) return { ok: false, reason: 'notFound' };
  if (entry.state !== 'quarantined' && entry.state !== 'queued' && entry.state !== 'unknown')
    return { ok: false, reason: 'refused' };
  database
    .transaction(() => {
      showNextAttempt(database, id, null);
      if (entry.state !== 'quarantined') return;
      backToQueue(database, id);
      appendAudit(workspace, {
        action: 'outbox.retried',
        collection: entry.collection,
        recordId: entry.recordId,
        operationId: id,
        detail: `解除隔离，重新报送：${entry.recordTitle}`,
      });
    })
    .immediate();
  held.letGo(id);
  isolation.forgive(id);
  questions.over(id);
  workspace.changed('outbox');
  return { ok: true };
}
