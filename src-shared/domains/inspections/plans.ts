/** 抽查方案. Source: the platform's manual 六、2.1, 六、3. */
import { z } from 'zod';
import {
  type Actor,
  type Department,
  dateSchema,
  departmentSchema,
  recordIdSchema,
  sha256Schema,
  text,
} from '#shared/platform-api/common.ts';
import { type Applied, refuse } from '#shared/records/applied.ts';
import { operations } from '#shared/records/operations.ts';
import { planRight } from '#shared/trade/rights.ts';
import { planGroupings, planStages, planStageNames } from './words.ts';

export const planSchema = z.object({
  id: recordIdSchema,
  name: text(200).min(1),
  /** 抽查编号, e.g. 湘机(2017) 00014 in form. */
  number: text(60),
  basis: text(1000),
  drawnUpOn: dateSchema,
  /** 制定机关; absent: the platform names none, and the 牵头部门 stands for it. */
  drawnUpBy: departmentSchema.optional(),
  from: dateSchema,
  to: dateSchema,
  leadDepartment: departmentSchema,
  departments: z.array(departmentSchema).max(20),
  /** Organs above those that take part, who read it. Absent: none. */
  seenBy: z.array(departmentSchema.shape.code).max(20).optional(),
  /** 抽查检查范围 */
  scope: text(1000),
  /** 工作要求 */
  requirements: text(2000),
  files: z.array(z.object({ name: text(200), sha256: sha256Schema, bytes: z.number().int().min(0) })).max(20),
  checklistId: recordIdSchema,
  checklistVersion: z.number().int().min(1),
  /** 检查事项 that were chosen for the plan. */
  items: z.array(text(200)).max(100).optional(),
  /** 随机抽取分组机关类型: by which organs the draw is grouped, so that each of them has subjects. */
  groupedBy: z.enum(planGroupings).optional(),
  /** 抽取比例, percent of each group. */
  share: z.number().min(0).max(100).optional(),
  /** 牵头摇号部门 */
  drawnBy: departmentSchema.optional(),
  /** 分组企业数: so many enterprises go to one group of inspectors together. */
  groupSize: z.number().int().min(1).max(1000).optional(),
  stage: z.enum(planStages),
  subjectCount: z.number().int().min(0),
  /** Departments that have said 确认完毕. */
  confirmedBy: z.array(departmentSchema.shape.code).max(20),
});
export type Plan = z.infer<typeof planSchema>;
/** 制定机关, or who stands for it. */
export const drawnUpByOf = ({ drawnUpBy, leadDepartment }: Plan): Department => drawnUpBy ?? leadDepartment;

/** 协同部门: who takes part beside the 牵头部门. */
export const partnersOf = ({ departments, leadDepartment }: Plan): Department[] =>
  departments.filter(({ code }) => code !== leadDepartment.code);

/** Whether the department takes part in the plan. */
export const takesPart = (plan: Plan, departmentCode: string): boolean =>
  plan.leadDepartment.code === departmentCode || plan.departments.some(({ code }) => code === departmentCode);

/** Whether the department may have the plan: who takes part, and who only reads it. */
export const planVisibleTo = (plan: Plan, departmentCode: string): boolean =>
  takesPart(plan, departmentCode) || (plan.seenBy ?? []).includes(departmentCode);

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
  { 'inspectionPlans.finishConfirmation': { name: '确认完毕', payload: z.object({}), by: planRight } },
  (plan: Plan, { actor }) => finishConfirmation(plan, actor),
);
