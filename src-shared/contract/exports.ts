/** Files for the archive: Excel sheets and printed forms, made beside other work. */
import { z } from 'zod';
import { deliveryStates } from '../trade/delivery.ts';
import { inspectorFilterSchema, inspectorSortSchema } from '../domains/inspectors/lists.ts';
import {
  planFilterSchema,
  planSortSchema,
  subjectFilterSchema,
  subjectPages,
  subjectSortSchema,
} from '../domains/inspections/lists.ts';
import { noticeFilterSchema, noticePages, noticeSortSchema } from '../domains/notices/lists.ts';
import { exportJobSchema } from './export-job.ts';
import { procedure, result, storageReasons } from './base.ts';
import { recordIdSchema } from '../platform-api/common.ts';

export const exportRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notices'),
    page: z.enum(noticePages),
    filter: noticeFilterSchema,
    sort: noticeSortSchema,
    /** Only these rows (导出所选, or what a batch receive just did). */
    ids: z.array(recordIdSchema).max(5000).optional(),
  }),
  /** 抽查任务清单: what a list of 抽查主体 shows. */
  z.object({
    kind: z.literal('inspectionTasks'),
    page: z.enum(subjectPages),
    filter: subjectFilterSchema,
    sort: subjectSortSchema.optional(),
    ids: z.array(recordIdSchema).max(5000).optional(),
  }),
  /** 抽查结果清单: those that have a result. */
  z.object({
    kind: z.literal('inspectionResults'),
    filter: subjectFilterSchema,
    sort: subjectSortSchema.optional(),
    ids: z.array(recordIdSchema).max(5000).optional(),
  }),
  /** 抽查情况统计 by plan, department and result. */
  z.object({ kind: z.literal('inspectionStatistics'), filter: subjectFilterSchema }),
  /** 抽查方案清单 */
  z.object({ kind: z.literal('inspectionPlans'), filter: planFilterSchema, sort: planSortSchema.optional() }),
  /** 执法检查人员名录 */
  z.object({ kind: z.literal('inspectors'), filter: inspectorFilterSchema, sort: inspectorSortSchema.optional() }),
  /** 报送情况清单: entries of the outbox with what was sent, the platform's reasons and its own text. */
  z.object({
    kind: z.literal('outbox'),
    states: z.array(z.enum(deliveryStates)).min(1),
    recordId: recordIdSchema.optional(),
  }),
]);
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const exportsContract = {
  /** Begins at once and answers at once; the list may be used meanwhile. */
  start: procedure
    .input(exportRequestSchema)
    .output(result({ job: exportJobSchema }, ['nothingToExport', ...storageReasons])),
  list: procedure.output(z.array(exportJobSchema)),
  cancel: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound'])),
  /** Opens the file, or the folder that holds it, with the system's own program. Only files made here. */
  open: procedure
    .input(z.object({ id: z.uuid(), what: z.enum(['file', 'folder']) }))
    .output(result({}, ['notFound', 'refused'])),
};
