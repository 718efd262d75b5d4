/** Reading 双随机抽查: pages, counts, the people of a plan, one subject with everything about it. */
import type { Count } from '#shared/contract/base.ts';
import type { Draft } from '#shared/contract/drafts.ts';
import type { SubjectDetail, SubjectRow } from '#shared/domains/inspections/contract.ts';
import { filesOfResult } from '#shared/domains/inspections/results.ts';
import {
  subjectObstacle,
  type SubjectOperationKind,
  subjectOperations,
} from '#shared/domains/inspections/subject-operations.ts';
import { enteredBy, inPlan, type Subject } from '#shared/domains/inspections/subjects.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { readEnterprise } from '../enterprises/queries.ts';
import { countRows, findPage } from '../records/list.ts';
import { deadlineOfCorrection } from '../records/corrections.ts';
import { dayOf } from '../records/day.ts';
import { deliveriesOf } from '../sync/outbox/deliveries.ts';
import { operationsOn } from '../sync/outbox/queries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';
import { checklistVersionOf, resultDraftOf } from './drafts.ts';
import { type SubjectQuery, subjectListSpec } from './lists.ts';
import { planThatCloses } from './plans.ts';
import { rowsOf, subjectRowOf, undeliveredFiles } from './rows.ts';
import { readChecklist, readPlan, readSubject, subjectsCollection } from './sync.ts';
import { subjectTimeline } from './timeline.ts';

/** One page of a list. `nextCursor` null: it was the last. */
export function listSubjects(
  workspace: Workspace,
  query: SubjectQuery & { cursor: string | null; limit: number },
): { rows: SubjectRow[]; nextCursor: string | null } {
  const { database } = workspace;
  const view = dayOf(workspace);
  const { keys, nextCursor } = findPage(database, subjectListSpec, query, view, query.cursor, query.limit);
  return { rows: rowsOf(database, keys, view), nextCursor };
}

export const subjectCount = (workspace: Workspace, query: Omit<SubjectQuery, 'sort'>): Count =>
  countRows(workspace.database, subjectListSpec, query, dayOf(workspace));

/** Subjects of a plan that are still to be inspected, of this department. */
export function openSubjectsOf({ database, department }: Workspace, planId: string): Subject[] {
  return statement<[string, string], { data: string }>(
    database,
    `SELECT c.data FROM inspection_subject s INDEXED BY inspection_subject_by_plan
     CROSS JOIN inspection_subject_content c ON c.key = s.key
     WHERE s.plan_id = ? AND s.stage IN ('waiting', 'sentBack') AND s.department = ? ORDER BY s.plan_to, s.key`,
  )
    .all(planId, department.code)
    .map(({ data }) => JSON.parse(data) as Subject);
}

/** One subject with plan, checklist, enterprise, draft, history, unsent work, and what may be done now; null: not here. */
export function subjectDetail(workspace: Workspace, id: string): SubjectDetail | null {
  const { database, actor } = workspace;
  const stored = readSubject(database, id);
  if (!stored) return null;
  const plan = readPlan(database, stored.data.planId);
  const subject = inPlan(stored.data, planThatCloses(database, stored.data.planId));
  const enterprise = readEnterprise(database, subject.enterpriseId)?.data ?? null;
  const draft = resultDraftOf(database, id, actor.account);
  return {
    subject,
    revision: stored.revision,
    row: subjectRowOf(subject, dayOf(workspace), {
      listings: enterprise?.listings ?? [],
      delivery: deliveriesOf(database, subjectsCollection.collection, [id]).get(id) ?? null,
      hasDraft: draft !== null,
      undelivered: undeliveredFiles(database, filesOfResult(subject.result)),
    }),
    plan,
    checklist: readChecklist(database, subject.checklistId, versionInUse(subject, draft)),
    enterprise,
    draft,
    timeline: subjectTimeline(database, subject),
    deadlines: subject.corrections.map((one) => deadlineOfCorrection(one, workspace.calendar())),
    operations: operationsOn(workspace, subjectsCollection, id),
    allowed: allowedOn(subject, workspace),
  };
}

/** A draft stays in the version in which it was begun, a result in the one in which it was entered. */
export const versionInUse = (subject: Subject, draft: Draft | null): number =>
  draft ? checklistVersionOf(draft) : (subject.result?.checklistVersion ?? subject.checklistVersion);

/** Why the person may not review this result; null: they may, or nothing is known against it. */
export const ownReviewRefusal = (
  { actor, settings }: Pick<Workspace, 'actor' | 'settings'>,
  subject: Subject,
): FieldReason | null =>
  settings().ownReview === 'refused' && enteredBy(subject, actor.account)
    ? { field: '', code: 'ownResult', message: '这份结果是您本人录入的，按本单位的设置须由其他人复核' }
    : null;

/** What the rules allow now, so that a screen never decides. */
function allowedOn(subject: Subject, workspace: Workspace): SubjectDetail['allowed'] {
  const { actor, roles } = workspace;
  const may = (kind: SubjectOperationKind) =>
    subjectOperations.rightRefusal(kind, roles) === null && subjectObstacle(subject, kind, actor) === null;
  return {
    confirm: may('inspectionSubjects.confirm'),
    enter: may('inspectionSubjects.enterResult'),
    replace: may('inspectionSubjects.replaceResult'),
    review: may('inspectionSubjects.review') && ownReviewRefusal(workspace, subject) === null,
    reassign: may('inspectionSubjects.reassign') && subject.inspectors.length > 0,
    correct: may('inspectionSubjects.correct'),
  };
}
