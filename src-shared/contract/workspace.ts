/** 工作台, exports, settings, enterprises, events: the parts of the contract that belong to no single domain. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { deliveryStates } from '../trade/delivery.ts';
import { enterpriseSchema } from '../domains/enterprises/record.ts';
import { lampThresholdsSchema } from '../trade/lamp-thresholds.ts';
import {
  inspectorFilterSchema,
  inspectorSortSchema,
  planFilterSchema,
  planSortSchema,
  subjectFilterSchema,
  subjectPages,
  subjectSortSchema,
} from '../domains/inspections/lists.ts';
import { noticeFilterSchema, noticePages, noticeSortSchema, noticeStatuses } from '../domains/notices/lists.ts';
import { exportJobSchema } from './export-job.ts';
import { openProcedure, procedure, result, storageReasons } from './base.ts';
import { eventTopics } from '../domains/collections.ts';
import { recordIdSchema } from '../platform-api/common.ts';

/** A number of the workbench and the exact rows behind it. */
export const workbenchNumberSchema = z.object({
  key: z.string(),
  title: z.string(),
  value: z.number().int(),
  capped: z.boolean(),
  /** `alarm` red, `attention` amber, `calm`. */
  tone: z.enum(['alarm', 'attention', 'calm']),
  hint: z.string(),
  /** Where exactly these rows are listed. */
  link: z.discriminatedUnion('to', [
    z.object({ to: z.literal('notices'), page: z.enum(noticePages), filter: noticeFilterSchema }),
    z.object({
      to: z.literal('inspections'),
      page: z.enum(['mine', 'review', 'query']),
      filter: subjectFilterSchema.omit({ planId: true }),
    }),
    z.object({ to: z.literal('outbox'), states: z.array(z.string()) }),
  ]),
});
export const workbenchSchema = z.object({
  numbers: z.array(workbenchNumberSchema),
  /** Received and answered by week, oldest first, the last 8 weeks. */
  weeks: z.array(z.object({ from: z.string(), received: z.number().int(), answered: z.number().int() })),
  byStatus: z.array(z.object({ status: z.enum(noticeStatuses), count: z.number().int() })),
  lastContactAt: z.string().nullable(),
});
export type Workbench = z.infer<typeof workbenchSchema>;
export const workbenchContract = { summary: procedure.output(workbenchSchema) };

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
export { exportJobSchema, type ExportJob } from './export-job.ts';

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

export const settingsSchema = z.object({
  lamp: lampThresholdsSchema,
  /** 14 normal, 16 and 18 large, px. */
  fontSize: z.union([z.literal(14), z.literal(16), z.literal(18)]),
  /** Folder for exported files; null: the default. */
  exportsDirectory: z.string().max(1000).nullable(),
  /** Seconds between rounds when all is quiet. */
  syncIntervalSeconds: z.number().int().min(15).max(3600),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsContract = {
  get: procedure.output(
    z.object({
      settings: settingsSchema,
      facts: z.object({
        dataDirectory: z.string(),
        exportsDirectory: z.string(),
        clientVersion: z.string(),
        databaseBytes: z.number(),
        calendar: z.object({ firstYear: z.number(), lastYear: z.number(), source: z.string() }),
      }),
    }),
  ),
  update: procedure
    .input(settingsSchema.partial())
    .output(result({ settings: settingsSchema }, ['notWritable', 'diskFull', 'refused'])),
  /**
   * All that screens remember for the account (filters, columns, widths), by key: one question instead of one for each.
   * Opaque to the core.
   */
  getPreferences: procedure.output(z.record(z.string(), z.string())),
  setPreference: procedure
    .input(z.object({ key: z.string().max(100), value: z.string().max(20_000) }))
    .output(result({}, storageReasons)),
  /** Imports a calendar file (JSON as in resources/calendars); recorded in the audit. */
  importCalendar: procedure
    .input(z.object({ text: z.string().max(2_000_000) }))
    .output(result({ years: z.array(z.number()) }, ['badFile', ...storageReasons])),
};

export const enterprisesContract = {
  get: procedure.input(z.object({ id: recordIdSchema })).output(result({ enterprise: enterpriseSchema }, ['notFound'])),
  /** By part of the name, pinyin initials or code. */
  search: procedure.input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) })).output(
    z.array(
      enterpriseSchema.pick({
        id: true,
        name: true,
        creditCode: true,
        registrationNumber: true,
        kind: true,
        registrationState: true,
        address: true,
        listings: true,
      }),
    ),
  ),
};

/** Says that something changed, never what: a screen asks again for what it shows. */
export const coreEventSchema = z.object({ topic: z.enum(eventTopics) });
export type CoreEvent = z.infer<typeof coreEventSchema>;
export const eventsContract = { subscribe: openProcedure.output(eventIterator(coreEventSchema)) };
