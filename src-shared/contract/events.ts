/** Says that something changed, never what: a screen asks again for what it shows. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { openProcedure } from './base.ts';
import { eventTopics } from '../domains/collections.ts';

/** Says that something changed, never what: a screen asks again for what it shows. */
export const coreEventSchema = z.object({ topic: z.enum(eventTopics) });
export type CoreEvent = z.infer<typeof coreEventSchema>;
export const eventsContract = { subscribe: openProcedure.output(eventIterator(coreEventSchema)) };
