/** Half-filled forms: kept as typed, for each account by itself, whatever the domain. */
import { z } from 'zod';
import { recordIdSchema } from '../platform-api/common.ts';
import { procedure, result, storageReasons } from './base.ts';

/** What was typed into one form. */
export const draftSchema = z.object({
  /** Which form of the record: the id of the part that is amended (a feedback), empty for a new or the only one. */
  part: z.string().max(64),
  /** In which shape of the form it was begun (the version of a checklist), empty where there is but one. */
  shape: z.string().max(64),
  /** JSON of the form as typed, half dates included; only the form reads it. */
  values: z.string().max(2_000_000),
  savedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Which draft is meant; whose it is, is whoever is signed in. */
const draftNameSchema = z.object({
  collection: z.string().max(40),
  recordId: recordIdSchema,
  part: draftSchema.shape.part,
});
export type DraftName = z.infer<typeof draftNameSchema>;

/** One of 我的草稿. */
export const draftEntrySchema = draftNameSchema.extend({
  savedAt: draftSchema.shape.savedAt,
  /** What is being written: 「反馈」. */
  form: z.string(),
  /** Name of the record; null: it is no longer on this PC. */
  title: z.string().nullable(),
});
export type DraftEntry = z.infer<typeof draftEntrySchema>;

export const draftsContract = {
  /** What the account has begun and not thrown away, the newest first. */
  list: procedure.output(z.array(draftEntrySchema)),
  /** `refused`: the draft was begun in another shape, nothing was stored. */
  save: procedure
    .input(draftNameSchema.extend({ shape: draftSchema.shape.shape, values: draftSchema.shape.values }))
    .output(result({ savedAt: z.string() }, ['notFound', 'refused', ...storageReasons])),
  /** Kept for 30 days, so that discarding can be undone. */
  discard: procedure.input(draftNameSchema).output(result({}, ['notFound'])),
  restore: procedure.input(draftNameSchema).output(result({ draft: draftSchema }, ['notFound'])),
};
