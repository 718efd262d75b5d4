/** 双告知 in 今天要办: what waits for 接收, and what is to be answered this week. */
import type { NoticesLink } from '#shared/domains/notices/contract.ts';
import type { NoticeFilter } from '#shared/domains/notices/lists.ts';
import type { TodayGroup, Urgency } from '#shared/contract/workbench.ts';
import { deadlineWords } from '#shared/records/deadlines.ts';
import type { Deadline } from '#shared/records/parts.ts';
import { sundayOf } from '#shared/trade/weeks.ts';
import type { Workspace } from '../workspace.ts';
import { listNotices, noticeCount } from './queries.ts';

export const noticesToday = (workspace: Workspace, limit: number): TodayGroup<NoticesLink>[] => {
  const today = workspace.today();
  const group = (key: string, title: string, page: 'receive' | 'feedback', action: string, filter: NoticeFilter) => ({
    key,
    title,
    count: noticeCount(workspace, { page, filter }),
    link: { to: 'notices' as const, page, filter },
    items: listNotices(workspace, {
      page,
      filter,
      sort: { by: 'urgent', direction: 'ascending' },
      cursor: null,
      limit,
    }).rows.map(({ id, enterpriseName, permitItemName, deadline }) => ({
      collection: 'notices',
      recordId: id,
      title: enterpriseName,
      about: permitItemName,
      action,
      urgency: urgencyOf(deadline, today),
      due: deadline && { on: deadline.dueOn, words: deadlineWords(deadline) },
      link: { to: 'notices' as const, page, filter, open: id },
    })),
  });
  return [
    group('receive', '待接收', 'receive', '接收', { statuses: ['pending'] }),
    group('feedback', '本周以前应反馈', 'feedback', '反馈', { feedbackDue: { to: sundayOf(today) } }),
  ];
};

/** A reminder that has passed is no breach of anything: it presses as what is due today does. */
function urgencyOf(deadline: Deadline | null, today: string): Urgency {
  if (!deadline) return 'waiting';
  if (deadline.status === 'overdue') return 'overdue';
  if (deadline.dueOn <= today) return 'today';
  return deadline.dueOn <= sundayOf(today) ? 'week' : 'waiting';
}
