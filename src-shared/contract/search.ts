/** One search over all domains: by part of a name, by pinyin initials or by a code. */
import { z } from 'zod';
import { recordIdSchema } from '../platform-api/common.ts';
import { procedure } from './base.ts';
import type { LinkSchema } from './domain.ts';
import { linkSchema } from './links.ts';

/** Fewer characters find everything, which is nothing. */
export const fewestSearched = 2;

const hitShape = {
  collection: z.string(),
  recordId: recordIdSchema,
  title: z.string(),
  code: z.string(),
  /** What tells it from others of that name. */
  about: z.string(),
  /** Name and value; shown in place, where there is no page of it to go to. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
};
/** `link` null: it has no page; its `facts` say what is known. */
export type SearchHit<Link> = z.infer<z.ZodObject<typeof hitShape>> & { readonly link: Link | null };

export interface SearchGroup<Link> {
  readonly key: string;
  readonly title: string;
  /** At most as many as were asked for. */
  readonly hits: SearchHit<Link>[];
  /** There are more than these. */
  readonly more: boolean;
  /** The list of all of them; null: there is none. */
  readonly link: Link | null;
}

/** `links`: where hits of domains lead. */
export const searchContract = <Link extends LinkSchema>(links: readonly Link[]) => ({
  /** Groups without a hit are left out. Whoever asks anew gives up the question before. */
  find: procedure.input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(20) })).output(
    z.object({
      groups: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          hits: z.array(z.object({ ...hitShape, link: linkSchema(links).nullable() })),
          more: z.boolean(),
          link: linkSchema(links).nullable(),
        }),
      ),
    }),
  ),
});
