/** An entry of the 执法检查人员名录. Source: the platform's manual 六、1.2. */
import { z } from 'zod';
import { dateSchema, departmentSchema, recordIdSchema, text } from '#shared/platform-api/common.ts';
import { inspectorTypes, inspectionLines } from './words.ts';

export const inspectorInputSchema = z.object({
  account: text(64).min(1),
  name: text(50).min(1),
  gender: z.enum(['male', 'female']).nullable(),
  age: z.number().int().min(16).max(80).nullable(),
  education: text(20),
  types: z.array(z.enum(inspectorTypes)).max(4),
  lines: z.array(z.enum(inspectionLines)).max(6),
  area: text(100),
  skills: z.array(text(50)).max(20),
  /** 执法证号 */
  certificateNumber: text(50),
  certificateFrom: dateSchema.nullable(),
  certificateTo: dateSchema.nullable(),
  certificateOrgan: text(100),
  phone: text(40),
  /** 手机号码 */
  mobile: text(40).optional(),
  /** 部门 inside the organ, as the account has it. */
  unit: text(100).optional(),
  onDuty: z.boolean(),
  remark: text(500),
});
export type InspectorInput = z.infer<typeof inspectorInputSchema>;
export const inspectorSchema = inspectorInputSchema.extend({
  id: recordIdSchema,
  department: departmentSchema,
  /** Organs above the one that keeps the entry, who read it. Absent: none. */
  seenBy: z.array(departmentSchema.shape.code).max(20).optional(),
  revoked: z.boolean(),
});
export type Inspector = z.infer<typeof inspectorSchema>;

/** Whether the department may have the entry: its own people and those of lower organs (manual 六、1.2). */
export const inspectorVisibleTo = ({ department, seenBy = [] }: Inspector, departmentCode: string): boolean =>
  department.code === departmentCode || seenBy.includes(departmentCode);
