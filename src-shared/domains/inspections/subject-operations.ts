/**
 * 抽查主体: the operations that people do on one, and the rules of each.
 *
 * Source: the platform's manual 六、3.1 (确认检查/确认不检查), 六、4.1 (any assigned inspector may enter, only own subjects),
 * 六、4.2 (same department with the right of 复核; passing publishes). After 公示 nothing is overwritten: a 更正 opens beside.
 */
import { z } from 'zod';
import { type Actor, dateSchema, instantSchema, text } from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { type Applied, type Refused, refuse } from '#shared/records/applied.ts';
import { checkCorrection, correctionInputSchema, correctionOf, openCorrection } from '#shared/records/corrections.ts';
import { type OperationOf, operations } from '#shared/records/operations.ts';
import { planRight, reviewRight } from '#shared/trade/rights.ts';
import { type ResultInput, resultInputSchema } from './results.ts';
import { inspectorReferenceSchema, isAssigned, isOpenTask, type Subject } from './subjects.ts';
import { subjectStageNames } from './words.ts';

const kinds = {
  'inspectionSubjects.confirm': {
    name: '主体名单确认',
    payload: z.object({ decision: z.enum(['inspect', 'skip', 'undo']) }),
    by: planRight,
  },
  'inspectionSubjects.enterResult': { name: '录入抽查结果', payload: z.object({ result: resultInputSchema }) },
  /** Another result in the place of one that waits for 复核; `replacedAt` names the one that the person saw. */
  'inspectionSubjects.replaceResult': {
    name: '更换待复核的抽查结果',
    payload: z.object({ result: resultInputSchema, replacedAt: instantSchema }),
  },
  'inspectionSubjects.review': {
    name: '复核',
    payload: z.object({
      decision: z.enum(['pass', 'sendBack']),
      on: dateSchema,
      opinion: text(1000),
      /** Names the result that the reviewer read, so that a later one is never published unread. */
      resultAt: instantSchema,
    }),
    by: reviewRight,
  },
  'inspectionSubjects.reassign': {
    name: '抽查人员调整',
    payload: z.object({ fromAccount: text(64), to: inspectorReferenceSchema, reason: text(2000) }),
    by: planRight,
  },
  'inspectionSubjects.correct': {
    name: '更正',
    payload: correctionInputSchema.extend({ correctionId: z.uuid() }),
  },
} as const;
export type SubjectOperation = OperationOf<typeof kinds>;
export type SubjectOperationKind = SubjectOperation['kind'];

/** Why nothing of this kind can be begun on the subject (`inPlan`) now, whatever it would say; null: it can. */
export function subjectObstacle(subject: Subject, kind: SubjectOperationKind, actor: Actor): Refused | null {
  if (subject.department.code !== actor.departmentCode) return refuse('notYours', '该抽查主体不由本部门检查');
  if (subject.stage === 'published' && kind !== 'inspectionSubjects.correct')
    return refuse('published', '结果已经公示，不能再修改；需要时请提出更正');
  const stage = subjectStageNames[subject.stage];
  switch (kind) {
    case 'inspectionSubjects.confirm':
      if (subject.confirmationClosed)
        return refuse('closed', '本部门的主体名单已经确认完毕，不能再改变确认；有疑问请与方案牵头部门联系');
      if (subject.stage !== 'entered' && subject.stage !== 'sentBack') return null;
      return refuse('wrongStage', `该主体${stage}，不能再改变确认`);
    case 'inspectionSubjects.enterResult':
      if (!isAssigned(subject, actor.account)) return refuse('notAssigned', '只能录入分派给本人的抽查主体');
      return isOpenTask(subject) ? null : refuse('wrongStage', `该主体${stage}，不能录入`);
    case 'inspectionSubjects.replaceResult':
      if (!isAssigned(subject, actor.account)) return refuse('notAssigned', '只能录入分派给本人的抽查主体');
      return subject.stage === 'entered' ? null : refuse('wrongStage', `该主体${stage}，没有待复核的结果可以更换`);
    case 'inspectionSubjects.review':
      return subject.stage === 'entered' ? null : refuse('wrongStage', `该主体${stage}，不能复核`);
    case 'inspectionSubjects.reassign':
      return isOpenTask(subject) ? null : refuse('wrongStage', `该主体${stage}，不能调整人员`);
    case 'inspectionSubjects.correct':
      if (subject.stage !== 'published') return refuse('wrongStage', '尚未公示的结果请直接修改，无需更正');
      return openCorrection(subject.corrections) ? refuse('open', '已有一项更正正在办理') : null;
  }
}

