/** 报送与冲突: what waits, what failed and why. Knows no domain: titles come from the collection that made the entry. */
import { z } from 'zod';
import { deliveryStates, outcomeClassNames } from '../trade/delivery.ts';
import { dateSchema, recordIdSchema } from '../platform-api/common.ts';
import { fieldReasonSchema } from '../platform-api/interface.ts';
import { countSchema, pageRequest, procedure, result, storageReasons } from './base.ts';

export const operationEntrySchema = z.object({
  id: z.uuid(),
  sequence: z.number().int(),
  collection: z.string(),
  recordId: recordIdSchema,
  kind: z.string(),
  /** 「接收」「反馈」… */
  kindName: z.string(),
  /** Name of the record, e.g. the enterprise. */
  recordTitle: z.string(),
  person: z.string(),
  /** When the person did it. */
  time: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  /** Of the last attempt. */
  outcome: z
    .object({ class: z.enum(outcomeClassNames), text: z.string(), next: z.string(), remedy: z.string() })
    .nullable(),
  reasons: z.array(fieldReasonSchema),
  /** The platform's own text, as it came; for the copy button. */
  rawAnswer: z.string().nullable(),
  canWithdraw: z.boolean(),
  canRetry: z.boolean(),
  /** Refused for want of a right that the signed-in person has: it can leave once more, in this person's name. */
  canTakeOver: z.boolean(),
  /** Waits for an earlier entry of the same record. */
  waitsForEarlier: z.boolean(),
});
export type OperationEntry = z.infer<typeof operationEntrySchema>;

export const outboxSummarySchema = z.object({
  byState: z.record(z.enum(deliveryStates), z.number().int()),
  /** Entries that are still owed. */
  unsettled: z.number().int(),
  /** Entries that wait for a person: 退回待改, 冲突, 隔离. */
  needPerson: z.number().int(),
  /** Files of standing operations that are not wholly on the platform. */
  attachments: z.number().int().default(0),
  /** True only if nothing is queued, sending, unknown, rejected, in conflict or quarantined, attachments included. */
  allDelivered: z.boolean(),
});
export type OutboxSummary = z.infer<typeof outboxSummarySchema>;

export const deliveryOfSchema = z.object({
  byState: z.partialRecord(z.enum(deliveryStates), z.number().int()),
  /** Of a single operation, all of it; null: many, or it is not here. */
  one: operationEntrySchema.nullable(),
});
export type DeliveryOf = z.infer<typeof deliveryOfSchema>;

/** Which entries are meant; what is not given limits nothing. */
export const outboxConditionsSchema = z.object({
  states: z.array(z.enum(deliveryStates)),
  recordId: recordIdSchema.optional(),
  /** In the name of the record or the number of the receipt. */
  words: z.string().max(100).optional(),
  /** Days in China on which it was done, both included. */
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});
export type OutboxConditions = z.infer<typeof outboxConditionsSchema>;

export const outboxContract = {
  summary: procedure.output(outboxSummarySchema),
  list: procedure
    .input(outboxConditionsSchema.extend(pageRequest))
    .output(z.object({ rows: z.array(operationEntrySchema), nextCursor: z.string().nullable(), count: countSchema })),
  /** Where operations that were just done stand now. Of one that another has taken the place of, that other is told. */
  delivery: procedure.input(z.object({ ids: z.array(z.uuid()).min(1).max(5000) })).output(deliveryOfSchema),
  /** Try again now: a quarantined entry goes back into the queue, a waiting one loses its delay. Never a new id. */
  retry: procedure.input(z.object({ id: z.uuid() })).output(result({}, ['notFound', 'refused', ...storageReasons])),
  /**
   * Takes back what a command just did, each with the later ones of its record, before it leaves. What has left meanwhile
   * stays and is counted.
   */
  undo: procedure
    .input(z.object({ ids: z.array(z.uuid()).min(1).max(5000) }))
    .output(result({ undone: z.number().int(), left: z.number().int() }, storageReasons)),
  /** Does once more, as the signed-in person, what the platform refused for want of a right. It takes the place of the refused. */
  takeOver: procedure
    .input(z.object({ id: z.uuid() }))
    .output(result({ operationId: z.uuid() }, ['notFound', 'refused', 'unresolvedWork', ...storageReasons])),
  /** Takes back what has not begun to leave, or what the platform refused; the record returns to what it was. Later entries of the record go with it. */
  withdraw: procedure
    .input(z.object({ id: z.uuid() }))
    .output(result({ withdrawn: z.array(z.uuid()) }, ['notFound', 'alreadySending', 'refused', ...storageReasons])),
};
