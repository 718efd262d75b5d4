/** Addresses of 双告知. */
import type { RouteLocationRaw } from 'vue-router';
import type { NoticesLink } from '#shared/domains/notices/contract.ts';
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

/** What is to be done with one of them stands ready: its feedback is being written, of the others the record is open. */
export const noticeLocation = ({ page, filter, open }: NoticesLink): RouteLocationRaw =>
  open !== undefined && page === 'feedback'
    ? { name: noticeRoutes.feedback, query: { filter: JSON.stringify(filter), open, write: '1' } }
    : noticesLocation(page, filter, open);
