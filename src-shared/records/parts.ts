/** What every domain tells of a record: lamp, deadline, delivery, timeline. */
import { z } from 'zod';
import { deliveryStates } from '../trade/delivery.ts';
import { dateSchema } from '../platform-api/common.ts';

export const lampSchema = z.object({
  lamp: z.enum(['red', 'yellow', 'green', 'overdue', 'none']),
  sign: z.string(),
  label: z.string(),
  title: z.string(),
});

export const deadlineSchema = z.object({
  /** 接收 or 反馈 */
  step: z.string(),
  startOn: dateSchema,
  dueOn: dateSchema,
  /** False: the calendar does not reach that far, 「暂按周末推算」. */
  certain: z.boolean(),
  /** Working days left; negative: days past the deadline. Null once done. */
  remainingWorkingDays: z.number().int().nullable(),
  /** The step was done on this date, or null. */
  doneOn: dateSchema.nullable(),
  status: z.enum(['overdue', 'dueToday', 'dueSoon', 'comfortable', 'done']),
  /** The article that sets the term, e.g. 「…办法」第七条. */
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
