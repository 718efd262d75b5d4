/** One page of the list: keyset pages with a way back, the count apart, and quiet refreshes that keep one's place. */
import { computed, type Ref, ref, shallowRef, watch } from 'vue';
import type { Count } from '../../../src-shared/contract/base.ts';
import type { NoticeFilter, NoticePage, NoticeRow, NoticeSort } from '../../../src-shared/contract/notices.ts';
import { core, isToldElsewhere } from '../../app/core-client.ts';
import { useTopic } from '../../app/events.ts';
import { reportUnexpected } from '../../app/unexpected.ts';

export const pageSize = 50;

export interface NoticeListOptions {
  readonly page: NoticePage;
  readonly filter: Readonly<Ref<NoticeFilter>>;
  readonly sort: Readonly<Ref<NoticeSort>>;
  /** Settles once filter and sort are what the page remembered. */
  readonly ready: Promise<unknown>;
}

/** Use inside `setup`. */
export function useNoticeList({ page, filter, sort, ready }: NoticeListOptions) {
  const rows = shallowRef<NoticeRow[]>([]);
  const count = shallowRef<Count | null>(null);
  const nextCursor = ref<string | null>(null);
  /** Cursors of the pages before this one and of this one; the first page has none. */
  const cursors = ref<(string | null)[]>([null]);
  const answered = ref(false);
  const loading = ref(true);
  const failed = ref(false);
  let latest = 0;
  let latestCount = 0;

  const pageNumber = computed(() => cursors.value.length);

  async function load(quiet = false): Promise<void> {
    const mine = ++latest;
    if (!quiet) loading.value = true;
    try {
      const cursor = cursors.value.at(-1) ?? null;
      const answer = await core().notices.list({
        page,
        filter: filter.value,
        sort: sort.value,
        cursor,
        limit: pageSize,
      });
      if (mine !== latest) return;
      if (answer.rows.length === 0 && cursors.value.length > 1) {
        // Whatever stood on this page was dealt with: go where there is something to see.
        cursors.value = cursors.value.slice(0, -1);
        await load(quiet);
        return;
      }
      rows.value = answer.rows;
      nextCursor.value = answer.nextCursor;
      failed.value = false;
      answered.value = true;
    } catch (error) {
      if (mine !== latest) return;
      failed.value = true;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  async function loadCount(): Promise<void> {
    const mine = ++latestCount;
    try {
      const answer = await core().notices.count({ page, filter: filter.value });
      if (mine === latestCount) count.value = answer;
    } catch (error) {
      if (mine === latestCount) count.value = null;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    }
  }

  /** From the first page, with what the filter says now. */
  async function restart(): Promise<void> {
    cursors.value = [null];
    count.value = null;
    await Promise.all([load(), loadCount()]);
  }
  /** Again what is shown, without a flicker. */
  async function refresh(): Promise<void> {
    await Promise.all([load(true), loadCount()]);
  }
  async function next(): Promise<void> {
    if (nextCursor.value === null || loading.value) return;
    cursors.value = [...cursors.value, nextCursor.value];
    await load();
  }
  async function previous(): Promise<void> {
    if (cursors.value.length < 2 || loading.value) return;
    cursors.value = cursors.value.slice(0, -1);
    await load();
  }

  let started = false;
  void ready.then(() => {
    started = true;
    return restart();
  });
  watch([filter, sort], () => {
    if (started) void restart();
  });
  useTopic(['notices', 'outbox', 'settings'], () => (started ? refresh() : undefined));

  return { rows, count, nextCursor, pageNumber, answered, loading, failed, restart, refresh, next, previous };
}
export type NoticeList = ReturnType<typeof useNoticeList>;
