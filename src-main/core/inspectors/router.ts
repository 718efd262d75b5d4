/** Binds the 执法人员名录 part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import { add, change } from './commands.ts';
import { inspectorImport } from './import.ts';
import { allSkills, inspectorDetail, listInspectors, searchPeople } from './queries.ts';

const expired = { ok: false, reason: 'notFound', detail: '导入清单已过期，请重新选择文件' } as const;

export const inspectorsRouter = unlocked.inspectors.router({
  list: unlocked.inspectors.list.handler(({ input, context: { workspace } }) => listInspectors(workspace, input)),
  get: unlocked.inspectors.get.handler(({ input, context: { workspace } }) => {
    const detail = inspectorDetail(workspace, input.id);
    return detail ? ({ ok: true, detail } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),
  people: unlocked.inspectors.people.handler(({ input, context: { workspace } }) =>
    searchPeople(workspace.database, input.text, input.limit),
  ),
  add: unlocked.inspectors.add.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => add(workspace, input.inspector)),
  ),
  edit: unlocked.inspectors.edit.handler(({ input: { id, inspector }, context: { workspace } }) =>
    guardStorage(storageReasons, () => change(workspace, 'inspectors.edit', id, { inspector })),
  ),
  revoke: unlocked.inspectors.revoke.handler(({ input: { id, reason }, context: { workspace } }) =>
    guardStorage(storageReasons, () => change(workspace, 'inspectors.revoke', id, { reason })),
  ),
  restore: unlocked.inspectors.restore.handler(({ input: { id }, context: { workspace } }) =>
    guardStorage(storageReasons, () => change(workspace, 'inspectors.restore', id, {})),
  ),
  skills: unlocked.inspectors.skills.handler(({ context: { workspace } }) =>
    allSkills(workspace.database).map(({ name }) => name),
  ),
  importPreview: unlocked.inspectors.importPreview.handler(({ input, context: { workspace } }) => {
    const { importId, fileName, base64 } = input;
    // A copy of its own: small buffers share one with others, and all of it would go to the thread.
    return inspectorImport.preview(workspace, {
      importId,
      fileName,
      content: new Uint8Array(Buffer.from(base64, 'base64')),
    });
  }),
  importProgress: unlocked.inspectors.importProgress.handler(({ input, context: { workspace } }) =>
    inspectorImport.progress(workspace, input.importId),
  ),
  importCancel: unlocked.inspectors.importCancel.handler(async ({ input, context: { workspace } }) =>
    (await inspectorImport.cancel(workspace, input.importId))
      ? ({ ok: true } as const)
      : ({ ok: false, reason: 'notFound' } as const),
  ),
  importRow: unlocked.inspectors.importRow.handler(({ input, context: { workspace } }) => {
    const cells = inspectorImport.cells(workspace, input.importId, input.row);
    return cells ? ({ ok: true, cells } as const) : expired;
  }),
  importAmend: unlocked.inspectors.importAmend.handler(({ input, context: { workspace } }) => {
    const preview = inspectorImport.amend(workspace, input.importId, input.row, input.cells);
    return preview ? ({ ok: true, preview } as const) : expired;
  }),
  importCommit: unlocked.inspectors.importCommit.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => {
      const outcome = inspectorImport.commit(workspace, input.importId, input.rows, input.chosen ?? []);
      return outcome
        ? ({ ok: true, ...outcome } as const)
        : ({ ok: false, reason: 'refused', detail: '导入清单已过期，请重新选择文件' } as const);
    }),
  ),
});
