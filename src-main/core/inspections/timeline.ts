/** What a subject and the work on it tell of its history. */
import type { TimelineEntry } from '#shared/records/parts.ts';
import { coarseOutcome, coarseOutcomeNames, inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { type SubjectOperation, subjectOperations } from '#shared/domains/inspections/subject-operations.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import type { Database } from '../database/types.ts';
import { timelineOf, type Told } from '../records/timeline.ts';

/** Everything that happened to one subject, oldest first. */
export const subjectTimeline = (database: Database, subject: Subject): TimelineEntry[] =>
  timelineOf(database, {
    collection: 'inspectionSubjects',
    recordId: subject.id,
    operations: subjectOperations,
    toldByRecord: subjectDeeds(subject),
    workWords,
  });

/** What was done to a subject, by its own words. */
export function subjectDeeds({ result, reviews, publishedAt, corrections }: Subject): Told[] {
  const all: Told[] = [];
  const tell = (at: string, title: string, person: string, detail: string) => all.push({ at, title, person, detail });
  if (result) tell(result.at, '录入抽查结果', result.person, resultWords(result));
  for (const { at, decision, person, opinion } of reviews) tell(at, reviewNames[decision], person, opinion);
  if (publishedAt) tell(publishedAt, '公示', '', '结果已经公示，不能再修改');
  for (const { at, person, reason, settledAt } of corrections) {
    tell(at, '提出更正', person, reason);
    if (settledAt) tell(settledAt, '更正办结', '', '');
  }
  return all;
}

const reviewNames = { pass: '复核通过', sendBack: '退回修改' } as const;
const confirmWords = { inspect: '确认检查', skip: '确认不检查', undo: '撤销确认' } as const;

function workWords({ kind, payload }: SubjectOperation): { title?: string; detail: string } {
  switch (kind) {
    case 'inspectionSubjects.confirm':
      return { detail: confirmWords[payload.decision] };
    case 'inspectionSubjects.enterResult':
    case 'inspectionSubjects.replaceResult':
      return { detail: resultWords(payload.result) };
    case 'inspectionSubjects.review':
      return { title: reviewNames[payload.decision], detail: payload.opinion };
    case 'inspectionSubjects.reassign':
      return { detail: `改由${payload.to.name}检查：${payload.reason}` };
    case 'inspectionSubjects.correct':
      return { detail: payload.reason };
  }
}

/** 「正常：未发现问题」 */
export const resultWords = ({ outcomes }: Pick<ResultInput, 'outcomes'>): string =>
  `${coarseOutcomeNames[coarseOutcome(outcomes)]}：${outcomes.map((outcome) => inspectionOutcomeTable[outcome].name).join('、')}`;
