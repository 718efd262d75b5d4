/** Files for the archive: Excel sheets and printed forms, made beside other work. */
import { z } from 'zod';
import { deliveryStates } from '../trade/delivery.ts';
import { inspectorListSchemas } from '../domains/inspectors/list-schemas.ts';
import { planListSchemas, subjectListSchemas } from '../domains/inspections/list-schemas.ts';
import { noticeListSchemas } from '../domains/notices/list-schemas.ts';
import { sheetRequest } from '../lists/schema.ts';
import { exportJobSchema } from './export-job.ts';
import { procedure, result, storageReasons } from './base.ts';
import { recordIdSchema } from '../platform-api/common.ts';

export const exportRequestSchema = z.discriminatedUnion('kind', [
  sheetRequest('notices', noticeListSchemas),
  /** 抽查任务清单: what a list of 抽查主体 shows. */
  sheetRequest('inspectionTasks', subjectListSchemas),
  /** 抽查结果清单: of them those that have a result. */
  sheetRequest('inspectionResults', subjectListSchemas),
  /** 抽查情况统计 by plan, department and result. */
  sheetRequest('inspectionStatistics', subjectListSchemas),
  /** 抽查方案清单 */
  sheetRequest('inspectionPlans', planListSchemas),
  /** 执法检查人员名录 */
  sheetRequest('inspectors', inspectorListSchemas),
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
