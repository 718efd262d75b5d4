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
  sha256Schema,
  text,
} from '../../platform-api/common.ts';
import type { FieldReason } from '../../platform-api/interface.ts';
import { type Applied, enterpriseKinds } from '../notices.ts';
import {
  answerSchema,
  type CheckFinding,
  checkAnswer,
  type Checklist,
  answerShowsIssue,
  pointsOf,
} from './checklist.ts';
import { checkWays, coarseOutcome, followUps, inspectionOutcomes, inspectionOutcomeTable } from './outcomes.ts';

export const subjectStages = ['unconfirmed', 'skipped', 'waiting', 'entered', 'sentBack', 'published'] as const;
export type SubjectStage = (typeof subjectStages)[number];
export const subjectStageNames: Record<SubjectStage, string> = {
  unconfirmed: '未确认',
  skipped: '确认不检查',
  waiting: '待录入',
  entered: '待复核',
  sentBack: '待修改',
  published: '已公示',
};

export const evidenceSchema = z.object({
  id: z.uuid(),
  sha256: sha256Schema,
  bytes: z.number().int().min(1),
  mediaType: text(100),
  name: text(200),
  caption: text(200),
  /** When it was taken or added, corrected by the platform's clock. */
  takenAt: instantSchema,
  /** The 检查内容 it belongs to; null: the subject as a whole. */
  pointId: recordIdSchema.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const signatureRoles = ['inspector', 'inspected', 'witness'] as const;
export const signatureRoleNames: Record<(typeof signatureRoles)[number], string> = {
  inspector: '检查人员',
  inspected: '被检查单位',
  witness: '见证人',
};
export const signatureSchema = z.object({
  id: z.uuid(),
  role: z.enum(signatureRoles),
  name: text(50),
  /** The drawn signature, a PNG attachment; null where the inspected party refused to sign. */
  sha256: sha256Schema.nullable(),
  refused: z.boolean(),
  /** 拒签理由 */
  refusalWords: text(200),
  at: instantSchema,
});
export type Signature = z.infer<typeof signatureSchema>;

export const resultInputSchema = z.object({
  checklistVersion: z.number().int().min(1),
  checkWays: z.array(z.enum(checkWays)).max(6),
  answers: z.array(answerSchema).max(2000),
  /** 临时添加的检查事项 */
  extraItems: z.array(z.object({ id: z.uuid(), title: text(300), found: text(1000), sound: z.boolean() })).max(50),
  outcomes: z.array(z.enum(inspectionOutcomes)).max(13),
  /** 检查发现问题 */
  foundIssues: text(2000),
  /** 处理情况描述 */
  handling: text(2000),
  followUp: z.enum(followUps),
  followUpWords: text(500),
  remark: text(500),
  inspectedOn: dateSchema,
  phone: text(40),
  /** Written explanations of 核实 findings, by the finding's field. */
  explanations: z.array(z.object({ field: text(200), words: text(500) })).max(500),
  evidence: z.array(evidenceSchema).max(300),
  signatures: z.array(signatureSchema).max(20),
});
export type ResultInput = z.infer<typeof resultInputSchema>;

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
  'inspectionSubjects.review': z.object({
    decision: z.enum(['pass', 'sendBack']),
    on: dateSchema,
    opinion: text(1000),
  }),
  'inspectionSubjects.reassign': z.object({ fromAccount: text(64), to: inspectorReferenceSchema, reason: text(2000) }),
  'inspectionSubjects.correct': z.object({ correctionId: z.uuid(), reason: text(1000), wanted: text(2000) }),
} as const;
export type SubjectOperationKind = keyof typeof subjectOperationSchemas;
export const subjectOperationNames: Record<SubjectOperationKind, string> = {
  'inspectionSubjects.confirm': '主体名单确认',
  'inspectionSubjects.enterResult': '录入抽查结果',
  'inspectionSubjects.review': '复核',
  'inspectionSubjects.reassign': '抽查人员调整',
  'inspectionSubjects.correct': '更正',
};
export type SubjectOperation = {
  [Kind in SubjectOperationKind]: { kind: Kind; payload: z.infer<(typeof subjectOperationSchemas)[Kind]> };
}[SubjectOperationKind] & { actor: Actor; time: string };

/**
 * Everything that is wrong or doubtful about a result, in the order of the form. `block` 强制 findings refuse it; `explain`
 * 核实 findings pass once an explanation with the same field is given.
 */
export function checkResult(result: ResultInput, checklist: Checklist, today: string): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const block = (field: string, code: string, message: string) =>
    findings.push({ level: 'block', field, code, message });
  const explain = (field: string, code: string, message: string) =>
    findings.push({ level: 'explain', field, code, message });
  if (result.checkWays.length === 0) block('checkWays', 'required', '请选择检查方式');
  const answers = new Map(result.answers.map((answer) => [answer.pointId, answer]));
  const points = pointsOf(checklist);
  for (const point of points) findings.push(...checkAnswer(point, answers.get(point.id)));
  const known = new Set(points.map((point) => point.id));
  for (const answer of result.answers)
    if (!known.has(answer.pointId)) block(`answers.${answer.pointId}`, 'unknownPoint', '检查内容不在这一版检查表里');
  if (result.outcomes.length === 0) block('outcomes', 'required', '请选择检查结果');
  if (result.outcomes.length > 1 && result.outcomes.some((outcome) => inspectionOutcomeTable[outcome].exclusive))
    block('outcomes', 'exclusive', '“未发现问题”不能与其他检查结果同时选择');
  const issues = points.some((point) => {
    const answer = answers.get(point.id);
    return answer !== undefined && answerShowsIssue(point, answer);
  });
  if (issues && result.outcomes.includes('noIssue'))
    explain('outcomes', 'contradiction', '检查内容里记有问题，检查结果却是“未发现问题”，请核实并说明');
  if (
    !issues &&
    result.outcomes.length > 0 &&
    coarseOutcome(result.outcomes) === 'issue' &&
    result.extraItems.every((item) => item.sound)
  )
    explain('outcomes', 'noIssueRecorded', '检查结果为发现问题，但检查内容里没有记录问题，请核实并说明');
  if (result.foundIssues.trim() === '') block('foundIssues', 'required', '请填写检查发现问题（没有时填“未发现问题”）');
  if (result.handling.trim() === '') block('handling', 'required', '请填写处理情况描述');
  if (result.followUp === 'other' && result.followUpWords.trim() === '')
    block('followUpWords', 'required', '请写明其他后续处置');
  if (result.inspectedOn > today) block('inspectedOn', 'future', '检查日期不能晚于今天');
  const signed = (role: (typeof signatureRoles)[number]) => result.signatures.filter((one) => one.role === role);
  if (result.checkWays.includes('onSite')) {
    if (!signed('inspector').some((one) => one.sha256 !== null))
      block('signatures.inspector', 'required', '实地检查须有检查人员签名');
    const inspected = signed('inspected');
    if (inspected.length === 0) explain('signatures.inspected', 'missing', '被检查单位没有签名，请说明原因');
    if (inspected.some((one) => one.refused) && signed('witness').length === 0)
      explain('signatures.witness', 'missing', '被检查单位拒签且没有见证人，请说明原因');
  }
  for (const one of result.signatures) {
    if (one.name.trim() === '') block(`signatures.${one.id}`, 'name', '签名缺少姓名');
    if (!one.refused && one.sha256 === null) block(`signatures.${one.id}`, 'empty', '签名是空白的，请重新签名');
    if (one.refused && one.refusalWords.trim() === '') block(`signatures.${one.id}`, 'refusalWords', '请写明拒签理由');
  }
  return findings;
}

