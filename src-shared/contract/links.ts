/** Where a number, a thing to do, a piece of news or a hit of the search leads: to rows of a list, or to one record. */
import { z } from 'zod';
import { recordIdSchema } from '../platform-api/common.ts';
import { type LinkSchema, oneOf } from './domain.ts';

const outboxLinkSchema = z.object({
  to: z.literal('outbox'),
  states: z.array(z.string()),
  recordId: recordIdSchema.optional(),
});
/** The record stands open. */
const recordLinkSchema = z.object({ to: z.literal('record'), collection: z.string(), recordId: recordIdSchema });
/** Both versions of the record beside each other. */
const conflictLinkSchema = z.object({ to: z.literal('conflict'), recordId: recordIdSchema });

/** 我的草稿 */
const draftsLinkSchema = z.object({ to: z.literal('drafts') });

const houseLinks = [outboxLinkSchema, recordLinkSchema, conflictLinkSchema, draftsLinkSchema] as const;
export type HouseLink = z.infer<(typeof houseLinks)[number]>;

/** Any link of the house or of the given domains. */
export const linkSchema = <Link extends LinkSchema>(links: readonly Link[]) => oneOf('to', [...houseLinks, ...links]);
