/**
 * 抽查主体: one enterprise drawn in one 方案, from 名单确认 to 公示, and the rules of each operation.
 *
 * Source: the platform's manual 六、3.1 (确认检查/确认不检查), 六、4.1 (any assigned inspector may enter, only own subjects),
 * 六、4.2 (same department with the right of 复核; passing publishes). After 公示 nothing is overwritten: a 更正 opens beside.
 */
import { z } from 'zod';
import {
  type Actor,
  dateSchema,
  departmentSchema,
  instantSchema,
  recordIdSchema,
  text,
} from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { type Applied, refuse } from '#shared/records/applied.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { type ResultInput, resultInputSchema } from './results.ts';
import { subjectStages, subjectStageNames } from './words.ts';

export const inspectorReferenceSchema = z.object({
  account: text(64).min(1),
  name: text(50).min(1),
  certificateNumber: text(50),
  department: departmentSchema,
});
export type InspectorReference = z.infer<typeof inspectorReferenceSchema>;

export const subjectSchema = z.object({
  id: recordIdSchema,
  planId: recordIdSchema,
  planName: text(200),
  planNumber: text(60),
  planFrom: dateSchema,
  planTo: dateSchema,
  checklistId: recordIdSchema,
  checklistVersion: z.number().int().min(1),
  enterpriseId: recordIdSchema,
  enterpriseName: text(200).min(1),
  creditCode: text(18).nullable(),
  registrationNumber: text(20).nullable(),
  enterpriseKind: z.enum(enterpriseKinds),
  legalRepresentative: text(100),
  phone: text(40),
  address: text(300),
  registrationOrgan: text(100),
  /** 检查机关 */
  department: departmentSchema,
  stage: z.enum(subjectStages),
  /** 确认完毕: the list of the plan is closed for this department. */
  confirmationClosed: z.boolean(),
  inspectors: z.array(inspectorReferenceSchema).max(20),
  result: resultInputSchema
    .extend({ person: text(50), account: text(64), department: departmentSchema, at: instantSchema })
    .nullable(),
  reviews: z
    .array(
      z.object({
        decision: z.enum(['pass', 'sendBack']),
        on: dateSchema,
        opinion: text(1000),
        person: text(50),
        at: instantSchema,
      }),
    )
    .max(50),
  publishedAt: instantSchema.nullable(),
  corrections: z
    .array(
      z.object({
        id: z.uuid(),
        reason: text(1000),
        wanted: text(2000),
        person: text(50),
        at: instantSchema,
        settledAt: instantSchema.nullable(),
      }),
    )
    .max(20),
});
export type Subject = z.infer<typeof subjectSchema>;

export const subjectOperationSchemas = {
  'inspectionSubjects.confirm': z.object({ decision: z.enum(['inspect', 'skip', 'undo']) }),
  'inspectionSubjects.enterResult': z.object({ result: resultInputSchema }),
  /** Another result in the place of one that waits for 复核; `replacedAt` names the one that the person saw. */
  'inspectionSubjects.replaceResult': z.object({ result: resultInputSchema, replacedAt: instantSchema }),
  'inspectionSubjects.review': z.object({
    decision: z.enum(['pass', 'sendBack']),
    on: dateSchema,
    opinion: text(1000),
    /** Names the result that the reviewer read, so that a later one is never published unread. */
    resultAt: instantSchema,
  }),
  'inspectionSubjects.reassign': z.object({ fromAccount: text(64), to: inspectorReferenceSchema, reason: text(2000) }),
  'inspectionSubjects.correct': z.object({ correctionId: z.uuid(), reason: text(1000), wanted: text(2000) }),
} as const;
export type SubjectOperationKind = keyof typeof subjectOperationSchemas;
export const subjectOperationNames: Record<SubjectOperationKind, string> = {
  'inspectionSubjects.confirm': '主体名单确认',
  'inspectionSubjects.enterResult': '录入抽查结果',
  'inspectionSubjects.replaceResult': '更换待复核的抽查结果',
  'inspectionSubjects.review': '复核',
  'inspectionSubjects.reassign': '抽查人员调整',
  'inspectionSubjects.correct': '更正',
};
export type SubjectOperation = {
  [Kind in SubjectOperationKind]: { kind: Kind; payload: z.infer<(typeof subjectOperationSchemas)[Kind]> };
}[SubjectOperationKind] & { actor: Actor; time: string };

