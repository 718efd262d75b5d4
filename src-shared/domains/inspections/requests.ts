/** What the house is asked to make of 双随机抽查: sheets, printed forms; and where its numbers on the 工作台 lead. */
import { z } from 'zod';
import { recordIdSchema } from '#shared/platform-api/common.ts';
import { sheetRequest } from '#shared/lists/schema.ts';
import { planListSchemas, subjectListSchemas } from './list-schemas.ts';
import { resultInputSchema } from './results.ts';

/** 随机抽查情况记录表, 专项记录表 (one for each 检查项目), 随机抽查通知书. */
export const inspectionForms = ['record', 'special', 'notice'] as const;
/** Subjects without a result are left out unless `blank`, and told of. */
export const printRequestSchema = z.object({
  kind: z.literal('inspectionForms'),
  ids: z.array(recordIdSchema).min(1).max(500),
  form: z.enum(inspectionForms),
  /** True: pre-filled with what is known of the subject, the rest to be written by hand; else with the result entered. */
  blank: z.boolean(),
  /** 草稿: what stands in the result form of the one subject, not submitted; every page says that it is one. */
  draft: resultInputSchema.optional(),
});
export type PrintRequest = z.infer<typeof printRequestSchema>;

/** 更正申请 of one request. */
export const subjectCorrectionPaperSchema = z.object({
  kind: z.literal('inspectionCorrection'),
  id: recordIdSchema,
  correctionId: z.uuid(),
});
export type SubjectCorrectionPaper = z.infer<typeof subjectCorrectionPaperSchema>;

/** 抽查任务清单: what a list of 抽查主体 shows. */
export const taskSheetSchema = sheetRequest('inspectionTasks', subjectListSchemas);
export type TaskSheet = z.infer<typeof taskSheetSchema>;
/** 抽查结果清单: of them those that have a result. */
export const resultSheetSchema = sheetRequest('inspectionResults', subjectListSchemas);
export type ResultSheet = z.infer<typeof resultSheetSchema>;
/** 抽查情况统计 by plan, department and result. */
export const statisticsSheetSchema = sheetRequest('inspectionStatistics', subjectListSchemas);
export type StatisticsSheet = z.infer<typeof statisticsSheetSchema>;
/** 抽查方案清单 */
export const planSheetSchema = sheetRequest('inspectionPlans', planListSchemas);
export type PlanSheet = z.infer<typeof planSheetSchema>;

export const subjectsLinkSchema = z.object({
  to: z.literal('inspections'),
  /** `confirm`: 主体名单确认 of the plan in the filter. */
  page: z.enum(['mine', 'review', 'confirm', 'query']),
  filter: subjectListSchemas.filter,
  /** Which of them stands open; of `mine` its form. */
  open: recordIdSchema.optional(),
});
export type SubjectsLink = z.infer<typeof subjectsLinkSchema>;
