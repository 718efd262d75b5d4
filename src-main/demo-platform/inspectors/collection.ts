/** 执法检查人员名录 on the platform: each department keeps its own; an entry needs an account, and each account has one. */
import { addInspector, inspectorOperations } from '#shared/domains/inspectors/operations.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Staff } from '#shared/domains/inspectors/staff.ts';
import { refuse } from '#shared/records/applied.ts';
import type { Collection } from '../collection.ts';
import { organsAbove } from '../county.ts';

export const inspectorCollection: Collection<Inspector> = {
  name: 'inspectors',
  shared: false,
  audience: ({ department, seenBy = [] }) => [department.code, ...seenBy],
  isOpen: (inspector) => !inspector.revoked,
  knows: inspectorOperations.knows,
  rightRefusal: inspectorOperations.rightRefusal,
  create(id, recordOperation, view) {
    const read = inspectorOperations.read(recordOperation);
    if (!read.ok) return read;
    if (read.operation.kind !== 'inspectors.add') return refuse('missing', '平台没有这名执法人员');
    const { actor, payload } = read.operation;
    const { inspector } = payload;
    const person = view.record('staff', inspector.account) as Staff | null;
    if (person?.department.code !== actor.departmentCode)
      return refuse('unknownPerson', '本机关范围内没有这个用户账号', 'inspector.account');
    const known = (view.recordsBelow('inspectors', '') as Inspector[]).some(
      ({ account }) => account === inspector.account,
    );
    if (known) return refuse('repeated', `${inspector.name}已在执法检查人员名录库中`, 'inspector.account');
    const made = addInspector(id, inspector, actor);
    const seenBy = organsAbove([actor.departmentCode]);
    return made.ok && seenBy.length > 0 ? { ok: true, record: { ...made.record, seenBy } } : made;
  },
  apply: inspectorOperations.replay,
};
