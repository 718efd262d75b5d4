/** What a department may do with its 执法检查人员名录, and the rules of each. Source: the platform's manual 六、1.2. */
import { z } from 'zod';
import { type Actor, text } from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { type Applied, refuse, type Refused } from '#shared/records/applied.ts';
import { type OperationOf, operations } from '#shared/records/operations.ts';
import { rosterRight as by } from '#shared/trade/rights.ts';
import { inspectorInputSchema, type InspectorInput, type Inspector } from './record.ts';

const kinds = {
  'inspectors.add': { name: '新增执法人员', payload: z.object({ inspector: inspectorInputSchema }), by },
  'inspectors.edit': { name: '修改执法人员', payload: z.object({ inspector: inspectorInputSchema }), by },
  'inspectors.revoke': { name: '撤销执法人员', payload: z.object({ reason: text(500) }), by },
  'inspectors.restore': { name: '恢复执法人员', payload: z.object({}), by },
} as const;
export type InspectorOperation = OperationOf<typeof kinds>;
export type InspectorOperationKind = InspectorOperation['kind'];

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

/** Why nothing of this kind can be begun on the entry now, whatever it would say; null: it can. */
export function inspectorObstacle(inspector: Inspector, kind: InspectorOperationKind, actor: Actor): Refused | null {
  if (inspector.department.code !== actor.departmentCode) return refuse('notYours', '该执法人员不由本部门管理');
  switch (kind) {
    case 'inspectors.add':
      return refuse('exists', '这名执法人员已经登记过');
    case 'inspectors.edit':
      return inspector.revoked ? refuse('revoked', '该人员已撤销，请先恢复再修改') : null;
    case 'inspectors.revoke':
      return inspector.revoked ? refuse('already', '该人员已经撤销') : null;
    case 'inspectors.restore':
      return inspector.revoked ? null : refuse('already', '该人员没有被撤销');
  }
}

/** Editing, revoking and restoring an entry, by the department that keeps the entry. The account of an entry never changes. */
export function applyInspectorOperation(inspector: Inspector, operation: InspectorOperation): Applied<Inspector> {
  const obstacle = inspectorObstacle(inspector, operation.kind, operation.actor);
  if (obstacle) return obstacle;
  switch (operation.kind) {
    case 'inspectors.add':
      return refuse('exists', '这名执法人员已经登记过');
    case 'inspectors.edit': {
      const reasons = inspectorReasons(operation.payload.inspector);
      if (operation.payload.inspector.account !== inspector.account)
        reasons.push({ field: 'inspector.account', code: 'fixed', message: '不能换成另一个用户账号' });
      if (reasons.length > 0) return { ok: false, reasons };
      return { ok: true, record: { ...inspector, ...operation.payload.inspector } };
    }
    case 'inspectors.revoke':
      if (operation.payload.reason.trim() === '') return refuse('required', '请填写撤销理由', 'reason');
      return { ok: true, record: { ...inspector, revoked: true } };
    case 'inspectors.restore':
      return { ok: true, record: { ...inspector, revoked: false } };
  }
}

const inspectorReasons = (inspector: InspectorInput): FieldReason[] =>
  checkInspector(inspector).map((reason) => ({ ...reason, field: `inspector.${reason.field}` }));

export const inspectorOperations = operations(kinds, applyInspectorOperation, {
  kind: 'inspectors.add',
  make: (recordId, { payload, actor }) => addInspector(recordId, payload.inspector, actor),
});
