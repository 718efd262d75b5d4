/** 执法检查人员名录: the list, its changes, and its import from a file. */
import { z } from 'zod';
import { inspectorInputSchema, inspectorSchema } from './record.ts';
import { staffSchema } from './staff.ts';
import { recordIdSchema } from '#shared/platform-api/common.ts';
import { batchResult, countSchema, operationResult, procedure, result } from '#shared/contract/base.ts';
import type { DomainContract } from '#shared/contract/domain.ts';
import { sheetRequest } from '../../lists/schema.ts';
import { inspectorListSchemas } from './list-schemas.ts';

/** The five outcomes of the manual's import. */
export const importOutcomes = ['ready', 'ambiguous', 'unknownPerson', 'repeated', 'incomplete'] as const;
export const importRowSchema = z.object({
  row: z.number().int(),
  name: z.string(),
  certificateNumber: z.string(),
  outcome: z.enum(importOutcomes),
  /** 重名或有多个机关: who may be meant; one is chosen when the row is committed. */
  candidates: z.array(staffSchema),
  problems: z.array(z.object({ column: z.string(), message: z.string() })),
});
export const importPreviewSchema = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  counts: z.record(z.enum(importOutcomes), z.number().int()),
  rows: z.array(importRowSchema),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** 执法检查人员名录 */
const inspectorSheetSchema = sheetRequest('inspectors', inspectorListSchemas);
export type InspectorSheet = z.infer<typeof inspectorSheetSchema>;

const procedures = {
  list: procedure
    .input(inspectorListSchemas.request)
    .output(z.object({ rows: z.array(inspectorSchema), nextCursor: z.string().nullable(), count: countSchema })),
  get: procedure.input(z.object({ id: recordIdSchema })).output(result({ detail: inspectorSchema }, ['notFound'])),
  /** 用户账号 of the department by part of the name, for adding one; `inspectorId` where the person is in the 名录 already. */
  people: procedure
    .input(z.object({ text: z.string().max(50), limit: z.number().int().min(1).max(50) }))
    .output(z.array(staffSchema.extend({ inspectorId: recordIdSchema.nullable() }))),
  add: procedure.input(z.object({ inspector: inspectorInputSchema })).output(operationResult),
  edit: procedure.input(z.object({ id: recordIdSchema, inspector: inspectorInputSchema })).output(operationResult),
  revoke: procedure.input(z.object({ id: recordIdSchema, reason: z.string().max(500) })).output(operationResult),
  restore: procedure.input(z.object({ id: recordIdSchema })).output(operationResult),
  /** Reads an .xlsx or .xls; nothing is stored until `importCommit`. The page makes the id, to ask and to cancel by it. */
  importPreview: procedure
    .input(z.object({ importId: z.uuid(), fileName: z.string().max(260), base64: z.string().max(8_000_000) }))
    .output(result({ preview: importPreviewSchema }, ['badFile', 'cancelled'])),
  /** Rows looked at so far; `total` null while the file is being unpacked. Null: it is not being read. */
  importProgress: procedure
    .input(z.object({ importId: z.uuid() }))
    .output(z.object({ done: z.number().int(), total: z.number().int().nullable() }).nullable()),
  importCancel: procedure.input(z.object({ importId: z.uuid() })).output(result({}, ['notFound'])),
  importCommit: procedure
    .input(
      z.object({
        importId: z.uuid(),
        rows: z.array(z.number().int()).max(10_000),
        /** Who is meant in ambiguous rows. */
        chosen: z
          .array(z.object({ row: z.number().int(), account: z.string().max(64) }))
          .max(10_000)
          .optional(),
      }),
    )
    .output(batchResult),
};

/** What 执法检查人员名录 adds to the contract. */
export const inspectorsContract = {
  procedures,
  sheets: [inspectorSheetSchema],
} satisfies DomainContract;
