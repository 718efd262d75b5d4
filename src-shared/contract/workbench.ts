/** 工作台: numbers and the exact rows behind each. */
import { z } from 'zod';
import { subjectListSchemas } from '../domains/inspections/list-schemas.ts';
import { noticeListSchemas } from '../domains/notices/list-schemas.ts';
import { noticeFields, type NoticeStatus } from '../domains/notices/lists.ts';
import { procedure } from './base.ts';

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
    z.object({ to: z.literal('notices'), page: noticeListSchemas.page, filter: noticeListSchemas.filter }),
    z.object({
      to: z.literal('inspections'),
      page: z.enum(['mine', 'review', 'query']),
      filter: subjectListSchemas.filter,
    }),
    z.object({ to: z.literal('outbox'), states: z.array(z.string()) }),
  ]),
});
export const workbenchSchema = z.object({
  numbers: z.array(workbenchNumberSchema),
  /** Received and answered by week, oldest first, the last 8 weeks. */
  weeks: z.array(z.object({ from: z.string(), received: z.number().int(), answered: z.number().int() })),
  byStatus: z.array(
    z.object({ status: z.enum(Object.keys(noticeFields.statuses.names) as NoticeStatus[]), count: z.number().int() }),
  ),
  lastContactAt: z.string().nullable(),
});
export type Workbench = z.infer<typeof workbenchSchema>;
export const workbenchContract = { summary: procedure.output(workbenchSchema) };
