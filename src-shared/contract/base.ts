/**
 * Building blocks of the contract between renderer and core.
 *
 * Expected failures are data: a procedure answers `{ ok: true, … }` or `{ ok: false, reason, … }` with a reason of its
 * own closed union; `failures.ts` turns every reason into Chinese words and a next step. What is thrown is a bug,
 * except `LOCKED`: nobody is signed in, whatever was asked.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { recordIdSchema } from '../platform-api/common.ts';
import { fieldReasonSchema } from '../platform-api/interface.ts';
import type { FailureReason } from './failures.ts';

/** A procedure that anybody may call, signed in or not. */
export const openProcedure = oc;

/** A procedure that needs an unlocked workspace. */
export const procedure = oc.errors({ LOCKED: { message: '请先登录' } });

export const failureSchema = <const Reasons extends readonly [FailureReason, ...FailureReason[]]>(reasons: Reasons) =>
  z.object({
    ok: z.literal(false),
    reason: z.enum(reasons),
    /** What the reason's own words cannot know: a path, a number, the platform's own text. */
    detail: z.string().max(4000).optional(),
    /** Field by field, where the input is to blame. */
    fields: z.array(fieldReasonSchema).optional(),
  });

/** `{ ok: true, …shape }` or a failure with one of the reasons. */
export const result = <Shape extends z.ZodRawShape, const Reasons extends readonly [FailureReason, ...FailureReason[]]>(
  shape: Shape,
  reasons: Reasons,
) => z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), ...shape }), failureSchema(reasons)]);

/** What may be wrong with the disk whenever something is written. */
export const storageReasons = ['diskFull', 'notWritable'] as const;

/** Records of one command. */
export const manyIds = z.array(recordIdSchema).min(1).max(5000);
/** Of a command that a screen offers to undo: its work leaves only after the seconds that the settings give for it. */
export const undoable = z.boolean().optional();
/** One or many at a time: each record is done or refused by itself, all that are done are done in one transaction. */
export const batchResult = result(
  {
    done: z.array(recordIdSchema),
    /** What was done on them, in the same order; none of rows that a file brought. */
    operations: z.array(z.uuid()),
    /** What `outbox.undo` takes back until so many seconds are over; null: it leaves at once. */
    undo: z.object({ operations: z.array(z.uuid()), seconds: z.number().int() }).nullable(),
    refused: z.array(z.object({ id: recordIdSchema, name: z.string(), reasons: z.array(fieldReasonSchema) })),
  },
  ['refused', ...storageReasons],
);
/** An operation on one record. */
export const operationResult = result({ operationId: z.uuid() }, [
  'refused',
  'notFound',
  'unresolvedWork',
  ...storageReasons,
]);

/** A page of a list, by keyset: the cursor is opaque and belongs to one filter and one order. */
export const pageRequest = { cursor: z.string().max(2000).nullable(), limit: z.number().int().min(1).max(200) };
/** `capped`: there are at least `value`, counting further would cost more than it tells (「约 10000+」). */
export const countSchema = z.object({ value: z.number().int().min(0), capped: z.boolean() });
export type Count = z.infer<typeof countSchema>;
