import type { RouteRecordRaw } from 'vue-router';
import { noticeList, type NoticePage } from '#shared/domains/notices/lists.ts';
import { pagesOf } from '#shared/lists/list.ts';
import { noticeRouteNames } from '#app/app/links.ts';

const route = (page: NoticePage): RouteRecordRaw => ({
  path: `/notices/${page}`,
  name: noticeRouteNames[page],
  meta: { title: noticeList.pages[page].title },
  component: () => import('./NoticesPage.vue'),
  props: { page },
});

export const routes: RouteRecordRaw[] = [
  { path: '/notices', redirect: { name: noticeRouteNames.receive } },
  ...pagesOf(noticeList).map(route),
];
