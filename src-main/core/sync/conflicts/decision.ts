/** A person decides a conflict: field by field, with a reason; both versions stay. */
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { appendAudit } from '#core/audit/audit.ts';
import type { JournalEntry } from '#core/database/journal.ts';
import { readMeta } from '#core/database/meta.ts';
import type { Side, SyncedCollection } from '../collection.ts';
import { replaceEntry } from './conflicts.ts';
import { differencesOf, jointDecisions, preselected } from './differences.ts';
import { collectionChanged, collectionOf, type SyncContext } from '../context.ts';
import { type Entry, endEntry, entryById, unsettledOf } from '../outbox/entries.ts';
import { mayWithdraw } from '../outbox/queries.ts';
import { statement } from '#core/database/statements.ts';
import { dropIncoming, refreshEffective, replayOn, writeShadow } from '../versions.ts';

export interface ConflictRow {
  id: string;
  collection: string;
  record_id: string;
  operation_id: string;
  base_revision: number;
  base: string;
  mine: string;
  theirs_revision: number | null;
  theirs: string | null;
  found_at: string;
  decision: string | null;
  decided_at: string | null;
}

export interface Decision {
  readonly id: string;
  /** The platform's version that the person looked at; another one has come meanwhile: look again. */
  readonly theirsRevision: number | null;
  /** By path. What is not named follows the side that changed it. */
  readonly choices: Readonly<Record<string, Side>>;
  readonly reason: string;
}
export type Decided =
  | { ok: true; operationId: string | null }
  | { ok: false; reason: 'notFound' | 'refused'; detail?: string; fields?: FieldReason[] };

export function conflictRow(context: SyncContext, id: string): ConflictRow | null {
  return (
    statement<[string], ConflictRow>(context.workspace.database, 'SELECT * FROM conflict WHERE id = ?').get(id) ?? null
  );
}

/** Puts the decision in force in one transaction. Nothing is changed where it is refused. */
export function decideConflict(context: SyncContext, decision: Decision): Decided {
  const { workspace } = context;
  const { database } = workspace;
  const row = conflictRow(context, decision.id);
  const entry = row ? entryById(database, row.operation_id) : null;
  const collection = row ? collectionOf(context, row.collection) : null;
  if (!row || !entry || !collection || row.decided_at !== null || entry.state !== 'conflict')
    return { ok: false, reason: 'notFound' };
  if (row.theirs_revision !== decision.theirsRevision)
    return { ok: false, reason: 'refused', detail: '平台上的内容刚刚又有变化，请重新比较后再选择' };

  const ended: Entry[] = [];
  const next = database
    .transaction((): Decided & { journal?: JournalEntry } => {
      const read = row.theirs === null ? null : collection.schema.safeParse(JSON.parse(row.theirs));
      if (read?.success === false)
        return { ok: false, reason: 'refused', detail: '这个版本的客户端看不懂平台上的内容，请技术人员升级客户端' };
      const theirs: unknown = read?.data ?? null;
      const resolved = resolve(context, collection, entry, row, theirs, decision);
      if (!resolved.ok) return resolved;
      const at = workspace.correctedNow();
      writeShadow(database, row.collection, row.record_id, {
        revision: Math.max(row.theirs_revision ?? 0, 0),
        data: theirs,
      });
      dropIncoming(database, row.collection, row.record_id);
      let journal: JournalEntry | undefined;
      if (resolved.redo) {
        journal = {
          id: workspace.environment.chance.uuid(),
          collection: row.collection,
          recordId: row.record_id,
          recordTitle: entry.recordTitle,
          kind: resolved.redo.kind,
          payload: resolved.redo.payload,
          actor: workspace.actor,
          time: at,
          deviceEpoch: Number(readMeta(database, 'deviceEpoch') ?? 1),
          replaces: entry.id,
        };
        replaceEntry(workspace, collection, entry, { ...journal, actor: workspace.actor });
      } else {
        ended.push(entry);
        // Where the record is gone, what was done on it later has lost its ground as well.
        if (theirs === null)
          ended.push(...unsettledOf(database, row.collection, row.record_id).filter((one) => mayWithdraw(one)));
        for (const one of ended) endEntry(database, one.id, 'withdrawn', at);
      }
      statement<[string, string, string]>(
        database,
        'UPDATE conflict SET decision = ?, decided_at = ? WHERE id = ?',
      ).run(
        JSON.stringify({ choices: decision.choices, reason: decision.reason, person: workspace.actor.name }),
        at,
        row.id,
      );
      appendAudit(workspace, {
        action: 'conflict.decided',
        collection: row.collection,
        recordId: row.record_id,
        operationId: entry.id,
        detail: `${entry.recordTitle}：${resolved.redo ? '以本机为准的内容重新报送' : '采用平台的内容'}，理由：${decision.reason}`,
      });
      refreshEffective(workspace, collection, row.record_id);
      return { ok: true, operationId: journal?.id ?? null, journal };
    })
    .immediate();
  if (!next.ok) return next;
  // A restored backup must not send what was given up.
  workspace.journal.append(
    next.journal ? [next.journal] : ended.map((one) => ({ ...one, ended: 'withdrawn' as const })),
  );
  workspace.changed('outbox');
  collectionChanged(workspace, row.collection);
  return { ok: true, operationId: next.operationId };
}

