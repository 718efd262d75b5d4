/** 抽查方案. Source: the platform's manual 六、2.1, 六、3. */
import { z } from 'zod';
import {
  type Actor,
  dateSchema,
  departmentSchema,
  recordIdSchema,
  sha256Schema,
  text,
} from '#shared/platform-api/common.ts';
import { type Applied, refuse } from '#shared/records/applied.ts';
import { operations } from '#shared/records/operations.ts';
import { planStages, planStageNames } from './words.ts';

export const planSchema = z.object({
  id: recordIdSchema,
  name: text(200).min(1),
  /** 抽查编号, e.g. 湘机(2017) 00014 in form. */
  number: text(60),
  basis: text(1000),
  drawnUpOn: dateSchema,
  from: dateSchema,
  to: dateSchema,
  leadDepartment: departmentSchema,
  departments: z.array(departmentSchema).max(20),
  /** 抽查检查范围 */
  scope: text(1000),
  /** 工作要求 */
  requirements: text(2000),
  files: z.array(z.object({ name: text(200), sha256: sha256Schema, bytes: z.number().int().min(0) })).max(20),
  checklistId: recordIdSchema,
  checklistVersion: z.number().int().min(1),
  stage: z.enum(planStages),
  subjectCount: z.number().int().min(0),
  /** Departments that have said 确认完毕. */
  confirmedBy: z.array(departmentSchema.shape.code).max(20),
});
export type Plan = z.infer<typeof planSchema>;
/** Whether the department takes part in the plan. */
export const takesPart = (plan: Plan, departmentCode: string): boolean =>
  plan.leadDepartment.code === departmentCode || plan.departments.some(({ code }) => code === departmentCode);

/** Whether the department has said 确认完毕, so that its list is closed. */
export const hasFinished = (plan: Pick<Plan, 'confirmedBy'> | null, departmentCode: string): boolean =>
  plan?.confirmedBy.includes(departmentCode) ?? false;

/** 确认完毕 by one department; whether every subject was confirmed is checked where the subjects are. */
export function finishConfirmation(plan: Plan, actor: Actor): Applied<Plan> {
  if (plan.stage !== 'confirming') return refuse('wrongStage', `该方案已进入${planStageNames[plan.stage]}环节`);
  if (!takesPart(plan, actor.departmentCode)) return refuse('notYours', '本部门不参加该方案');
  if (hasFinished(plan, actor.departmentCode)) return refuse('already', '本部门已经确认完毕');
  const confirmedBy = [...plan.confirmedBy, actor.departmentCode];
  const all = plan.departments.every(({ code }) => hasFinished({ confirmedBy }, code));
  return { ok: true, record: { ...plan, confirmedBy, stage: all ? 'assigning' : plan.stage } };
}

export const planOperations = operations(
  { 'inspectionPlans.finishConfirmation': { name: '确认完毕', payload: z.object({}) } },
  (plan: Plan, { actor }) => finishConfirmation(plan, actor),
);
