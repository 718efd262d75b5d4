/** What every domain tells of a record: lamp, deadline, delivery, timeline. */
import { z } from 'zod';
import { deliveryStates } from '../trade/delivery.ts';
import { dateSchema } from '../platform-api/common.ts';

export const lampSchema = z.object({
  lamp: z.enum(['red', 'yellow', 'green', 'overdue', 'pool', 'none']),
  sign: z.string(),
  label: z.string(),
  title: z.string(),
});

export const deadlineSchema = z.object({
  /** 接收期限, 反馈提醒日 */
  name: z.string(),
  startOn: dateSchema,
  /** Of the day above: 「自发证之日起算」. */
  startWords: z.string(),
  dueOn: dateSchema,
  /** 「周日」「春节」 where nobody works on the due day, else empty. */
  dueRest: z.string(),
  /** False: the calendar does not reach that far, 「暂按周末推算」. */
  certain: z.boolean(),
  unit: z.enum(['day', 'workingDay']),
  /** Days left in that unit; negative: days past the due day. Null once done. */
  remaining: z.number().int().nullable(),
  /** The step was done on this date, or null. */
  doneOn: dateSchema.nullable(),
  /** `reminded`: the day of a reminder has passed, which is no breach of anything. */
  status: z.enum(['overdue', 'dueToday', 'dueSoon', 'comfortable', 'reminded', 'done', 'doneLate']),
  /** Whether it only reminds: no rule sets it. */
  reminder: z.boolean(),
  /** What sets the term, e.g. 「…办法」第七条, or a setting. */
  article: z.string(),
});
export type Deadline = z.infer<typeof deadlineSchema>;

/** Unsent or troubled work on a record: the state to tell first, and how many entries wait. */
export const deliverySchema = z.object({ state: z.enum(deliveryStates), count: z.number().int() });
export type Delivery = z.infer<typeof deliverySchema>;

export const timelineEntrySchema = z.object({
  at: z.string(),
  title: z.string(),
  person: z.string(),
  /** `platform`: known from the platform. `local`: done here and not yet delivered. `delivered`: done here and accepted. */
  place: z.enum(['platform', 'local', 'delivered']),
  delivery: z.enum(deliveryStates).nullable(),
  detail: z.string(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
