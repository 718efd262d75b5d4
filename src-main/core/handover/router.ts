/** Binds 交接. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import { colleagues, handOverDrafts, mayHandOver } from './handover.ts';

export const handoverRouter = unlocked.handover.router({
  overview: unlocked.handover.overview.handler(({ context: { workspace } }) => ({
    people: colleagues(workspace),
    mayHandOver: mayHandOver(workspace),
  })),
  drafts: unlocked.handover.drafts.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => handOverDrafts(workspace, input)),
  ),
});
