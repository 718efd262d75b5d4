/** 执法检查人员名录: the list, its changes, and its import from a file. */
import { z } from 'zod';
import { inspectorInputSchema, inspectorSchema } from './record.ts';
import { staffSchema } from './staff.ts';
import { recordIdSchema } from '#shared/platform-api/common.ts';
import { countSchema, operationResult, procedure, result } from '#shared/contract/base.ts';
import { importPreview, importProcedures, importRow } from '#shared/contract/imports.ts';
import type { DomainContract } from '#shared/contract/domain.ts';
import { sheetRequest } from '#shared/lists/schema.ts';
import { inspectorListSchemas } from './list-schemas.ts';

/** The five outcomes of the manual's import. */
export const importOutcomes = ['ready', 'ambiguous', 'unknownPerson', 'repeated', 'incomplete'] as const;
export const importRowSchema = importRow(importOutcomes, {
  name: z.string(),
  certificateNumber: z.string(),
  /** 执法类型 as written. */
  lines: z.string(),
  /** 所属机关, found by the name; empty: nobody or several have it. */
  organ: z.string(),
  /** 重名或有多个机关: who may be meant; one is chosen when the row is committed. */
  candidates: z.array(staffSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;
export const importPreviewSchema = importPreview(importOutcomes, importRowSchema);
/** Who is meant in an ambiguous row. */
export const importChoiceSchema = z.object({ row: z.number().int(), account: z.string().max(64) });
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** 执法检查人员名录 */
const inspectorSheetSchema = sheetRequest('inspectors', inspectorListSchemas);
export type InspectorSheet = z.infer<typeof inspectorSheetSchema>;
/** The empty 登记表 for the import. */
const inspectorTemplateSchema = z.object({ kind: z.literal('inspectorTemplate') });
export type InspectorTemplateSheet = z.infer<typeof inspectorTemplateSchema>;

/** One person, and what may be done with the entry now, so that a screen never decides. */
export const inspectorDetailSchema = inspectorSchema.extend({
  allowed: z.object({ edit: z.boolean(), revoke: z.boolean(), restore: z.boolean() }),
});
export type InspectorDetail = z.infer<typeof inspectorDetailSchema>;

const procedures = {
  list: procedure
    .input(inspectorListSchemas.request)
    .output(z.object({ rows: z.array(inspectorSchema), nextCursor: z.string().nullable(), count: countSchema })),
  get: procedure
    .input(z.object({ id: recordIdSchema }))
    .output(result({ detail: inspectorDetailSchema }, ['notFound'])),
  /** 用户账号 of the department by part of the name, for adding one; `inspectorId` where the person is in the 名录 already. */
  people: procedure
    .input(z.object({ text: z.string().max(50), limit: z.number().int().min(1).max(50) }))
    .output(z.array(staffSchema.extend({ inspectorId: recordIdSchema.nullable() }))),
  add: procedure.input(z.object({ inspector: inspectorInputSchema })).output(operationResult),
  edit: procedure.input(z.object({ id: recordIdSchema, inspector: inspectorInputSchema })).output(operationResult),
  revoke: procedure.input(z.object({ id: recordIdSchema, reason: z.string().max(500) })).output(operationResult),
  /** Names of the 专业技能字典, in its order. */
  skills: procedure.output(z.array(z.string())),
  restore: procedure.input(z.object({ id: recordIdSchema })).output(operationResult),
  ...importProcedures(importPreviewSchema, importChoiceSchema),
};

/** What 执法检查人员名录 adds to the contract. */
export const inspectorsContract = {
  procedures,
  sheets: [inspectorSheetSchema, inspectorTemplateSchema],
} satisfies DomainContract;
