/** The record of one 告知: one enterprise and one 后置审批事项. */
import { z } from 'zod';
import { dateSchema, departmentSchema, instantSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';
import { correctionSchema } from '#shared/records/corrections.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { applicationTypes, noticeStages, returnReasons, feedbackResults } from './words.ts';

/** What a clerk fills in. Texts may be empty here; which of them are required depends on the result (`checkFeedback`). */
export const feedbackInputSchema = z.object({
  result: z.enum(feedbackResults),
  /** 反馈日期 */
  feedbackOn: dateSchema,
  certificateNumber: text(64),
  certificateName: text(64),
  issuingOrgan: text(200),
  issuedOn: dateSchema.nullable(),
  validFrom: dateSchema.nullable(),
  validTo: dateSchema.nullable(),
  /** 长期有效: there is no 有效期至. */
  longTerm: z.boolean(),
  permitContent: text(4000),
  remark: text(500),
});
export type FeedbackInput = z.infer<typeof feedbackInputSchema>;

export const feedbackSchema = feedbackInputSchema.extend({
  /** Made by the client; several certificates of one notice are several feedbacks. */
  id: z.uuid(),
  departmentCode: departmentSchema.shape.code,
  departmentName: departmentSchema.shape.name,
  /** Who gave it, and when: an amendment leaves both, or a feedback that was in time would look late ever after. */
  person: text(50),
  at: instantSchema,
  /** Who amended it last; absent: nobody has. */
  amended: z.object({ person: text(50), at: instantSchema }).optional(),
});
export type Feedback = z.infer<typeof feedbackSchema>;

export const noticeSchema = z.object({
  id: recordIdSchema,
  enterpriseId: recordIdSchema,
  /** 主体名称 */
  enterpriseName: text(200).min(1),
  creditCode: text(18).nullable(),
  registrationNumber: text(20).nullable(),
  enterpriseKind: z.enum(enterpriseKinds),
  /** 市场主体类型, four digits (CA16). */
  enterpriseTypeCode: text(4),
  legalRepresentative: text(100),
  phone: text(40),
  establishedOn: dateSchema,
  businessTermFrom: dateSchema,
  /** null: 长期 */
  businessTermTo: dateSchema.nullable(),
  /** 最近业务核准日期 */
  approvedOn: dateSchema,
  /** 住所 */
  address: text(300),
  street: text(100),
  regionCode: z.string().regex(/^\d{6}$/),
  registrationOrgan: text(100),
  jurisdictionOrgan: text(100),
  /** 注册资本, 万元 */
  registeredCapital: z.number().min(0).nullable(),
  industryCode: text(5),
  /** 经营范围 */
  businessScope: text(8000),
  applicationType: z.enum(applicationTypes),
  permitItemCode: text(20).min(1),
  permitItemName: text(100).min(1),
  /** The words of 经营范围 that made the registration organ push the notice here. */
  matchedKeywords: z.array(text(50)).max(50),
  /** 后置审批部门; null: 未明确 */
  reviewDepartment: departmentSchema.nullable(),
  pushedAt: instantSchema,
  stage: z.enum(noticeStages),
  receipt: z
    .object({ way: z.enum(['receive', 'claim']), department: departmentSchema, person: text(50), at: instantSchema })
    .nullable(),
  returned: z
    .object({
      reason: z.enum(returnReasons),
      words: text(500),
      department: departmentSchema,
      person: text(50),
      at: instantSchema,
    })
    .nullable(),
  feedbacks: z.array(feedbackSchema).max(100),
  /** Set when the platform closed the matter; nothing can be amended afterwards. */
  closedAt: instantSchema.nullable(),
  /** 更正 of feedbacks after that. Absent: nobody has asked for one. */
  corrections: z
    .array(correctionSchema.extend({ feedbackId: z.uuid() }))
    .max(20)
    .optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** Whether the department may see and work on the notice. */
export function noticeVisibleTo(notice: Notice, departmentCode: string): boolean {
  return (
    notice.stage === 'pool' ||
    notice.reviewDepartment?.code === departmentCode ||
    notice.receipt?.department.code === departmentCode ||
    notice.returned?.department.code === departmentCode
  );
}
