/** 结果未知: asked for by id before anything is sent again. */
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import { appendAudit } from '#core/audit/audit.ts';
import type { Outcome } from '#shared/platform-api/interface.ts';
import { type Exchange, type ExchangeFailure, failure } from '../line/classify.ts';
import { replaceEntry, successorId } from '../conflicts/conflicts.ts';
import { collectionOf, type SyncContext } from '../context.ts';
import type { StepContext } from '../phases.ts';
import type { Run } from '../run.ts';
import type { Entry } from '../outbox/entries.ts';
import { backToQueue, entriesIn, markFailed, markUnanswered, showNextAttempt, unfreeze } from '../outbox/states.ts';
import { trySettle } from './settle.ts';
import { statement } from '#core/database/statements.ts';

/** Questions in a row without an answer: then it is not about the one operation. */
const mostTroubled = 2;
/** Failures that may be about the one question. Any other says something about the platform or the line. */
const aboutOne: ReadonlySet<OutcomeClass> = new Set([
  'serverFault',
  'badAnswer',
  'interrupted',
  'timeout',
  'badRequest',
  'localFault',
]);

/** Asks for every unknown entry. One that gets no usable answer is asked for later and keeps nothing else from leaving. */
export async function resolveUnknown(context: SyncContext, run: Run): Promise<Exchange<null>> {
  const { questions, workspace } = context;
  let troubled = 0;
  for (const entry of entriesIn(workspace.database, 'unknown')) {
    if (!questions.isDue(entry.id)) continue;
    const resolved = await resolve(context, run, entry);
    if (resolved.ok) {
      questions.over(entry.id);
      troubled = 0;
      continue;
    }
    if (!aboutOne.has(resolved.failure.class)) return resolved;
    askLater(context, entry, resolved.failure);
    troubled += 1;
    if (troubled >= mostTroubled) return resolved;
  }
  return { ok: true, value: null };
}

function askLater({ questions, isolation, workspace }: SyncContext, { id }: Entry, why: ExchangeFailure): void {
  const { database, environment } = workspace;
  const wait = questions.failed(id);
  isolation.postpone(id, wait);
  database
    .transaction(() => {
      // The id may be another by now: what automatically took its place is asked for next.
      markUnanswered(database, id, why);
      showNextAttempt(database, id, environment.clock.now() + wait);
    })
    .immediate();
  workspace.changed('outbox');
}

async function resolve(context: SyncContext, run: Run, entry: Entry): Promise<Exchange<null>> {
  const told = await ask(context, run, entry.id);
  if (!told.ok) return told;
  const outcome = told.value;
  if (outcome === null) {
    if (context.questions.doubts(entry.id)) return failure('badAnswer', '平台先答有冲突，再问却说没有收到');
    context.parts.onAbsent(context, entry);
  } else if (outcome.outcome !== 'conflict') return trySettle(context, outcome) ?? { ok: true, value: null };
  else {
    // A database that was set back in time has forgotten what automatically took the entry's place. It is on the platform.
    const successor = await ask(context, run, successorId(entry.id));
    if (!successor.ok) return successor;
    if (successor.value !== null) return resolve(context, run, adoptSuccessor(context, entry));
    return trySettle(context, outcome) ?? { ok: true, value: null };
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
export function onAbsent(context: StepContext, entry: Entry): void {
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
      // Its base belonged to a history that the platform no longer has. What makes a record rests on none: it stays frozen,
      // since a copy of it may still be under way, and a person must not take it back.
      const makesRecord = collectionOf(context, entry.collection)?.creation?.kind === entry.kind;
      if (!makesRecord && (!shadow || shadow.revision <= 0)) unfreeze(database, entry.id);
      backToQueue(database, entry.id);
      const wait = isolation.isSuspect(entry.id) ? isolation.nextDue() : null;
      showNextAttempt(database, entry.id, wait === null ? null : workspace.environment.clock.now() + wait);
    })
    .immediate();
  workspace.changed('outbox');
}

function quarantine({ workspace, isolation }: StepContext, entry: Entry): void {
  const outcome = entry.outcomeClass ?? 'badAnswer';
  markFailed(workspace.database, entry.id, 'quarantined', {
    // The others got through meanwhile: no login and no permission is what this one lacks.
    class: outcome === 'portal' || outcome === 'forbidden' ? 'blocked' : outcome,
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
