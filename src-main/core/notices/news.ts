/** What is new of 双告知: notices that came after the first download had ended. */
import type { NewsItem } from '#shared/contract/news.ts';
import type { NoticesLink } from '#shared/domains/notices/contract.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';
import { newSince } from './numbers.ts';
import { noticeCount } from './queries.ts';

export function noticesNews(workspace: Workspace, since: string): NewsItem<NoticesLink>[] {
  const arrivedSince = newSince(workspace, new Date(Date.parse(since) + 1).toISOString());
  const filter = { arrivedSince };
  const { value } = noticeCount(workspace, { page: 'query', filter });
  if (value === 0) return [];
  const { at } = statement<[], { at: string }>(
    workspace.database,
    'SELECT max(arrived_at) AS at FROM notice INDEXED BY notice_arrived',
  ).get()!;
  return [
    {
      key: 'notices',
      title: `新到告知 ${value} 条`,
      about: '平台新推送到本部门',
      count: value,
      at,
      link: { to: 'notices', page: 'query', filter },
    },
  ];
}
