/** 工作台: what is to be done today, numbers, and the exact rows behind each. What is counted and due, domains say. */
import { z } from 'zod';
import { dateSchema, recordIdSchema } from '../platform-api/common.ts';
import { countSchema, procedure } from './base.ts';
import type { LinkSchema } from './domain.ts';
import { linkSchema } from './links.ts';

const numberShape = {
  key: z.string(),
  title: z.string(),
  value: z.number().int(),
  capped: z.boolean(),
  /** `alarm` red: late. `attention` amber: due soon. `calm`: all else. */
  tone: z.enum(['alarm', 'attention', 'calm']),
  hint: z.string(),
};
/** A number and, in its link, where exactly the rows behind it are listed. */
export type WorkbenchNumber<Link> = z.infer<z.ZodObject<typeof numberShape>> & { link: Link };

/**
 * How much something presses, the most urgent first: late; today is its last day, or the day to be reminded has come; this
 * week; it came back (退回待改, 冲突, 退回修改); it waits without a day; somebody began it.
 */
export const urgencies = ['overdue', 'today', 'week', 'returned', 'waiting', 'draft'] as const;
export type Urgency = (typeof urgencies)[number];

const itemShape = {
  collection: z.string(),
  recordId: recordIdSchema,
  /** Name of the enterprise or the plan. */
  title: z.string(),
  /** What tells it from others of that name, or why it came back. */
  about: z.string(),
  /** 「接收」「反馈」「比较」: the one thing to do; `link` leads to where it is done. */
  action: z.string(),
  urgency: z.enum(urgencies),
  /** The last day, or the day of the reminder, with its words; null: it has none. */
  due: z.object({ on: dateSchema, words: z.string() }).nullable(),
};
/** One thing to do. */
export type TodayItem<Link> = z.infer<z.ZodObject<typeof itemShape>> & { link: Link };

/** Things to do of one kind, as a domain tells them: the most urgent of them, and how many there are in all. */
export interface TodayGroup<Link> {
  readonly key: string;
  /** 「待接收」 */
  readonly title: string;
  readonly count: z.infer<typeof countSchema>;
  /** The list of all of them. */
  readonly link: Link;
  /** At most as many as were asked for, the most urgent first. */
  readonly items: readonly TodayItem<Link>[];
}

/** `links`: where things of domains lead. */
export const workbenchContract = <Link extends LinkSchema>(links: readonly Link[]) => ({
  /** 今天要办, over all domains: the most urgent first, and of each kind how many more there are. */
  today: procedure.input(z.object({ limit: z.number().int().min(1).max(50) })).output(
    z.object({
      items: z.array(z.object({ ...itemShape, group: z.string(), link: linkSchema(links) })),
      rest: z.array(z.object({ key: z.string(), title: z.string(), count: countSchema, link: linkSchema(links) })),
    }),
  ),
  summary: procedure.output(
    z.object({
      numbers: z.array(z.object({ ...numberShape, link: linkSchema(links) })),
      lastContactAt: z.string().nullable(),
    }),
  ),
});
