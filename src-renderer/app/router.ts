/** The pages. Hash addresses: both shells serve one file. */
import {
  createRouter,
  createWebHashHistory,
  type RouteLocationNormalized,
  type Router,
  type RouteRecordRaw,
} from 'vue-router';
import { useSession } from './stores/session.ts';
import { declareCoreGone } from './core-client.ts';
import { featureRoutes, laterScripts } from './features.ts';
import { signInLocation } from './links.ts';
import { reportUnexpected } from './unexpected.ts';
import { fetchPreferences } from './use-preference.ts';
import { titlePage } from './window-title.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page, as in the manual. */
    title: string;
    /** May be shown while nobody is signed in. */
    open?: boolean;
    /** Entry of the navigation that stays marked on a page below it. */
    module?: string;
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: { name: 'workbench' } },
  ...featureRoutes,
  { path: '/:rest(.*)*', redirect: { name: 'workbench' } },
];

export function createAppRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes });
  router.beforeEach(async (to) => {
    const session = useSession();
    if (!session.status) fetchAhead(router, to);
    await session.ready();
    // A new recovery code is shown once: nothing else is shown before it is written down.
    if (session.newRecoveryCode) return to.name === 'sign-in' || { name: 'sign-in' };
    if (!session.unlocked && !to.meta.open) return signInLocation(to.fullPath, session.last);
    // Beside the page's own scripts, which take as long.
    if (session.unlocked) void fetchPreferences();
    if (session.unlocked && to.name === 'sign-in' && to.query.again !== '1') return { name: 'workbench' };
    return true;
  });
  router.onError(tellUnfetched);
  router.afterEach((to) => {
    titlePage(to.meta.title);
  });
  return router;
}

function tellUnfetched(error: unknown): void {
  // A page that cannot be fetched from this PC means that what serves the pages has ended.
  if (error instanceof TypeError && error.message.includes('dynamically imported module')) declareCoreGone('stopped');
  else reportUnexpected(error);
}

/** Reads the scripts of the first page while the core is asked who is here: whoever has just started has to sign in. */
function fetchAhead(router: Router, to: RouteLocationNormalized): void {
  const isStart = to.redirectedFrom?.path === '/';
  const { matched } = isStart ? router.resolve({ name: 'sign-in' }) : to;
  fetchPages(matched.map(({ components }) => components?.default));
}

const afterFirstPageMilliseconds = 1_000;

/** Fetches the other pages, and what they import later, while nothing else happens, so that none of it waits, nor fails, then. */
export function fetchPagesWhenIdle(): void {
  // The first page is idle now and then while it waits for its rows, which come first.
  setTimeout(() => {
    requestIdleCallback(() => fetchPages([...routes.map(({ component }) => component), ...laterScripts]));
  }, afterFirstPageMilliseconds);
}

function fetchPages(pages: readonly unknown[]): void {
  for (const page of pages) if (typeof page === 'function') (page as () => Promise<unknown>)().catch(tellUnfetched);
}
