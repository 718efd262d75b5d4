/** Everything that happened to one subject: told by the record, by the outbox and by the audit, in the order of time. */
import type { TimelineEntry } from '#shared/records/parts.ts';
import { coarseOutcome, coarseOutcomeNames, inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { subjectOperations } from '#shared/domains/inspections/subject-operations.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { inOrderOfTime, toldByAudit } from '../audit/timeline.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { type Entry, entryOf, type EntryRow } from '../sync/outbox/entries.ts';

/** Oldest first. */
export function timelineOf(database: Database, subject: Subject): TimelineEntry[] {
  const work = workOn(database, subject.id);
  // What was done here also stands in the record once it is applied: the outbox tells it with its delivery.
  const doneHere = new Set(work.map(({ at, person }) => `${at} ${person}`));
  return inOrderOfTime([
    ...toldByRecord(subject).filter(({ at, person }) => !doneHere.has(`${at} ${person}`)),
    ...work,
    ...toldByAudit(database, 'inspectionSubjects', subject.id),
  ]);
}

function toldByRecord({ result, reviews, publishedAt, corrections }: Subject): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const platform = (at: string, title: string, person: string, detail: string) =>
    entries.push({ at, title, person, place: 'platform', delivery: null, detail });
  if (result) platform(result.at, '录入抽查结果', result.person, resultWords(result));
  for (const { at, decision, person, opinion } of reviews)
    platform(at, decision === 'pass' ? '复核通过' : '复核退回', person, opinion);
  if (publishedAt) platform(publishedAt, '公示', '', '结果已经公示，不能再修改');
  for (const { at, person, reason, settledAt } of corrections) {
    platform(at, '提出更正', person, reason);
    if (settledAt) platform(settledAt, '更正办结', '', '');
  }
  return entries;
}

function workOn(database: Database, subjectId: string): TimelineEntry[] {
  return statement<[string], EntryRow>(
    database,
    "SELECT * FROM outbox WHERE collection = 'inspectionSubjects' AND record_id = ? ORDER BY sequence",
  )
    .all(subjectId)
    .map(entryOf)
    .map((entry) => ({
      at: entry.time,
      title: titleOf(entry),
      person: entry.actor.name,
      place: entry.state === 'accepted' ? ('delivered' as const) : ('local' as const),
      delivery: entry.state,
      detail: workWords(entry),
    }));
}

function titleOf({ kind, payload }: Entry): string {
  if (kind === 'inspectionSubjects.review') {
    const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
    if (parsed.success) return parsed.data.decision === 'pass' ? '复核通过' : '复核退回';
  }
  return subjectOperations.knows(kind) ? subjectOperations.kinds[kind].name : kind;
}

const confirmWords = { inspect: '确认检查', skip: '确认不检查', undo: '撤销确认' } as const;

function workWords({ kind, payload }: Entry): string {
  switch (kind) {
    case 'inspectionSubjects.confirm': {
      const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
      return parsed.success ? confirmWords[parsed.data.decision] : '';
    }
    case 'inspectionSubjects.enterResult':
    case 'inspectionSubjects.replaceResult': {
      const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
      return parsed.success ? resultWords(parsed.data.result) : '';
    }
    case 'inspectionSubjects.review': {
      const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
      return parsed.success ? parsed.data.opinion : '';
    }
    case 'inspectionSubjects.reassign': {
      const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
      return parsed.success ? `改由${parsed.data.to.name}检查：${parsed.data.reason}` : '';
    }
    case 'inspectionSubjects.correct': {
      const parsed = subjectOperations.kinds[kind].payload.safeParse(payload);
      return parsed.success ? parsed.data.reason : '';
    }
    default:
      return '';
  }
}

/** 「正常：未发现问题」 */
export const resultWords = ({ outcomes }: Pick<ResultInput, 'outcomes'>): string =>
  `${coarseOutcomeNames[coarseOutcome(outcomes)]}：${outcomes.map((outcome) => inspectionOutcomeTable[outcome].name).join('、')}`;
