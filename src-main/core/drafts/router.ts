/** Binds the drafts part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import type { Workspace } from '../workspace.ts';
import type { DraftForms } from './forms.ts';
import { discardDraft, draftsBy, restoreDraft, saveDraft } from './store.ts';

const notFound = { ok: false, reason: 'notFound' } as const;

/** A list shows which of its records have a draft; who saves one by typing is not told at each key. */
function tell(workspace: Workspace, { collection }: DraftForms): void {
  workspace.changed('drafts');
  workspace.changed(collection);
}

/** `forms`: those of every domain that has any. */
export function createDraftsRouter(forms: readonly DraftForms[]) {
  const formsOf = (collection: string) => forms.find((one) => one.collection === collection);
  return unlocked.drafts.router({
    list: unlocked.drafts.list.handler(({ context: { workspace } }) =>
      draftsBy(workspace.database, workspace.actor.account).map(({ collection, recordId, part, savedAt }) => {
        const form = formsOf(collection);
        return {
          collection,
          recordId,
          part,
          savedAt,
          form: form?.name ?? '',
          title: form?.titleOf(workspace.database, recordId) ?? null,
        };
      }),
    ),
    save: unlocked.drafts.save.handler(({ input, context: { workspace } }) => {
      const { database, actor } = workspace;
      const form = formsOf(input.collection);
      if (!form || form.titleOf(database, input.recordId) === null) return notFound;
      return guardStorage(storageReasons, () => {
        const savedAt = workspace.correctedNow();
        if (!saveDraft(database, input, actor.account, savedAt))
          return { ok: false, reason: 'refused', detail: form.otherShape } as const;
        workspace.changed('drafts');
        return { ok: true, savedAt } as const;
      });
    }),
    discard: unlocked.drafts.discard.handler(({ input, context: { workspace } }) => {
      const { database, actor } = workspace;
      const form = formsOf(input.collection);
      if (!form || !discardDraft(database, input, actor.account, workspace.correctedNow())) return notFound;
      tell(workspace, form);
      return { ok: true } as const;
    }),
    restore: unlocked.drafts.restore.handler(({ input, context: { workspace } }) => {
      const form = formsOf(input.collection);
      const draft = form ? restoreDraft(workspace.database, input, workspace.actor.account) : null;
      if (!form || !draft) return notFound;
      tell(workspace, form);
      return { ok: true, draft } as const;
    }),
  });
}