type Resolved =
  | { ok: true; redo: { kind: string; payload: unknown } | null }
  | { ok: false; reason: 'refused'; detail: string; fields?: FieldReason[] };

/** What has to be sent so that the choices stand on the platform's version; null: nothing, the platform's version stands. */
function resolve(
  context: SyncContext,
  collection: SyncedCollection,
  entry: Entry,
  row: ConflictRow,
  theirs: unknown,
  decision: Pick<Decision, 'choices'>,
): Resolved {
  if (theirs === null)
    return Object.values(decision.choices).includes('mine')
      ? refused('平台已收回或改派这条记录，不能再报送')
      : { ok: true, redo: null };
  const differences = differencesOf(collection, JSON.parse(row.base), JSON.parse(row.mine), theirs);
  const mayBoth = new Set(
    jointDecisions(collection, JSON.parse(row.base), JSON.parse(row.mine), theirs).flatMap(({ path, bothMayStand }) =>
      bothMayStand ? [path] : [],
    ),
  );
  const choices = new Map<string, Side>();
  for (const difference of differences) {
    const side = decision.choices[difference.path] ?? preselected(difference);
    if (side === null) return refused('还有两边都改过的内容没有选择');
    if (side === 'both' && !mayBoth.has(difference.path)) return refused('这一项只能选一边');
    choices.set(difference.path, side);
  }
  const myChanges = differences.filter(({ changedBy }) => changedBy === 'mine' || changedBy === 'both');
  if (myChanges.every(({ path }) => choices.get(path) === 'theirs')) return { ok: true, redo: null };
  if (collection.isFinal(theirs, entry.kind)) return refused('平台已办结或公示，不能覆盖；确需改正请发起更正');

  let redo: { kind: string; payload: unknown } | null = { kind: entry.kind, payload: entry.payload };
  const allMine = differences.every(({ path, changedBy }) =>
    changedBy === 'mine' || changedBy === 'both' ? choices.get(path) !== 'theirs' : choices.get(path) === 'theirs',
  );
  const made = collection.redo?.(theirs, entry, choices);
  if (made !== undefined) redo = made;
  else if (!allMine) return refused('这几项出自同一次操作，不能分开选择：请全部选本机或全部选平台');
  if (!redo) return refused('按业务规则，这样的选择不能在平台现有内容上报送');
  // It leaves in the name of whoever decides.
  const noRight = collection.rightRefusal(redo.kind, context.workspace.roles);
  if (noRight) return refused(noRight.reasons.map(({ message }) => message).join('；'));
  const replayed = replayOn(collection, entry.recordId, theirs, {
    ...entry,
    ...redo,
    time: context.workspace.correctedNow(),
  });
  if (!replayed.ok)
    return {
      ok: false,
      reason: 'refused',
      detail: replayed.reasons.map(({ message }) => message).join('；'),
      fields: replayed.reasons,
    };
  return { ok: true, redo };
}

/** Why this side of one decision cannot be chosen, where all else stays as this PC has it; null: it can. */
export function refusalOf(context: SyncContext, row: ConflictRow, path: string, side: Side): string | null {
  const collection = collectionOf(context, row.collection);
  const entry = entryById(context.workspace.database, row.operation_id);
  if (!collection || !entry || side === 'theirs') return null;
  const read = collection.schema.safeParse(row.theirs === null ? null : JSON.parse(row.theirs));
  if (!read.success) return '平台已收回这条记录，或这个版本的客户端看不懂平台上的内容';
  const differences = differencesOf(collection, JSON.parse(row.base), JSON.parse(row.mine), read.data);
  const choices = Object.fromEntries(
    differences.map((one) => [one.path, one.path === path ? side : (preselected(one) ?? ('mine' as const))]),
  );
  const resolved = resolve(context, collection, entry, row, read.data, { choices });
  return resolved.ok ? null : resolved.detail;
}

/**
 * Whether what was done here can no longer stand on the platform's version in any way: it is one piece, none of which can be
 * chosen alone, and the rules refuse to do it again.
 */
export function isOvertaken(
  context: SyncContext,
  collection: SyncedCollection,
  entry: Entry,
  { base, mine }: Pick<ConflictRow, 'base' | 'mine'>,
  theirs: unknown,
): boolean {
  const differences = differencesOf(collection, JSON.parse(base), JSON.parse(mine), theirs);
  const choices = new Map<string, Side>();
  for (const { path, changedBy } of differences)
    choices.set(path, changedBy === 'mine' || changedBy === 'both' ? 'mine' : 'theirs');
  if (collection.redo?.(theirs, entry, choices) !== undefined) return false;
  const again = { ...entry, time: context.workspace.correctedNow() };
  return !replayOn(collection, entry.recordId, theirs, again).ok;
}

const refused = (detail: string): Resolved => ({ ok: false, reason: 'refused', detail });
