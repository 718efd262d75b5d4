/** 双随机抽查: plans, the inspector's tasks, results, reviews. */
import { z } from 'zod';
import { enterpriseListings } from '../enterprises/words.ts';
import { enterpriseSchema } from '../enterprises/record.ts';
import { checklistSchema } from './checklist.ts';
import { planSchema } from './plans.ts';
import { resultInputSchema } from './results.ts';
import { inspectorReferenceSchema, subjectSchema } from './subjects.ts';
import { subjectStages } from './words.ts';
import { enterpriseKinds } from '../enterprises/words.ts';
import { dateSchema, recordIdSchema } from '#shared/platform-api/common.ts';
import { fieldReasonSchema } from '#shared/platform-api/interface.ts';
import { namedFileSchema } from '#shared/contract/attachments.ts';
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
import { peopleListSchemas, planListSchemas, subjectListSchemas } from './list-schemas.ts';
import {
  planSheetSchema,
  printRequestSchema,
  resultSheetSchema,
  statisticsSheetSchema,
  subjectCorrectionPaperSchema,
  subjectsLinkSchema,
  taskSheetSchema,
} from './requests.ts';
import { correctionInputSchema } from '#shared/records/corrections.ts';
import { deadlineSchema, deliverySchema, timelineEntrySchema } from '#shared/records/parts.ts';
import { operationEntrySchema } from '#shared/contract/outbox.ts';

export const subjectRowSchema = z.object({
  id: recordIdSchema,
  planId: recordIdSchema,
  planName: z.string(),
  planNumber: z.string(),
  planFrom: dateSchema,
  planTo: dateSchema,
  enterpriseName: z.string(),
  code: z.string(),
  /** Beside the 统一代码, where there are both. */
  registrationNumber: z.string().nullable(),
  enterpriseKind: z.enum(enterpriseKinds),
  legalRepresentative: z.string(),
  phone: z.string(),
  address: z.string(),
  registrationOrgan: z.string(),
  jurisdiction: z.string(),
  /** Name of the 检查机关. */
  organ: z.string(),
  /** Whether the own department inspects; others' are only read. */
  isOwn: z.boolean(),
  stage: z.enum(subjectStages),
  confirmationClosed: z.boolean(),
  inspectors: z.array(z.string()),
  inspectedOn: dateSchema.nullable(),
  /** 正常 / 发现问题, once there is a result. */
  coarseOutcome: z.enum(['normal', 'issue']).nullable(),
  /** Calendar days until the plan ends; negative: past it. Null once entered. */
  daysLeft: z.number().int().nullable(),
  delivery: deliverySchema.nullable(),
  /** Attachments of the result: how many there are and how many the platform has. */
  attachments: z.object({ total: z.number().int(), delivered: z.number().int() }),
  hasDraft: z.boolean(),
  /** The signed-in person entered the result. */
  isOwnResult: z.boolean(),
  /** The term of the 更正 that the platform has not dealt with. */
  correction: deadlineSchema.nullable(),
  listings: z.array(z.enum(enterpriseListings)),
});
export type SubjectRow = z.infer<typeof subjectRowSchema>;

export const findingSchema = fieldReasonSchema.extend({ level: z.enum(['block', 'explain']) });

export const subjectDetailSchema = z.object({
  subject: subjectSchema,
  revision: z.number().int(),
  row: subjectRowSchema,
  plan: planSchema.nullable(),
  /** The version that the draft or the result was begun in; null: it has not arrived yet. */
  checklist: checklistSchema.nullable(),
  enterprise: enterpriseSchema.nullable(),
  /** A half-filled result; its `shape` is the version of the checklist in which it was begun. */
  draft: draftSchema.nullable(),
  timeline: z.array(timelineEntrySchema),
  /** 更正报请 of every correction. */
  deadlines: z.array(deadlineSchema),
  operations: z.array(operationEntrySchema),
  allowed: z.object({
    confirm: z.boolean(),
    enter: z.boolean(),
    /** 待复核 still: another result may take its place. */
    replace: z.boolean(),
    review: z.boolean(),
    reassign: z.boolean(),
    correct: z.boolean(),
  }),
});
export type SubjectDetail = z.infer<typeof subjectDetailSchema>;

/** How many subjects stand where; together they are `total`. */
export const progressSchema = z.object({
  total: z.number().int(),
  unconfirmed: z.number().int(),
  skipped: z.number().int(),
  /** To be entered or amended. */
  waiting: z.number().int(),
  /** Waiting for 复核. */
  entered: z.number().int(),
  published: z.number().int(),
});
export type Progress = z.infer<typeof progressSchema>;

