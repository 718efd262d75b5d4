/** 抽查方案 and 执法检查人员名录. Source: the platform's manual 六、1.2, 六、2.1, 六、3. */
import { z } from 'zod';
import {
  type Actor,
  dateSchema,
  departmentSchema,
  recordIdSchema,
  sha256Schema,
  text,
} from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { type Applied, refuse } from '#shared/records/applied.ts';

export const planStages = ['confirming', 'assigning', 'inspecting', 'finished'] as const;
export const planStageNames: Record<(typeof planStages)[number], string> = {
  confirming: '名单确认',
  assigning: '人员选派',
  inspecting: '检查中',
  finished: '已完成',
};
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

export const planOperationSchemas = { 'inspectionPlans.finishConfirmation': z.object({}) } as const;
export const planOperationNames = { 'inspectionPlans.finishConfirmation': '确认完毕' } as const;

/** 确认完毕 by one department; whether every subject was confirmed is checked where the subjects are. */
export function finishConfirmation(plan: Plan, actor: Actor): Applied<Plan> {
  if (plan.stage !== 'confirming') return refuse('wrongStage', `该方案已进入${planStageNames[plan.stage]}环节`);
  if (!takesPart(plan, actor.departmentCode)) return refuse('notYours', '本部门不参加该方案');
  if (plan.confirmedBy.includes(actor.departmentCode)) return refuse('already', '本部门已经确认完毕');
  const confirmedBy = [...plan.confirmedBy, actor.departmentCode];
  const all = plan.departments.every((department) => confirmedBy.includes(department.code));
  return { ok: true, record: { ...plan, confirmedBy, stage: all ? 'assigning' : plan.stage } };
}

/** 人员类型 and 监督检查（执法）种类, as in the import template of the manual. */
export const inspectorTypes = ['综合管理', '专业技术', '行政执法', '其他'] as const;
export const inspectionLines = [
  '质量技术监督',
  '工商行政管理',
  '食品药品监督',
  '价格检查',
  '市场监管',
  '其他',
] as const;

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
  onDuty: z.boolean(),
  remark: text(500),
});
export type InspectorInput = z.infer<typeof inspectorInputSchema>;
export const inspectorSchema = inspectorInputSchema.extend({
  id: recordIdSchema,
  department: departmentSchema,
  revoked: z.boolean(),
});
export type Inspector = z.infer<typeof inspectorSchema>;

export const inspectorOperationSchemas = {
  'inspectors.add': z.object({ inspector: inspectorInputSchema }),
  'inspectors.edit': z.object({ inspector: inspectorInputSchema }),
  'inspectors.revoke': z.object({ reason: text(500) }),
  'inspectors.restore': z.object({}),
} as const;
export type InspectorOperationKind = keyof typeof inspectorOperationSchemas;
export const inspectorOperationNames: Record<InspectorOperationKind, string> = {
  'inspectors.add': '新增执法人员',
  'inspectors.edit': '修改执法人员',
  'inspectors.revoke': '撤销执法人员',
  'inspectors.restore': '恢复执法人员',
};

/** Required fields of the template (带 * 的项) and the order of dates. */
export function checkInspector(inspector: InspectorInput): FieldReason[] {
  const reasons: FieldReason[] = [];
  if (inspector.types.length === 0) reasons.push({ field: 'types', code: 'required', message: '请选择人员类型' });
  if (inspector.lines.length === 0)
    reasons.push({ field: 'lines', code: 'required', message: '请选择监督检查（执法）种类' });
  if (inspector.certificateFrom && inspector.certificateTo && inspector.certificateTo < inspector.certificateFrom)
    reasons.push({ field: 'certificateTo', code: 'order', message: '执法证有效期截止不能早于起始' });
  return reasons;
}

export type InspectorOperation = {
  [Kind in Exclude<InspectorOperationKind, 'inspectors.add'>]: {
    kind: Kind;
    payload: z.infer<(typeof inspectorOperationSchemas)[Kind]>;
  };
}[Exclude<InspectorOperationKind, 'inspectors.add'>] & { actor: Actor };

/** A new entry of the 名录, made by a client under an id of its own; whether the account exists is known elsewhere. */
export function addInspector(id: string, inspector: InspectorInput, actor: Actor): Applied<Inspector> {
  const reasons = inspectorReasons(inspector);
  if (reasons.length > 0) return { ok: false, reasons };
  return {
    ok: true,
    record: {
      ...inspector,
      id,
      department: { code: actor.departmentCode, name: actor.departmentName },
      revoked: false,
    },
  };
}

/** Editing, revoking and restoring, by the department that keeps the entry. The account of an entry never changes. */
export function applyInspectorOperation(inspector: Inspector, operation: InspectorOperation): Applied<Inspector> {
  if (inspector.department.code !== operation.actor.departmentCode)
    return refuse('notYours', '该执法人员不由本部门管理');
  switch (operation.kind) {
    case 'inspectors.edit': {
      if (inspector.revoked) return refuse('revoked', '该人员已撤销，请先恢复再修改');
      const reasons = inspectorReasons(operation.payload.inspector);
      if (operation.payload.inspector.account !== inspector.account)
        reasons.push({ field: 'inspector.account', code: 'fixed', message: '不能换成另一个用户账号' });
      if (reasons.length > 0) return { ok: false, reasons };
      return { ok: true, record: { ...inspector, ...operation.payload.inspector } };
    }
    case 'inspectors.revoke':
      if (inspector.revoked) return refuse('already', '该人员已经撤销');
      if (operation.payload.reason.trim() === '') return refuse('required', '请填写撤销理由', 'reason');
      return { ok: true, record: { ...inspector, revoked: true } };
    case 'inspectors.restore':
      if (!inspector.revoked) return refuse('already', '该人员没有被撤销');
      return { ok: true, record: { ...inspector, revoked: false } };
  }
}

const inspectorReasons = (inspector: InspectorInput): FieldReason[] =>
  checkInspector(inspector).map((reason) => ({ ...reason, field: `inspector.${reason.field}` }));
