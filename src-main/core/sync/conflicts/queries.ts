/** What the conflict pages show. */
import {
  type ConflictDetail,
  type ConflictField,
  conflictSides,
  type ConflictSummary,
} from '#shared/contract/conflicts.ts';
import type { Count } from '#shared/contract/base.ts';
import { collectionTitles } from '#shared/domains/collections.ts';
import { z } from 'zod';
import { type FieldDifference, labelOf, placeInList } from './compare.ts';
import { type ConflictRow, conflictRow, isOvertaken, refusalOf } from './decision.ts';
import { comparable, differencesOf, jointDecisions, preselected } from './differences.ts';
import type { Deed, SyncedCollection } from '../collection.ts';
import { collectionOf, type SyncContext } from '../context.ts';
import { entryById } from '../outbox/entries.ts';
import { outboxEntry } from '../outbox/queries.ts';
import { statement } from '#core/database/statements.ts';

const countLimit = 10_000;
const decisionSchema = z.object({
  choices: z.record(z.string(), z.enum(conflictSides)),
  reason: z.string(),
  person: z.string(),
});

export interface ConflictsRequest {
  readonly state: 'open' | 'decided' | 'all';
  readonly recordId?: string;
  readonly cursor: string | null;
  readonly limit: number;
}

interface PageParameters {
  state: string;
  record: string | null;
  below: number;
  limit: number;
}

const condition = `(@state = 'all' OR (@state = 'open') = (decided_at IS NULL)) AND (@record IS NULL OR record_id = @record)`;

/** Newest first; the cursor is the row number below which the page begins. */
export function listConflicts(
  context: SyncContext,
  request: ConflictsRequest,
): { rows: ConflictSummary[]; nextCursor: string | null; count: Count } {
  const { database } = context.workspace;
  const record = request.recordId ?? null;
  const below = Number(request.cursor ?? Number.MAX_SAFE_INTEGER);
  const rows = statement<[PageParameters], ConflictRow & { place: number }>(
    database,
    `SELECT rowid AS place, * FROM conflict WHERE ${condition} AND rowid < @below ORDER BY rowid DESC LIMIT @limit`,
  ).all({
    state: request.state,
    record,
    below: Number.isSafeInteger(below) ? below : Number.MAX_SAFE_INTEGER,
    limit: request.limit + 1,
  });
  const more = rows.length > request.limit;
  const shown = more ? rows.slice(0, request.limit) : rows;
  const counted = statement<[Omit<PageParameters, 'below'>], { n: number }>(
    database,
    `SELECT count(*) AS n FROM (SELECT 1 FROM conflict WHERE ${condition} LIMIT @limit)`,
  ).get({ state: request.state, record, limit: countLimit + 1 });
  const count = counted?.n ?? 0;
  return {
    rows: shown.flatMap((row) => summaryOf(context, row) ?? []),
    nextCursor: more ? String(shown.at(-1)?.place ?? '') : null,
    count: { value: Math.min(count, countLimit), capped: count > countLimit },
  };
}

/** One conflict with every field that differs, or null. */
export function conflictDetail(context: SyncContext, id: string): ConflictDetail | null {
  const row = conflictRow(context, id);
  const summary = row ? summaryOf(context, row) : null;
  if (!row || !summary) return null;
  const base: unknown = JSON.parse(row.base);
  const mine: unknown = JSON.parse(row.mine);
  const theirs: unknown = row.theirs === null ? null : JSON.parse(row.theirs);
  const collection = collectionOf(context, row.collection);
  const labelled = (path: string): string => {
    const place = placeInList(path, theirs, comparable(collection, mine, theirs));
    // A path is a name of the code: where a field has no label of its own, none of its parts has.
    return `${place === null ? '' : `第 ${place} 份·`}${labelOf(path, collection?.fieldLabels ?? {}) ?? '其他内容'}`;
  };
  const decisions = jointDecisions(collection, base, mine, theirs);
  const theirsBy = lastDeed(collection, base, theirs);
  // What both sides changed alike was not joined: it is settled, field by field.
  const jointOf = ({ path, changedBy }: FieldDifference) =>
    changedBy === 'equal' ? undefined : decisions.find((one) => one.path === path);
  const together = (difference: FieldDifference): ConflictField['together'] => {
    const { path } = difference;
    const joint = jointOf(difference);
    if (!joint) return null;
    const sides = joint.bothMayStand ? conflictSides : (['mine', 'theirs'] as const);
    return {
      mine: lastDeed(collection, base, mine),
      theirs: theirsBy,
      sides: sides.map((side) => ({ side, refused: refusalOf(context, row, path, side) })),
    };
  };
  return {
    ...summary,
    baseRevision: row.base_revision,
    theirsRevision: row.theirs_revision,
    base,
    mine,
    theirs,
    mayResend: !collection?.rightRefusal(summary.operation.kind, context.workspace.roles),
    fields: differencesOf(collection, base, mine, theirs).map((difference) => ({
      ...difference,
      base: difference.base ?? null,
      mine: difference.mine ?? null,
      theirs: difference.theirs ?? null,
      label: jointOf(difference)?.label ?? labelled(difference.path),
      preselected: preselected(difference),
      together: together(difference),
    })),
    theirsBy,
    decision: row.decision === null ? null : decisionSchema.parse(JSON.parse(row.decision)),
  };
}

/** What was done to the record last, of all that the base does not know. */
function lastDeed(collection: SyncedCollection | null, base: unknown, version: unknown): Deed | null {
  if (!collection?.deedsOf || version === null) return null;
  const nameOf = ({ at, person, title }: Deed) => `${at} ${person} ${title}`;
  const before = new Set((base === null ? [] : collection.deedsOf(base)).map(nameOf));
  const since = collection.deedsOf(version).filter((deed) => !before.has(nameOf(deed)));
  return since.reduce<Deed | null>((last, deed) => (last === null || deed.at >= last.at ? deed : last), null);
}

function summaryOf(context: SyncContext, row: ConflictRow): ConflictSummary | null {
  const collection = collectionOf(context, row.collection);
  const operation = outboxEntry(context.workspace, context.collections, row.operation_id);
  if (!collection || !operation) return null;
  return {
    id: row.id,
    collection: row.collection,
    collectionTitle: collectionTitles[collection.collection],
    recordId: row.record_id,
    recordTitle: operation.recordTitle,
    operation,
    foundAt: row.found_at,
    theirsState: stateOfTheirs(context, collection, row),
    decidedAt: row.decided_at,
  };
}

function stateOfTheirs(
  context: SyncContext,
  collection: SyncedCollection,
  row: ConflictRow,
): ConflictSummary['theirsState'] {
  if (row.theirs === null) return 'gone';
  const theirs = collection.schema.safeParse(JSON.parse(row.theirs));
  // What cannot be read here cannot be judged; the decision will be refused with words.
  if (!theirs.success) return 'changed';
  const entry = entryById(context.workspace.database, row.operation_id);
  if (collection.isFinal(theirs.data, entry?.kind ?? '')) return 'final';
  return entry && isOvertaken(context, collection, entry, row, theirs.data) ? 'overtaken' : 'changed';
}
