/** The rows of one page of 双告知 under its filter and order. */
import type { Ref } from 'vue';
import type { NoticeFilter, NoticePage, NoticeRow, NoticeSort } from '../../../src-shared/contract/notices.ts';
import { core } from '../../app/core-client.ts';
import { usePagedList } from '../../app/use-paged-list.ts';

export interface NoticeListOptions {
  readonly page: NoticePage;
  readonly filter: Readonly<Ref<NoticeFilter>>;
  readonly sort: Readonly<Ref<NoticeSort>>;
  /** Settles once filter and sort are what the page remembered. */
  readonly ready: Promise<unknown>;
}

/** Use inside `setup`. */
export const useNoticeList = ({ page, filter, sort, ready }: NoticeListOptions) =>
  usePagedList<NoticeRow>({
    page: (cursor, limit) => core().notices.list({ page, filter: filter.value, sort: sort.value, cursor, limit }),
    count: () => core().notices.count({ page, filter: filter.value }),
    restartOn: [filter, sort],
    topics: ['notices', 'outbox', 'settings'],
    ready,
  });
