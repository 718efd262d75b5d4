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
  notify: unlocked.news.notify.handler(async ({ context: { workspace, domains, core } }) => {
    const told = takeNotification(workspace, domains);
    if (!told || !(await core.notify({ title: told.title.slice(0, 200), body: told.body.slice(0, 1000) })))
      return { pressed: false, link: null };
    return { pressed: true, link: told.link };
  }),
});
