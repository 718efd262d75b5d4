/** What people do with plans and subjects. Rules, rows, outbox and audit of one command stand or fall together. */
import type { ResultInput } from '#shared/domains/inspections/results.ts';
import { checkResult, standingFindings } from '#shared/domains/inspections/results.ts';
import type { CheckFinding } from '#shared/domains/inspections/checklist.ts';
import {
  subjectObstacle,
  type SubjectOperationKind,
  subjectOperations,
} from '#shared/domains/inspections/subject-operations.ts';
import { inPlan, type InspectorReference, isAssigned, type Subject } from '#shared/domains/inspections/subjects.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { CorrectionInput } from '#shared/records/corrections.ts';
import { removeDraft } from '../drafts/store.ts';
import { unsettledOf } from '../sync/outbox/entries.ts';
import { inWorkTransaction, perform, type Performed } from '../sync/perform.ts';
import { type BatchOutcome, type OperationOutcome, performOnEach } from '../sync/perform-many.ts';
import type { Workspace } from '../workspace.ts';
import { resultDraftName } from './drafts.ts';
import { planThatCloses } from './plans.ts';
import { openSubjectsOf, ownReviewRefusal, subjectCount } from './queries.ts';
import { plansCollection, readChecklist, readPlan, readSubject, subjectsCollection } from './sync.ts';

/** One operation on many subjects: each is done or refused by itself. */
function performOnMany(
  workspace: Workspace,
  ids: readonly string[],
  work: (subject: Subject) => { kind: SubjectOperationKind; payload: unknown } | FieldReason[],
  undoable?: boolean,
): BatchOutcome {
  const outcome = performOnEach(workspace, subjectsCollection, ids, {
    nameOf: ({ enterpriseName }) => enterpriseName,
    missing: '本机没有这个抽查主体，可能已被平台收回或改派',
    undoable,
    work(subject) {
      const wanted = work(subject);
      if (Array.isArray(wanted)) return wanted;
      return { kind: wanted.kind, payload: subjectOperations.kinds[wanted.kind].payload.parse(wanted.payload) };
    },
  });
  if (outcome.done.length > 0) subjectsChanged(workspace);
  return outcome;
}

function subjectsChanged(workspace: Workspace): void {
  workspace.changed('inspectionSubjects');
  workspace.changed('inspectionPlans');
}

/** 确认检查, 确认不检查, or back to 未确认; refused as soon as 确认完毕 of the plan lies here, sent or not. */
export function confirmSubjects(
  workspace: Workspace,
  ids: readonly string[],
  decision: 'inspect' | 'skip' | 'undo',
  undoable?: boolean,
): BatchOutcome {
  const kind = 'inspectionSubjects.confirm';
  const confirm = (subject: Subject) => {
    const plan = planThatCloses(workspace.database, subject.planId);
    const obstacle = subjectObstacle(inPlan(subject, plan), kind, workspace.actor);
    return obstacle ? obstacle.reasons : ({ kind, payload: { decision } } as const);
  };
  return performOnMany(workspace, ids, confirm, undoable);
}

/** 复核, by those with the right; of one's own result where the settings let one. What is reviewed is the result that lies here now. */
export const reviewSubjects = (
  workspace: Workspace,
  ids: readonly string[],
  review: { decision: 'pass' | 'sendBack'; on: string; opinion: string },
): BatchOutcome =>
  performOnMany(workspace, ids, (subject) => {
    if (!subject.result) return [{ field: '', code: 'noResult', message: '还没有录入结果，不能复核' }];
    const own = ownReviewRefusal(workspace, subject);
    if (own) return [own];
    return { kind: 'inspectionSubjects.review', payload: { ...review, resultAt: subject.result.at } };
  });

/** 抽查人员调整: in every subject of the plan that the person still has to inspect. */
export function reassign(
  workspace: Workspace,
  planId: string,
  change: { fromAccount: string; to: InspectorReference; reason: string },
): BatchOutcome {
  const ids = openSubjectsOf(workspace, planId)
    .filter((subject) => isAssigned(subject, change.fromAccount))
    .map(({ id }) => id);
  return performOnMany(workspace, ids, () => ({ kind: 'inspectionSubjects.reassign', payload: change }));
}

/** 确认完毕 of this department; refused while subjects are unconfirmed, here as on the platform. */
export function finishPlanConfirmation(workspace: Workspace, planId: string): OperationOutcome {
  if (!readPlan(workspace.database, planId)) return { ok: false, reason: 'notFound' };
  const { value } = subjectCount(workspace, { page: 'confirm', filter: { planId, stages: ['unconfirmed'] } });
  if (value > 0)
    return {
      ok: false,
      reason: 'refused',
      fields: [{ field: '', code: 'unconfirmed', message: `还有 ${value} 个主体未确认，请先逐个确认` }],
    };
  const outcome = inWorkTransaction(workspace, () => {
    // One that the platform refused (a colleague had taken a 确认 back) makes way for this one.
    const refused = unsettledOf(workspace.database, plansCollection.collection, planId).findLast(
      ({ kind, state }) => kind === finishKind && state === 'rejected',
    );
    const replaces = refused ? { replaces: refused.id, leavesLast: true } : {};
    return outcomeOf(
      perform(workspace, plansCollection, { recordId: planId, kind: finishKind, payload: {}, ...replaces }),
    );
  });
  if (outcome.ok) subjectsChanged(workspace);
  return outcome;
}

