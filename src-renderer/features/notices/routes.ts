import type { RouteRecordRaw } from 'vue-router';
import type { NoticePage } from '#shared/domains/notices/lists.ts';
import { noticeRouteNames } from '#app/app/links.ts';
import { pageFacts } from './pages.ts';

const route = (page: NoticePage): RouteRecordRaw => ({
  path: `/notices/${page}`,
  name: noticeRouteNames[page],
  meta: { title: pageFacts[page].title },
  component: () => import('./NoticesPage.vue'),
  props: { page },
});

export const routes: RouteRecordRaw[] = [
  { path: '/notices', redirect: { name: noticeRouteNames.receive } },
  ...(Object.keys(pageFacts) as NoticePage[]).map(route),
];