/**
 * Does one operation on a subject: stages and whose turn it is. The content of a result is checked by `checkResult`, which
 * needs the checklist. Pure.
 */
export function applySubjectOperation(subject: Subject, operation: SubjectOperation, today: string): Applied<Subject> {
  const { actor, time } = operation;
  const obstacle = subjectObstacle(subject, operation.kind, actor);
  if (obstacle) return obstacle;
  switch (operation.kind) {
    case 'inspectionSubjects.confirm': {
      const { decision } = operation.payload;
      return {
        ok: true,
        record: {
          ...subject,
          stage: decision === 'undo' ? 'unconfirmed' : decision === 'skip' ? 'skipped' : 'waiting',
        },
      };
    }
    case 'inspectionSubjects.enterResult':
      return withResult(subject, operation.payload.result, operation, today);
    case 'inspectionSubjects.replaceResult':
      if (subject.result?.at !== operation.payload.replacedAt)
        return refuse('changed', '待复核的结果又有变化，请重新查看后再更换');
      return withResult(subject, operation.payload.result, operation, today);
    case 'inspectionSubjects.review': {
      const { decision, on, opinion, resultAt } = operation.payload;
      if (subject.result?.at !== resultAt) return refuse('changed', '待复核的结果又有变化，请重新查看后再复核');
      if (opinion.trim() === '') return refuse('required', '请填写经办意见', 'opinion');
      if (on > today) return refuse('future', '经办日期不能晚于今天', 'on');
      const reviews = [...subject.reviews, { decision, on, opinion, person: actor.name, at: time }];
      return {
        ok: true,
        record:
          decision === 'pass'
            ? { ...subject, stage: 'published', publishedAt: time, reviews }
            : { ...subject, stage: 'sentBack', reviews },
      };
    }
    case 'inspectionSubjects.reassign': {
      const { fromAccount, to, reason } = operation.payload;
      if (reason.trim() === '') return refuse('required', '请填写调整理由', 'reason');
      if (!isAssigned(subject, fromAccount))
        return refuse('notAssigned', '调整前人员不在该主体的检查组里', 'fromAccount');
      if (to.department.code !== subject.department.code)
        return refuse('otherOrgan', '调整后人员不在检查机关的执法检查人员名录库中', 'to');
      if (isAssigned(subject, to.account)) return refuse('already', '调整后人员已在该主体的检查组里', 'to');
      return {
        ok: true,
        record: { ...subject, inspectors: subject.inspectors.map((one) => (one.account === fromAccount ? to : one)) },
      };
    }
    case 'inspectionSubjects.correct': {
      const { correctionId, ...input } = operation.payload;
      const reasons = checkCorrection(input, today);
      if (reasons.length > 0) return { ok: false, reasons };
      const corrections = [...subject.corrections, correctionOf(correctionId, input, operation)];
      return { ok: true, record: { ...subject, corrections } };
    }
  }
}

function withResult(
  subject: Subject,
  result: ResultInput,
  { actor, time }: { actor: Actor; time: string },
  today: string,
): Applied<Subject> {
  const reasons: FieldReason[] = [];
  if (result.outcomes.length === 0)
    reasons.push({ field: 'result.outcomes', code: 'required', message: '请选择检查结果' });
  if (result.inspectedOn > today)
    reasons.push({ field: 'result.inspectedOn', code: 'future', message: '检查日期不能晚于今天' });
  if (reasons.length > 0) return { ok: false, reasons };
  return {
    ok: true,
    record: {
      ...subject,
      stage: 'entered',
      result: {
        ...result,
        person: actor.name,
        account: actor.account,
        department: { code: actor.departmentCode, name: actor.departmentName },
        at: time,
      },
    },
  };
}

export const subjectOperations = operations(kinds, applySubjectOperation);
