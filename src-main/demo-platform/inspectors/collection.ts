/** 执法检查人员名录 on the platform: each department keeps its own; an entry needs an account, and each account has one. */
import {
  addInspector,
  applyInspectorOperation,
  inspectorOperationSchemas,
} from '#shared/domains/inspectors/operations.ts';
import { type Inspector } from '#shared/domains/inspectors/record.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import type { Collection } from '../collection.ts';
import { parsePayload } from '../inspections/parse.ts';

const refuse = (code: string, message: string, field = '') => ({
  ok: false as const,
  reasons: [{ field, code, message }],
});

export const inspectorCollection: Collection<Inspector> = {
  name: 'inspectors',
  shared: false,
  audience: (inspector) => [inspector.department.code],
  isOpen: (inspector) => !inspector.revoked,
  knows: (kind) => Object.hasOwn(inspectorOperationSchemas, kind),
  create(id, recordOperation, view) {
    const parsed = parsePayload(inspectorOperationSchemas, recordOperation);
    if (!parsed.ok) return parsed;
    if (parsed.operation.kind !== 'inspectors.add') return refuse('missing', '平台没有这名执法人员');
    const { inspector } = parsed.operation.payload;
    const { actor } = recordOperation;
    const person = view.record('staff', inspector.account) as Staff | null;
    if (person?.department.code !== actor.departmentCode)
      return refuse('unknownPerson', '本机关范围内没有这个用户账号', 'inspector.account');
    const known = (view.recordsBelow('inspectors', '') as Inspector[]).some(
      ({ account }) => account === inspector.account,
    );
    if (known) return refuse('repeated', `${inspector.name}已在执法检查人员名录库中`, 'inspector.account');
    return addInspector(id, inspector, actor);
  },
  apply(inspector, recordOperation) {
    const parsed = parsePayload(inspectorOperationSchemas, recordOperation);
    if (!parsed.ok) return parsed;
    const { operation } = parsed;
    if (operation.kind === 'inspectors.add') return refuse('exists', '这名执法人员已经登记过');
    return applyInspectorOperation(inspector, { ...operation, actor: recordOperation.actor });
  },
};
