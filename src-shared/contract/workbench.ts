/** 工作台: numbers and the exact rows behind each. What is counted, domains say. */
import { z } from 'zod';
import { procedure } from './base.ts';
import { type LinkSchema, oneOf } from './domain.ts';

const outboxLinkSchema = z.object({ to: z.literal('outbox'), states: z.array(z.string()) });
export type OutboxLink = z.infer<typeof outboxLinkSchema>;

const numberShape = {
  key: z.string(),
  title: z.string(),
  value: z.number().int(),
  capped: z.boolean(),
  /** `alarm` red, `attention` amber, `calm`. */
  tone: z.enum(['alarm', 'attention', 'calm']),
  hint: z.string(),
};
/** A number and, in its link, where exactly the rows behind it are listed. */
export type WorkbenchNumber<Link> = z.infer<z.ZodObject<typeof numberShape>> & { link: Link };

/** `links`: where numbers of domains lead. */
export const workbenchContract = <Link extends LinkSchema>(links: readonly Link[]) => ({
  summary: procedure.output(
    z.object({
      numbers: z.array(z.object({ ...numberShape, link: oneOf('to', [outboxLinkSchema, ...links]) })),
      lastContactAt: z.string().nullable(),
    }),
  ),
});