/** The findings that still stand in the way: those that block, and those to be explained that are not. */
export function standingFindings(
  findings: readonly CheckFinding[],
  explanations: ResultInput['explanations'],
): CheckFinding[] {
  const explained = new Set(explanations.filter((one) => one.words.trim() !== '').map((one) => one.field));
  return findings.filter((finding) => finding.level === 'block' || !explained.has(finding.field));
}

const refuse = (code: string, message: string, field = ''): Applied<never> => ({
  ok: false,
  reasons: [{ field, code, message }],
});

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
      const { decision } = operation.payload;
      return {
        ok: true,
        record: {
          ...subject,
          stage: decision === 'undo' ? 'unconfirmed' : decision === 'skip' ? 'skipped' : 'waiting',
        },
      };
    }
    case 'inspectionSubjects.enterResult': {
      if (!isAssigned(subject, actor.account)) return refuse('notAssigned', '只能录入分派给本人的抽查主体');
      if (subject.stage !== 'waiting' && subject.stage !== 'sentBack')
        return refuse('wrongStage', `该主体${stage}，不能录入`);
      const { result } = operation.payload;
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
    case 'inspectionSubjects.review': {
      if (subject.stage !== 'entered') return refuse('wrongStage', `该主体${stage}，不能复核`);
      const { decision, on, opinion } = operation.payload;
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
