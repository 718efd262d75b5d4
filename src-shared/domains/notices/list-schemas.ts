/** The schemas of the lists of 双告知, for the contract and for what screens remember. */
import { z } from 'zod';
import { listSchemas } from '#shared/lists/schema.ts';
import { noticeList } from './lists.ts';

export const noticeListSchemas = listSchemas(noticeList, {
  department: z.object({ code: z.string().max(18), withUnassigned: z.literal(true).optional() }),
});
