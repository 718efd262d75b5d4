/** Addresses of 双告知. */
import type { RouteLocationRaw } from 'vue-router';
import type { NoticeFilter, NoticePage } from '#shared/domains/notices/lists.ts';
import { listLocation } from '#app/app/links.ts';

export const noticeRoutes: Record<NoticePage, string> = {
  receive: 'notices-receive',
  feedback: 'notices-feedback',
  query: 'notices-query',
};

/** A list of notices, as `listLocation` leads to one. */
export const noticesLocation = (page: NoticePage, filter?: NoticeFilter, open?: string): RouteLocationRaw =>
  listLocation(noticeRoutes[page], filter, open);
