/** Where work of 双告知 goes on, once a list of it is done. */
import type { NoticeStatus } from '#shared/domains/notices/words.ts';
import { core } from '#app/app/core-client.ts';
import type { WorkElsewhere } from '#app/lists/list-screen.ts';
import { noticeRoutes } from './links.ts';

const waitingOn = (page: 'receive' | 'feedback', name: string, status: NoticeStatus): WorkElsewhere => ({
  name,
  unit: '条',
  to: { name: noticeRoutes[page] },
  count: () => core().notices.count({ page, filter: { statuses: [status] } }),
  topics: ['notices', 'outbox', 'settings'],
});
export const toReceive = waitingOn('receive', '去告知接收', 'pending');
export const toFeedback = waitingOn('feedback', '去告知反馈', 'received');
