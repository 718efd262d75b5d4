/** 双告知 in the search over everything. */
import type { SearchGroup } from '#shared/contract/search.ts';
import type { NoticesLink } from '#shared/domains/notices/contract.ts';
import { noticeStatusNames } from '#shared/domains/notices/words.ts';
import { looksLikeCode } from '#shared/trade/text-search.ts';
import type { Workspace } from '../workspace.ts';
import { listNotices } from './queries.ts';

export function searchNotices(workspace: Workspace, text: string, limit: number): SearchGroup<NoticesLink>[] {
  const filter = looksLikeCode(text) ? { code: text } : { name: text };
  const { rows, nextCursor } = listNotices(workspace, { page: 'query', filter, sort: undefined, cursor: null, limit });
  const link = { to: 'notices' as const, page: 'query' as const, filter };
  return [
    {
      key: 'notices',
      title: '双告知',
      hits: rows.map((row) => ({
        collection: 'notices',
        recordId: row.id,
        title: row.enterpriseName,
        code: row.code,
        about: `${row.permitItemName} · ${noticeStatusNames[row.status]}`,
        facts: [],
        link: { ...link, open: row.id },
      })),
      more: nextCursor !== null,
      link,
    },
  ];
}
