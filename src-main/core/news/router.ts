/** Binds the news part of the contract. */
import { storageReasons } from '#shared/contract/base.ts';
import { guardStorage, unlocked } from '../router.ts';
import { listNews, noteSeen, takeNotification } from './news.ts';

export const newsRouter = unlocked.news.router({
  list: unlocked.news.list.handler(({ context: { workspace, domains } }) => listNews(workspace, domains)),
  seen: unlocked.news.seen.handler(({ context: { workspace } }) =>
    guardStorage(storageReasons, () => {
      noteSeen(workspace);
      return { ok: true } as const;
    }),
  ),
  take: unlocked.news.take.handler(({ context: { workspace, domains } }) => ({
    notification: takeNotification(workspace, domains),
  })),
});
