/** The record of one 抽查主体: one enterprise drawn in one 方案, from 名单确认 to 公示. */
import { z } from 'zod';
import { dateSchema, departmentSchema, instantSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';
import { correctionSchema } from '#shared/records/corrections.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { hasFinished, type Plan } from './plans.ts';
import { resultInputSchema } from './results.ts';
import { subjectStages } from './words.ts';

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
  /** 管辖机关; absent: the platform names none. */
  jurisdiction: text(100).optional(),
  /** 检查机关 */
  department: departmentSchema,
  /** Who reads it beside the 检查机关: organs above it, and who leads the plan. Absent: nobody. */
  seenBy: z.array(departmentSchema.shape.code).max(20).optional(),
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
  corrections: z.array(correctionSchema).max(20),
});
export type Subject = z.infer<typeof subjectSchema>;

/** The subject as its plan leaves it: from 确认完毕 on its list is closed, also before the platform has said so of the subject. */
export const inPlan = (subject: Subject, plan: Pick<Plan, 'confirmedBy'> | null): Subject =>
  hasFinished(plan, subject.department.code) && !subject.confirmationClosed
    ? { ...subject, confirmationClosed: true }
    : subject;

/** Whether the department may have the record: who inspects, and who only reads it (manual 六、5.1: 本级及本级下级机关). */
export const subjectVisibleTo = ({ department, seenBy = [] }: Subject, departmentCode: string): boolean =>
  department.code === departmentCode || seenBy.includes(departmentCode);

/** Whether the person is one of the inspectors to whom the subject was drawn. */
export const isAssigned = (subject: Subject, account: string): boolean =>
  subject.inspectors.some((one) => one.account === account);

/** Whether the account entered the result that stands. */
export const enteredBy = ({ result }: Pick<Subject, 'result'>, account: string): boolean => result?.account === account;

/** Whether the result is still to be entered or amended. */
export const isOpenTask = ({ stage }: Pick<Subject, 'stage'>): boolean => stage === 'waiting' || stage === 'sentBack';