export const planRowSchema = planSchema.extend({
  /** Of the own department. */
  own: progressSchema,
  /** Of each 检查机关 whose subjects are on this PC, the own one first. */
  organs: z.array(progressSchema.extend({ code: z.string(), name: z.string() })),
  /** Still to be entered or amended by the person. */
  mine: z.number().int(),
  /** Whether the department may say 确认完毕 now. */
  mayFinishConfirmation: z.boolean(),
});
export type PlanRow = z.infer<typeof planRowSchema>;

/** One person of a plan, as 抽查人员调整 lists them. */
export const planInspectorSchema = z.object({
  id: z.string(),
  planId: recordIdSchema,
  planName: z.string(),
  planNumber: z.string(),
  /** Name of the 制定机关; empty where the plan is not on this PC. */
  drawnUpBy: z.string(),
  inspector: inspectorReferenceSchema,
  /** 所属部门; empty where neither the 名录 nor the accounts tell it. */
  unit: z.string(),
  /** Subjects that the person has still to inspect. */
  open: z.number().int(),
  /** Names of the first of them. */
  subjects: z.array(z.string()),
  /** 相关协同人员 */
  partners: z.array(z.string()),
});
export type PlanInspector = z.infer<typeof planInspectorSchema>;

export const departureItemSchema = z.object({
  key: z.string(),
  title: z.string(),
  state: z.enum(['ready', 'warning', 'missing']),
  said: z.string(),
  next: z.string(),
  /** Files that are missing and can be fetched (`attachments.fetch`). */
  files: z.array(namedFileSchema).optional(),
});

/** What a typed, pasted or scanned code leads to. */
export const codeLookupSchema = z.object({
  /** The code as understood; empty where nothing in the text is one. */
  code: z.string(),
  /** Chinese words on the check digit or the shape; empty: sound. */
  problem: z.string(),
  suggestions: z.array(z.string()).max(10),
  /** By suggested code the name of the enterprise that has it on this PC: a name is recognised, eighteen characters are not. */
  suggestedNames: z.record(z.string(), z.string()),
  subjects: z.array(subjectRowSchema).max(20),
  enterprises: z
    .array(enterpriseSchema.pick({ id: true, name: true, creditCode: true, registrationNumber: true, address: true }))
    .max(20),
});

const procedures = {
  plans: procedure
    .input(
      z.object({
        page: planListSchemas.page.optional(),
        filter: planListSchemas.filter,
        sort: planListSchemas.sort.optional(),
      }),
    )
    .output(z.array(planRowSchema)),
  finishConfirmation: procedure.input(z.object({ planId: recordIdSchema })).output(operationResult),
  list: procedure
    .input(subjectListSchemas.request)
    .output(z.object({ rows: z.array(subjectRowSchema), nextCursor: z.string().nullable() })),
  count: procedure.input(subjectListSchemas.countRequest).output(countSchema),
  get: procedure.input(z.object({ id: recordIdSchema })).output(result({ detail: subjectDetailSchema }, ['notFound'])),
  confirm: procedure
    .input(z.object({ ids: manyIds, undoable, decision: z.enum(['inspect', 'skip', 'undo']) }))
    .output(batchResult),
  /** All findings, 强制 and 核实, in the order of the form. */
  check: procedure
    .input(z.object({ subjectId: recordIdSchema, result: resultInputSchema }))
    .output(result({ findings: z.array(findingSchema) }, ['notFound', 'refused'])),
  /** Refused while a finding stands; removes the draft in the same transaction. */
  submitResult: procedure
    .input(z.object({ subjectId: recordIdSchema, result: resultInputSchema }))
    .output(operationResult),
  review: procedure
    .input(
      z.object({ ids: manyIds, decision: z.enum(['pass', 'sendBack']), on: dateSchema, opinion: z.string().max(1000) }),
    )
    .output(batchResult),
  /** Who inspects in the running plans, and what they still have to do. */
  people: procedure
    .input(peopleListSchemas.request)
    .output(z.object({ rows: z.array(planInspectorSchema), nextCursor: z.string().nullable(), count: countSchema })),
  /** 抽查人员调整: in all subjects of the plan that the person still has to inspect. */
  reassign: procedure
    .input(
      z.object({
        planId: recordIdSchema,
        fromAccount: z.string().max(64),
        to: inspectorReferenceSchema,
        reason: z.string().max(2000),
      }),
    )
    .output(batchResult),
  correct: procedure.input(z.object({ id: recordIdSchema, correction: correctionInputSchema })).output(operationResult),
  /** 出发前检查 */
  departure: procedure.output(z.object({ items: z.array(departureItemSchema), subjects: z.number().int() })),
  lookup: procedure.input(z.object({ text: z.string().max(2000) })).output(codeLookupSchema),
};

/** What 双随机抽查 adds to the contract. */
export const inspectionsContract = {
  procedures,
  sheets: [taskSheetSchema, resultSheetSchema, statisticsSheetSchema, planSheetSchema],
  papers: [printRequestSchema, subjectCorrectionPaperSchema],
  links: [subjectsLinkSchema],
} satisfies DomainContract;
