/** What people do with the 执法检查人员名录. */
import type { InspectorInput } from '#shared/domains/inspectors/record.ts';
import type { InspectorOperationKind } from '#shared/domains/inspectors/operations.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { inWorkTransaction, perform } from '../sync/perform.ts';
import type { OperationOutcome } from '../sync/perform-many.ts';
import type { Workspace } from '../workspace.ts';
import { allInspectors, allStaff, listedWords } from './queries.ts';
import { inspectorsCollection } from './sync.ts';

/** Adds somebody who has an account here and is not in the 名录 yet; the id is made here. */
export function add(workspace: Workspace, inspector: InspectorInput): OperationOutcome {
  const problem = accountProblem(workspace, inspector.account);
  if (problem) return { ok: false, reason: 'refused', fields: [problem] };
  return change(workspace, 'inspectors.add', workspace.environment.chance.uuid(), { inspector });
}

/** One operation on one entry. Names of refused fields are those of the form. */
export function change(
  workspace: Workspace,
  kind: InspectorOperationKind,
  recordId: string,
  payload: unknown,
): OperationOutcome {
  const outcome = inWorkTransaction(workspace, (): OperationOutcome => {
    const performed = perform(workspace, inspectorsCollection, { recordId, kind, payload });
    if (performed.ok) return performed;
    const fields = performed.reasons.map((reason) => ({
      ...reason,
      field: reason.field.replace(/^inspector\./, ''),
    }));
    return { ok: false, reason: performed.reason, ...(fields.length > 0 && { fields }) };
  });
  if (outcome.ok) workspace.changed('inspectors');
  return outcome;
}

/** The platform will ask the same: an account of this department, and only one entry for it. */
function accountProblem({ database }: Workspace, account: string): FieldReason | null {
  const say = (code: string, message: string) => ({ field: 'account', code, message });
  const person = allStaff(database).find(({ id }) => id === account);
  if (!person) return say('unknownPerson', '本机关范围内没有这个用户账号，请先请平台管理员建立');
  if (!person.active) return say('inactive', '该用户账号已停用');
  const listed = allInspectors(database).find((one) => one.account === account);
  return listed ? say('repeated', listedWords(listed.revoked)) : null;
}