const finishKind = 'inspectionPlans.finishConfirmation';

export type Checked =
  { ok: true; findings: CheckFinding[] } | { ok: false; reason: 'notFound' | 'refused'; fields?: FieldReason[] };

/** All findings on a result, 强制 and 核实, by the version of the checklist in which it was begun. */
export function checkSubjectResult(workspace: Workspace, subjectId: string, result: ResultInput): Checked {
  const subject = readSubject(workspace.database, subjectId)?.data;
  if (!subject) return { ok: false, reason: 'notFound' };
  const checklist = readChecklist(workspace.database, subject.checklistId, result.checklistVersion);
  if (!checklist)
    return {
      ok: false,
      reason: 'refused',
      fields: [
        {
          field: 'checklistVersion',
          code: 'unknownVersion',
          message: `检查表第${result.checklistVersion}版还没有下载到本机，请先连上平台同步`,
        },
      ],
    };
  return { ok: true, findings: checkResult(result, checklist, workspace.today(), subject.inspectors) };
}

/**
 * Enters a result, or puts it in the place of one that waits for 复核; its draft goes in the same transaction. Refused while
 * a finding stands. An earlier result of this PC that the platform refused is replaced by this one.
 */
export function submitResult(workspace: Workspace, subjectId: string, result: ResultInput): OperationOutcome {
  const checked = checkSubjectResult(workspace, subjectId, result);
  if (!checked.ok) return checked;
  const standing = standingFindings(checked.findings, result.explanations);
  if (standing.length > 0)
    return {
      ok: false,
      reason: 'refused',
      fields: standing.map(({ field, code, message }) => ({ field, code, message })),
    };
  const outcome = inWorkTransaction(workspace, (): OperationOutcome => {
    const subject = readSubject(workspace.database, subjectId)?.data;
    const done = outcomeOf(
      perform(workspace, subjectsCollection, { recordId: subjectId, ...workOf(workspace, subjectId, subject, result) }),
    );
    if (done.ok) removeDraft(workspace.database, resultDraftName(subjectId), workspace.actor.account);
    return done;
  });
  if (outcome.ok) subjectsChanged(workspace);
  return outcome;
}

/**
 * A result that never left, or that the platform refused, is taken the place of; one that waits for 复核 is replaced there;
 * otherwise this is the first.
 */
function workOf(
  { database, actor }: Workspace,
  subjectId: string,
  subject: Subject | undefined,
  result: ResultInput,
): { kind: SubjectOperationKind; payload: unknown; replaces?: string } {
  const earlier = unsettledOf(database, subjectsCollection.collection, subjectId).findLast(
    ({ kind, actor: { account } }) => account === actor.account && resultKinds.has(kind),
  );
  if (earlier && (earlier.state === 'rejected' || (earlier.state === 'queued' && earlier.frozenAt === null))) {
    const kind = earlier.kind as SubjectOperationKind;
    const before = subjectOperations.kinds['inspectionSubjects.replaceResult'].payload.safeParse(earlier.payload);
    const replacedAt = before.success ? { replacedAt: before.data.replacedAt } : {};
    return { kind, payload: { result, ...replacedAt }, replaces: earlier.id };
  }
  if (subject?.stage === 'entered' && subject.result)
    return { kind: 'inspectionSubjects.replaceResult', payload: { result, replacedAt: subject.result.at } };
  return { kind: 'inspectionSubjects.enterResult', payload: { result } };
}

const resultKinds: ReadonlySet<string> = new Set<SubjectOperationKind>([
  'inspectionSubjects.enterResult',
  'inspectionSubjects.replaceResult',
]);

/** 更正 of a published result: it opens beside it, nothing is overwritten. */
export function correctSubject(workspace: Workspace, subjectId: string, correction: CorrectionInput): OperationOutcome {
  const outcome = inWorkTransaction(workspace, () =>
    outcomeOf(
      perform(workspace, subjectsCollection, {
        recordId: subjectId,
        kind: 'inspectionSubjects.correct',
        payload: { correctionId: workspace.environment.chance.uuid(), ...correction },
      }),
    ),
  );
  if (outcome.ok) subjectsChanged(workspace);
  return outcome;
}

/** Names of refused fields are those of the form (`outcomes`), not of the operation (`result.outcomes`). */
function outcomeOf(performed: Performed): OperationOutcome {
  if (performed.ok) return performed;
  const fields = performed.reasons.map((reason) => ({ ...reason, field: reason.field.replace(/^result\./, '') }));
  return { ok: false, reason: performed.reason, ...(fields.length > 0 && { fields }) };
}
