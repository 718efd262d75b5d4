/** 冲突: base, mine and theirs side by side, and a person's decision with a reason. */
import { z } from 'zod';
import { recordIdSchema } from '../platform-api/common.ts';
import { countSchema, pageRequest, procedure, result, storageReasons } from './base.ts';
import { operationEntrySchema } from './outbox.ts';

/** `both`: of what both sides added. */
export const conflictSides = ['mine', 'theirs', 'both'] as const;
export type ConflictSide = (typeof conflictSides)[number];

/** What somebody did to the record: who can be asked about it. */
export const deedSchema = z.object({ at: z.string(), person: z.string(), title: z.string(), detail: z.string() });
export type ConflictDeed = z.infer<typeof deedSchema>;

/** A field in which mine or theirs differs from the base. Values as JSON; absent ones are null. */
export const conflictFieldSchema = z.object({
  path: z.string(),
  label: z.string(),
  /** `equal`: both made the same change, settled by itself. `both`: a choice is due. */
  changedBy: z.enum(['mine', 'theirs', 'equal', 'both']),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  preselected: z.enum(conflictSides).nullable(),
  /** Where several fields are one decision: what each side did, and which sides there are, with why one cannot be chosen. */
  together: z
    .object({
      mine: deedSchema.nullable(),
      theirs: deedSchema.nullable(),
      sides: z.array(z.object({ side: z.enum(conflictSides), refused: z.string().nullable() })),
    })
    .nullable(),
});
export type ConflictField = z.infer<typeof conflictFieldSchema>;

export const conflictSummarySchema = z.object({
  id: z.uuid(),
  collection: z.string(),
  collectionTitle: z.string(),
  recordId: recordIdSchema,
  recordTitle: z.string(),
  operation: operationEntrySchema,
  foundAt: z.string(),
  /**
   * `gone`: the platform took the record back. `final`: closed or published there, nothing can be overwritten. `overtaken`:
   * somebody did the same before (a colleague received the notice), and by the rules it is not done again.
   */
  theirsState: z.enum(['changed', 'gone', 'final', 'overtaken']),
  decidedAt: z.string().nullable(),
});
export type ConflictSummary = z.infer<typeof conflictSummarySchema>;

export const conflictDetailSchema = conflictSummarySchema.extend({
  baseRevision: z.number().int(),
  /** Sent back with the decision: what the person looked at. */
  theirsRevision: z.number().int().nullable(),
  fields: z.array(conflictFieldSchema),
  /** False: the signed-in person lacks the right to the operation, and can only take the platform's version. */
  mayResend: z.boolean(),
  /** What was done last on the platform, as far as the record tells. */
  theirsBy: deedSchema.nullable(),
  /** Both whole versions, for printing. */
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  decision: z
    .object({ choices: z.record(z.string(), z.enum(conflictSides)), reason: z.string(), person: z.string() })
    .nullable(),
});
export type ConflictDetail = z.infer<typeof conflictDetailSchema>;

export const conflictsContract = {
  list: procedure
    .input(z.object({ state: z.enum(['open', 'decided', 'all']), recordId: recordIdSchema.optional(), ...pageRequest }))
    .output(z.object({ rows: z.array(conflictSummarySchema), nextCursor: z.string().nullable(), count: countSchema })),
  get: procedure.input(z.object({ id: z.uuid() })).output(result({ conflict: conflictDetailSchema }, ['notFound'])),
  /** `operationId`: what is sent so that the choices stand; null where the platform's version stands as it is. */
  decide: procedure
    .input(
      z.object({
        id: z.uuid(),
        theirsRevision: z.number().int().nullable(),
        choices: z.record(z.string().max(400), z.enum(conflictSides)),
        reason: z.string().trim().min(1).max(500),
      }),
    )
    .output(result({ operationId: z.uuid().nullable() }, ['notFound', 'refused', ...storageReasons])),
};
