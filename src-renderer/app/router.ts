/** The pages. Hash addresses: both shells serve one file. */
import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { useSession } from '../stores/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page, as in the manual. */
    title: string;
    /** May be shown while nobody is signed in. */
    open?: boolean;
  }
}

// One `routes.ts` a feature: adding a domain is adding a folder.
const featureRoutes = import.meta.glob<{ routes: RouteRecordRaw[] }>('../features/*/routes.ts', { eager: true });

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: { name: 'workbench' } },
  ...Object.values(featureRoutes).flatMap((feature) => feature.routes),
  { path: '/:rest(.*)*', redirect: { name: 'workbench' } },
];

export function createAppRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes });
  router.beforeEach(async (to) => {
    const session = useSession();
    await session.ready();
    if (!session.unlocked && !to.meta.open) return { name: 'sign-in', query: { to: to.fullPath } };
    if (session.unlocked && to.name === 'sign-in' && !session.newRecoveryCode) return { name: 'workbench' };
    return true;
  });
  router.afterEach((to) => {
    document.title = `${to.meta.title} - 部门协同监管离线客户端`;
  });
  return router;
}
