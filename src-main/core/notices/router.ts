/** Binds the 双告知 part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { guardStorage, unlocked } from '../router.ts';
import type { SyncedCollection } from '../sync/collection.ts';
import type { Workspace } from '../workspace.ts';
import { performOnMany, submitFeedback } from './commands.ts';
import { noticesByStatus, noticeWeeks } from './overview.ts';
import { listNotices, noticeChoices, noticeCount, noticeDetail } from './queries.ts';
import { createNoticesCollection } from './sync.ts';

/** One collection for each workspace: it remembers due dates by the workspace's calendar. */
const collections = new WeakMap<Workspace, SyncedCollection<Notice>>();
function collectionOf(workspace: Workspace): SyncedCollection<Notice> {
  let collection = collections.get(workspace);
  if (!collection) collections.set(workspace, (collection = createNoticesCollection(workspace)));
  return collection;
}

const batch = (work: () => ReturnType<typeof performOnMany>) =>
  guardStorage(storageReasons, () => ({ ok: true as const, ...work() }));

export const noticesRouter = unlocked.notices.router({
  list: unlocked.notices.list.handler(({ input, context: { workspace } }) => listNotices(workspace, input)),
  count: unlocked.notices.count.handler(({ input, context: { workspace } }) => noticeCount(workspace, input)),
  weeks: unlocked.notices.weeks.handler(({ context: { workspace } }) =>
    noticeWeeks(workspace.database, workspace.today()),
  ),
  byStatus: unlocked.notices.byStatus.handler(({ context: { workspace } }) => noticesByStatus(workspace)),
  choices: unlocked.notices.choices.handler(({ context: { workspace } }) => noticeChoices(workspace.database)),

  get: unlocked.notices.get.handler(({ input, context: { workspace } }) => {
    const detail = noticeDetail(workspace, input.id);
    return detail ? ({ ok: true, detail } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),

  receive: unlocked.notices.receive.handler(({ input, context: { workspace } }) =>
    batch(() => performOnMany(workspace, collectionOf(workspace), 'notices.receive', input.ids, {})),
  ),
  claim: unlocked.notices.claim.handler(({ input, context: { workspace } }) =>
    batch(() => performOnMany(workspace, collectionOf(workspace), 'notices.claim', input.ids, {})),
  ),
  return: unlocked.notices.return.handler(({ input: { ids, reason, words }, context: { workspace } }) =>
    batch(() => performOnMany(workspace, collectionOf(workspace), 'notices.return', ids, { reason, words })),
  ),

  submitFeedback: unlocked.notices.submitFeedback.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () =>
      submitFeedback(workspace, collectionOf(workspace), input.noticeId, input.feedbackId, input.feedback),
    ),
  ),
});
