/** 结果未知: asked for by id before anything is sent again. */
import { appendAudit } from '../audit/audit.ts';
import type { Outcome } from '#shared/platform-api/interface.ts';
import type { Exchange } from './classify.ts';
import { replaceEntry, successorId } from './conflicts.ts';
import { collectionOf, type Run, type SyncContext } from './context.ts';
import type { Entry } from './entries.ts';
import { backToQueue, entriesIn, markFailed, showNextAttempt, unfreeze } from './outbox-states.ts';
import { statement } from './statements.ts';

/** Asks for every unknown entry; stops at the first question that gets no answer. */
export async function resolveUnknown(context: SyncContext, run: Run): Promise<Exchange<null>> {
  for (const entry of entriesIn(context.workspace.database, 'unknown')) {
    const resolved = await resolve(context, run, entry);
    if (!resolved.ok) return resolved;
  }
  return { ok: true, value: null };
}

async function resolve(context: SyncContext, run: Run, entry: Entry): Promise<Exchange<null>> {
  const told = await ask(context, run, entry.id);
  if (!told.ok) return told;
  const outcome = told.value;
  if (outcome === null) context.parts.onAbsent(context, entry);
  else if (outcome.outcome !== 'conflict') context.parts.settle(context, outcome);
  else {
    // A database that was set back in time has forgotten what automatically took the entry's place. It is on the platform.
    const successor = await ask(context, run, successorId(entry.id));
    if (!successor.ok) return successor;
    if (successor.value !== null) return resolve(context, run, adoptSuccessor(context, entry));
    context.parts.settle(context, outcome);
  }
  return { ok: true, value: null };
}

async function ask(context: SyncContext, run: Run, id: string): Promise<Exchange<Outcome | null>> {
  const told = await context.client.operationStatus(id, run.signal);
  run.check();
  run.progress();
  return told.ok ? { ok: true, value: told.value.outcome } : told;
}

function adoptSuccessor(context: SyncContext, entry: Entry): Entry {
  const { workspace } = context;
  const { database } = workspace;
  const id = successorId(entry.id);
  database
    .transaction(() => {
      replaceEntry(workspace, collectionOf(context, entry.collection), entry, { ...entry, id, replaces: entry.id });
      markFailed(database, id, 'unknown', { class: 'interrupted', detail: '平台上已有自动改报的操作', raw: null });
    })
    .immediate();
  return { ...entry, id, state: 'unknown', replaces: entry.id };
}

/** The platform does not have the entry: back into the queue under the same id, or aside where it alone keeps failing. */
export function onAbsent(context: SyncContext, entry: Entry): void {
  const { workspace, isolation } = context;
  const { database } = workspace;
  database
    .transaction(() => {
      if (isolation.shouldQuarantine(entry.id)) {
        quarantine(context, entry);
        return;
      }
      const shadow = statement<[string, string], { revision: number }>(
        database,
        'SELECT revision FROM record_shadow WHERE collection = ? AND record_id = ?',
      ).get(entry.collection, entry.recordId);
      // Its base belonged to a history that the platform no longer has.
      if (!shadow || shadow.revision <= 0) unfreeze(database, entry.id);
      backToQueue(database, entry.id);
      const wait = isolation.isSuspect(entry.id) ? isolation.nextDue() : null;
      showNextAttempt(database, entry.id, wait === null ? null : workspace.environment.clock.now() + wait);
    })
    .immediate();
  workspace.changed('outbox');
}

function quarantine({ workspace, isolation }: SyncContext, entry: Entry): void {
  markFailed(workspace.database, entry.id, 'quarantined', {
    class: entry.outcomeClass ?? 'badAnswer',
    detail: entry.outcomeDetail ?? '',
    raw: entry.rawAnswer,
  });
  appendAudit(workspace, {
    action: 'outbox.quarantined',
    collection: entry.collection,
    recordId: entry.recordId,
    operationId: entry.id,
    detail: `多次报送失败，已隔离，其余报送不受影响：${entry.recordTitle}`,
  });
  isolation.settled(entry.id);
}
