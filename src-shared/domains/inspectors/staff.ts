/**
 * 用户账号 of the platform: who can be put into the 执法检查人员名录. The manual (六、1.2) demands an account before a person is
 * added or imported, and finds unit and department by it.
 */
import { z } from 'zod';
import { departmentSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';

export const staffSchema = z.object({
  /** The account name. */
  id: recordIdSchema,
  name: text(50).min(1),
  department: departmentSchema,
  /** 部门 inside the organ: 办公室, 执法大队… */
  unit: text(100),
  active: z.boolean(),
});
export type Staff = z.infer<typeof staffSchema>;
