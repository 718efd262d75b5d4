/** Binds 交接. Each domain with half-filled forms is named here once. */
import { storageReasons } from '#shared/contract/base.ts';
import { inspectionDrafts } from '../inspections/drafts.ts';
import { noticeDrafts } from '../notices/drafts.ts';
import { guardStorage, unlocked } from '../router.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { colleagues, handOverDrafts, mayHandOver } from './handover.ts';

const keepers: readonly DraftKeeper[] = [noticeDrafts, inspectionDrafts];

export const handoverRouter = unlocked.handover.router({
  overview: unlocked.handover.overview.handler(({ context: { workspace } }) => ({
    people: colleagues(workspace, keepers),
    mayHandOver: mayHandOver(workspace),
  })),
  drafts: unlocked.handover.drafts.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => {
      const done = handOverDrafts(workspace, keepers, input);
      if (done.ok) for (const topic of ['notices', 'inspectionSubjects'] as const) workspace.changed(topic);
      return done;
    }),
  ),
});
