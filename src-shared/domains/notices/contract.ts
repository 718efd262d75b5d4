/** 双告知: lists, one notice, and what a clerk does with it. */
import { z } from 'zod';
import { enterpriseListings } from '../enterprises/words.ts';
import { enterpriseSchema } from '../enterprises/record.ts';
import { applicationTypes, feedbackResults, noticeStages, noticeStatuses, returnReasons } from './words.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { feedbackInputSchema, noticeSchema } from './record.ts';
import { dateSchema, recordIdSchema } from '#shared/platform-api/common.ts';
import {
  batchResult,
  countSchema,
  manyIds,
  operationResult,
  procedure,
  result,
  undoable,
} from '#shared/contract/base.ts';
import type { DomainContract } from '#shared/contract/domain.ts';
import { draftSchema } from '#shared/contract/drafts.ts';
import { sheetRequest } from '#shared/lists/schema.ts';
import { noticeListSchemas } from './list-schemas.ts';
import { operationEntrySchema } from '#shared/contract/outbox.ts';
import { correctionInputSchema } from '#shared/records/corrections.ts';
import { lampSchema, deadlineSchema, deliverySchema, timelineEntrySchema } from '#shared/records/parts.ts';

export const noticeRowSchema = z.object({
  id: recordIdSchema,
  enterpriseName: z.string(),
  /** 统一社会信用代码, else 注册号, else empty. */
  code: z.string(),
  enterpriseKind: z.enum(enterpriseKinds),
  businessScope: z.string(),
  matchedKeywords: z.array(z.string()),
  address: z.string(),
  street: z.string(),
  establishedOn: dateSchema,
  approvedOn: dateSchema,
  applicationType: z.enum(applicationTypes),
  permitItemName: z.string(),
  reviewDepartmentName: z.string().nullable(),
  stage: z.enum(noticeStages),
  status: z.enum(noticeStatuses),
  pushedAt: z.string(),
  receivedAt: z.string().nullable(),
  feedbackCount: z.number().int(),
  lastFeedbackResult: z.enum(feedbackResults).nullable(),
  closed: z.boolean(),
  lamp: lampSchema,
  /** The deadline that runs now, if any. */
  deadline: deadlineSchema.nullable(),
  delivery: deliverySchema.nullable(),
  /** Lists that the enterprise stands on now. */
  listings: z.array(z.enum(enterpriseListings)),
  hasDraft: z.boolean(),
  /** The term of the 更正 that the platform has not dealt with. */
  correction: deadlineSchema.nullable(),
});
export type NoticeRow = z.infer<typeof noticeRowSchema>;

export const noticeDetailSchema = z.object({
  notice: noticeSchema,
  revision: z.number().int(),
  row: noticeRowSchema,
  enterprise: enterpriseSchema.nullable(),
  deadlines: z.array(deadlineSchema),
  timeline: z.array(timelineEntrySchema),
  operations: z.array(operationEntrySchema),
  /** Half-filled feedback: `part` is the feedback that is amended, empty for a new one. */
  drafts: z.array(draftSchema),
  /** What the rules allow now, so that a screen never decides. */
  allowed: z.object({
    receive: z.boolean(),
    claim: z.boolean(),
    return: z.boolean(),
    feedback: z.boolean(),
    /** A further certificate, beside what is fed back already. */
    another: z.boolean(),
    correct: z.boolean(),
  }),
});
export type NoticeDetail = z.infer<typeof noticeDetailSchema>;

/** 告知清单: what one of the pages shows. */
const noticeSheetSchema = sheetRequest('notices', noticeListSchemas);
export type NoticeSheet = z.infer<typeof noticeSheetSchema>;

/** The same as XML (`resources/notices-v1.xsd`), for the department's own system. */
const noticeXmlSchema = sheetRequest('noticesXml', noticeListSchemas);
export type NoticeXml = z.infer<typeof noticeXmlSchema>;

/** 更正申请 of one request. */
const noticeCorrectionPaperSchema = z.object({
  kind: z.literal('noticeCorrection'),
  id: recordIdSchema,
  correctionId: z.uuid(),
});
export type NoticeCorrectionPaper = z.infer<typeof noticeCorrectionPaperSchema>;

const noticesLinkSchema = z.object({
  to: z.literal('notices'),
  page: noticeListSchemas.page,
  filter: noticeListSchemas.filter,
  /** Which of them stands open. */
  open: recordIdSchema.optional(),
});
export type NoticesLink = z.infer<typeof noticesLinkSchema>;

/** What was done with the notices of this PC in a week. */
const noticeWeekSchema = z.object({ from: z.string(), received: z.number().int(), answered: z.number().int() });
export type NoticeWeek = z.infer<typeof noticeWeekSchema>;

const procedures = {
  list: procedure
    .input(noticeListSchemas.request)
    .output(z.object({ rows: z.array(noticeRowSchema), nextCursor: z.string().nullable() })),
  /** Counted apart from the list, so that the first page never waits for it. */
  count: procedure.input(noticeListSchemas.countRequest).output(countSchema),
  /** Received and answered by week, oldest first, the last 8 weeks. */
  weeks: procedure.output(z.array(noticeWeekSchema)),
  /** Choices of the filter bar: 后置审批事项 and 后置审批部门 that occur in the local data. */
  choices: procedure.output(
    z.object({
      permitItems: z.array(z.object({ code: z.string(), name: z.string() })),
      departments: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
  get: procedure.input(z.object({ id: recordIdSchema })).output(result({ detail: noticeDetailSchema }, ['notFound'])),
  receive: procedure.input(z.object({ ids: manyIds, undoable })).output(batchResult),
  claim: procedure.input(z.object({ ids: manyIds, undoable })).output(batchResult),
  return: procedure
    .input(z.object({ ids: manyIds, undoable, reason: z.enum(returnReasons), words: z.string().max(500) }))
    .output(batchResult),
  /**
   * The term of a feedback that is being filled in; null: its result has none. `feedbackId`: the one that is amended, which
   * was given when it was given first.
   */
  feedbackTerm: procedure
    .input(
      z.object({
        noticeId: recordIdSchema,
        feedbackId: z.uuid().nullable(),
        result: z.enum(feedbackResults),
        issuedOn: dateSchema.nullable(),
      }),
    )
    .output(z.object({ deadline: deadlineSchema.nullable() })),
  /** `feedbackId` null: a new feedback; otherwise the one that is amended. Removes the draft in the same transaction. */
  submitFeedback: procedure
    .input(z.object({ noticeId: recordIdSchema, feedbackId: z.uuid().nullable(), feedback: feedbackInputSchema }))
    .output(operationResult),
  /** 更正 of a feedback after the platform closed the matter: a request beside it. */
  correct: procedure
    .input(z.object({ noticeId: recordIdSchema, feedbackId: z.uuid(), correction: correctionInputSchema }))
    .output(operationResult),
};

/** What 双告知 adds to the contract. */
export const noticesContract = {
  procedures,
  sheets: [noticeSheetSchema, noticeXmlSchema],
  papers: [noticeCorrectionPaperSchema],
  links: [noticesLinkSchema],
} satisfies DomainContract;
