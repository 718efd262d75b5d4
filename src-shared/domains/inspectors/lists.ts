/** Which 执法检查人员 a page asks for: filters and orders. Pages check with it what they remember. */
import { z } from 'zod';
import { dateSchema } from '#shared/platform-api/common.ts';
import { sortOf } from '#shared/lists/schema.ts';

export const inspectorFilterSchema = z
  .object({
    name: z.string().max(50),
    certificateNumber: z.string().max(50),
    types: z.array(z.string().max(20)),
    lines: z.array(z.string().max(20)),
    revoked: z.boolean(),
    /** 执法证 that ends on or before this date. */
    certificateEndsBefore: dateSchema,
  })
  .partial();
export type InspectorFilter = z.infer<typeof inspectorFilterSchema>;
/** Orders of the 名录. Absent: by name, by its pinyin initials. 执法证 without a known end count as the last to end. */
export const inspectorSortSchema = sortOf(['name', 'organ', 'certificateEnds']);
export type InspectorSort = z.infer<typeof inspectorSortSchema>;
