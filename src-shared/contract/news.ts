/** News: what came, is due today or came back since the person last looked. What counts as news, the core decides. */
import { z } from 'zod';
import { procedure, result, storageReasons } from './base.ts';
import type { LinkSchema } from './domain.ts';
import { linkSchema } from './links.ts';

const itemShape = {
  key: z.string(),
  title: z.string(),
  about: z.string(),
  count: z.number().int().min(1),
  /** The newest of it, ISO instant. */
  at: z.string(),
};
/** News of one kind, and where exactly it is listed. */
export type NewsItem<Link> = z.infer<z.ZodObject<typeof itemShape>> & { link: Link };

/** What a person chose, kept as the preference `news`. */
export const newsChoiceSchema = z.object({
  /** A notification of the system, where the shell has one. */
  notify: z.boolean(),
  /** Not at noon, in the evening, at night and on days off. */
  quiet: z.boolean(),
});
export type NewsChoice = z.infer<typeof newsChoiceSchema>;
export const newsChoiceKey = 'news';
export const usualNewsChoice: NewsChoice = { notify: true, quiet: true };

/** `links`: where news of domains lead. */
export const newsContract = <Link extends LinkSchema>(links: readonly Link[]) => ({
  /** Since the last working day, the newest first. `unseen`: how much of it the person has not looked at. */
  list: procedure.output(
    z.object({
      items: z.array(z.object({ ...itemShape, isNew: z.boolean(), link: linkSchema(links) })),
      unseen: z.number().int(),
    }),
  ),
  /** The person has looked at the list. */
  seen: procedure.output(result({}, storageReasons)),
  /**
   * Has the system say what is to be said now, all of it in one; each thing once, nothing in quiet hours. Answers when the
   * person pressed on it, with what it was about (null: several things), or when there is no more to press on.
   */
  notify: procedure.output(z.object({ pressed: z.boolean(), link: linkSchema(links).nullable() })),
});
