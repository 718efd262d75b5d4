/** 专业技能字典: a code table of the platform from which the skills of inspectors are chosen (manual 六、1.2.1, 字典维护). */
import { z } from 'zod';
import { recordIdSchema, text } from '#shared/platform-api/common.ts';

export const skillSchema = z.object({
  id: recordIdSchema,
  name: text(50).min(1),
  /** Where it stands in the list. */
  order: z.number().int(),
  /** False: no longer to be chosen; people who have it keep it. */
  inUse: z.boolean(),
});
export type Skill = z.infer<typeof skillSchema>;
