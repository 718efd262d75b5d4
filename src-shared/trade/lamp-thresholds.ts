/** When a lamp changes: the manual's three days by default, adjustable, because counties read 「3天」 differently. */
import { z } from 'zod';

export const lampThresholdsSchema = z.object({
  /** A notice not received for MORE than this many days is overdue (manual, 三、1: 「3天以上未接收」). */
  notReceivedDays: z.number().int().min(1).max(60),
  /** What the days above are: calendar days, as the manual says (天), or 工作日. */
  unit: z.enum(['day', 'workingDay']),
  /** A deadline is called due soon when this many days or fewer remain, in its own unit. */
  feedbackDueSoonWorkingDays: z.number().int().min(0).max(20),
  /** A feedback is reminded of this many working days after the receipt. Stored before there was a choice: 7. */
  feedbackReminderWorkingDays: z.number().int().min(1).max(60).default(7),
});
export type LampThresholds = z.infer<typeof lampThresholdsSchema>;

export const defaultLampThresholds: LampThresholds = {
  notReceivedDays: 3,
  unit: 'day',
  feedbackDueSoonWorkingDays: 2,
  feedbackReminderWorkingDays: 7,
};
