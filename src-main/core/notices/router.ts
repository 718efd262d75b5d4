/** Binds the 双告知 part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import { correctFeedback, performOnMany, submitFeedback } from './commands.ts';
import { noticeWeeks } from './overview.ts';
import { listNotices, noticeChoices, noticeCount, noticeDetail, termOfFeedback } from './queries.ts';

const batch = (work: () => ReturnType<typeof performOnMany>) =>
  guardStorage(storageReasons, () => ({ ok: true as const, ...work() }));

export const noticesRouter = unlocked.notices.router({
  list: unlocked.notices.list.handler(({ input, context: { workspace } }) => listNotices(workspace, input)),
  count: unlocked.notices.count.handler(({ input, context: { workspace } }) => noticeCount(workspace, input)),
  weeks: unlocked.notices.weeks.handler(({ context: { workspace } }) =>
    noticeWeeks(workspace.database, workspace.today()),
  ),
  choices: unlocked.notices.choices.handler(({ context: { workspace } }) => noticeChoices(workspace.database)),

  get: unlocked.notices.get.handler(({ input, context: { workspace } }) => {
    const detail = noticeDetail(workspace, input.id);
    return detail ? ({ ok: true, detail } as const) : ({ ok: false, reason: 'notFound' } as const);
  }),

  feedbackTerm: unlocked.notices.feedbackTerm.handler(({ input, context: { workspace } }) => ({
    deadline: termOfFeedback(workspace, input),
  })),

  receive: unlocked.notices.receive.handler(({ input, context: { workspace } }) =>
    batch(() => performOnMany(workspace, 'notices.receive', input.ids, {}, input.undoable)),
  ),
  claim: unlocked.notices.claim.handler(({ input, context: { workspace } }) =>
    batch(() => performOnMany(workspace, 'notices.claim', input.ids, {}, input.undoable)),
  ),
  return: unlocked.notices.return.handler(({ input: { ids, undoable, reason, words }, context: { workspace } }) =>
    batch(() => performOnMany(workspace, 'notices.return', ids, { reason, words }, undoable)),
  ),

  submitFeedback: unlocked.notices.submitFeedback.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => submitFeedback(workspace, input.noticeId, input.feedbackId, input.feedback)),
  ),
  correct: unlocked.notices.correct.handler(({ input, context: { workspace } }) =>
    guardStorage(storageReasons, () => correctFeedback(workspace, input.noticeId, input.feedbackId, input.correction)),
  ),
});
