/** 抽查主体 on the platform: the rules that the client uses too, and those that only the platform can check. */
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { Plan } from '#shared/domains/inspections/plans.ts';
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { checkResult, filesOfResult, standingFindings } from '#shared/domains/inspections/results.ts';
import {
  applySubjectOperation,
  type SubjectOperation,
  subjectOperations,
} from '#shared/domains/inspections/subject-operations.ts';
import { inPlan, type Subject } from '#shared/domains/inspections/subjects.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { Collection, PlatformView } from '../collection.ts';
import { checklistRecordId } from './checklists.ts';
import { subjectsOf } from './plans.ts';

/** A result in the version of the checklist in which it was begun, which may be older than the plan's. */
function resultReasons(subject: Subject, result: ResultInput, today: string, view: PlatformView): FieldReason[] {
  const checklist = view.record(
    'checklists',
    checklistRecordId(subject.checklistId, result.checklistVersion),
  ) as Checklist | null;
  if (!checklist)
    return [{ field: 'result.checklistVersion', code: 'unknownVersion', message: '平台没有这一版检查表' }];
  return standingFindings(checkResult(result, checklist, today, subject.inspectors), result.explanations)
    .slice(0, 100)
    .map(({ field, code, message }) => ({ field: `result.${field}`, code, message }));
}

/** What is known only here: the checklist, the 名录 of inspectors. */
function platformReasons(
  subject: Subject,
  operation: SubjectOperation,
  today: string,
  view: PlatformView,
): FieldReason[] {
  switch (operation.kind) {
    case 'inspectionSubjects.enterResult':
    case 'inspectionSubjects.replaceResult':
      return resultReasons(subject, operation.payload.result, today, view);
    case 'inspectionSubjects.reassign': {
      const { to } = operation.payload;
      const known = view.recordsBelow('inspectors', '') as { account: string; revoked: boolean }[];
      return known.some(({ account, revoked }) => account === to.account && !revoked)
        ? []
        : [{ field: 'to', code: 'notInspector', message: `${to.name}不在执法检查人员名录库中` }];
    }
    case 'inspectionSubjects.review':
    case 'inspectionSubjects.confirm':
    case 'inspectionSubjects.correct':
      return [];
  }
}

export const subjectCollection: Collection<Subject> = {
  name: 'inspectionSubjects',
  shared: false,
  audience: ({ department, seenBy = [] }) => [...new Set([department.code, ...seenBy])],
  isOpen: ({ stage }) => stage !== 'published' && stage !== 'skipped',
  filesOf: ({ result }) => filesOfResult(result),
  knows: subjectOperations.knows,
  rightRefusal: subjectOperations.rightRefusal,
  apply(subject, recordOperation, today, view) {
    const read = subjectOperations.read(recordOperation);
    if (!read.ok) return read;
    const plan = view.record('inspectionPlans', subject.planId) as Plan | null;
    const applied = applySubjectOperation(inPlan(subject, plan), read.operation, today);
    if (!applied.ok) return applied;
    const reasons = platformReasons(subject, read.operation, today, view);
    return reasons.length > 0 ? { ok: false, reasons } : applied;
  },
  /** The last result of a plan ends it. */
  consequences(before, after, view) {
    if (after.stage !== 'published' || before?.stage === 'published') return [];
    const plan = view.record('inspectionPlans', after.planId) as Plan | null;
    if (plan?.stage !== 'inspecting') return [];
    const settled = subjectsOf(view, after.planId).every(({ stage }) => stage === 'published' || stage === 'skipped');
    return settled
      ? [{ collection: 'inspectionPlans', id: plan.id, data: { ...plan, stage: 'finished' } satisfies Plan }]
      : [];
  },
  publishes: (before, after) => after.stage === 'published' && before?.stage !== 'published',
};