/** Whether the person is one of the inspectors to whom the subject was drawn. */
export const isAssigned = (subject: Subject, account: string): boolean =>
  subject.inspectors.some((one) => one.account === account);

/**
 * Does one operation on a subject: stages and whose turn it is. The content of a result is checked by `checkResult`, which
 * needs the checklist; the right of 复核 is known only where the account's roles are. Pure.
 */
export function applySubjectOperation(subject: Subject, operation: SubjectOperation, today: string): Applied<Subject> {
  const { actor, time } = operation;
  const ours = subject.department.code === actor.departmentCode;
  if (!ours) return refuse('notYours', '该抽查主体不由本部门检查');
  if (subject.stage === 'published' && operation.kind !== 'inspectionSubjects.correct')
    return refuse('published', '结果已经公示，不能再修改；需要时请提出更正');
  const stage = subjectStageNames[subject.stage];
  switch (operation.kind) {
    case 'inspectionSubjects.confirm': {
      if (subject.confirmationClosed) return refuse('closed', '主体名单已经确认完毕');
      if (subject.stage === 'entered' || subject.stage === 'sentBack')
        return refuse('wrongStage', `该主体${stage}，不能再改变确认`);
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
      if (!isAssigned(subject, actor.account)) return refuse('notAssigned', '只能录入分派给本人的抽查主体');
      if (subject.stage !== 'waiting' && subject.stage !== 'sentBack')
        return refuse('wrongStage', `该主体${stage}，不能录入`);
      return withResult(subject, operation.payload.result, operation, today);
    case 'inspectionSubjects.replaceResult':
      if (!isAssigned(subject, actor.account)) return refuse('notAssigned', '只能录入分派给本人的抽查主体');
      if (subject.stage !== 'entered') return refuse('wrongStage', `该主体${stage}，没有待复核的结果可以更换`);
      if (subject.result?.at !== operation.payload.replacedAt)
        return refuse('changed', '待复核的结果又有变化，请重新查看后再更换');
      return withResult(subject, operation.payload.result, operation, today);
    case 'inspectionSubjects.review': {
      if (subject.stage !== 'entered') return refuse('wrongStage', `该主体${stage}，不能复核`);
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
      if (subject.stage !== 'waiting' && subject.stage !== 'sentBack')
        return refuse('wrongStage', `该主体${stage}，不能调整人员`);
      const { fromAccount, to, reason } = operation.payload;
      if (reason.trim() === '') return refuse('required', '请填写调整理由', 'reason');
      if (!isAssigned(subject, fromAccount))
        return refuse('notAssigned', '调整前人员不在该主体的检查组里', 'fromAccount');
      if (isAssigned(subject, to.account)) return refuse('already', '调整后人员已在该主体的检查组里', 'to');
      return {
        ok: true,
        record: { ...subject, inspectors: subject.inspectors.map((one) => (one.account === fromAccount ? to : one)) },
      };
    }
    case 'inspectionSubjects.correct': {
      if (subject.stage !== 'published') return refuse('wrongStage', '尚未公示的结果请直接修改，无需更正');
      const { correctionId, reason, wanted } = operation.payload;
      if (reason.trim() === '') return refuse('required', '请填写更正理由', 'reason');
      if (subject.corrections.some((one) => one.settledAt === null)) return refuse('open', '已有一项更正正在办理');
      return {
        ok: true,
        record: {
          ...subject,
          corrections: [
            ...subject.corrections,
            { id: correctionId, reason, wanted, person: actor.name, at: time, settledAt: null },
          ],
        },
      };
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
