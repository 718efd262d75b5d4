/** One page of a list: keyset pages with a way back, the count apart, and quiet refreshes that keep one's place. */
import { computed, ref, shallowRef, watch, type WatchSource } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { isToldElsewhere } from '../app/core-client.ts';
import { useTopic } from '../app/events.ts';
import { reportUnexpected } from '../app/unexpected.ts';

export const pageSize = 50;

export interface PagedListOptions<Row> {
  readonly page: (cursor: string | null, limit: number) => Promise<{ rows: Row[]; nextCursor: string | null }>;
  readonly count: () => Promise<Count>;
  /** What the list depends on (filter, order): a change starts it again from the first page. */
  readonly restartOn: WatchSource[];
  readonly topics: readonly EventTopic[];
  /** Settles once filter and order are what the page remembered. */
  readonly ready: Promise<unknown>;
}

/** Use inside `setup`. */
export function usePagedList<Row>(options: PagedListOptions<Row>) {
  const rows = shallowRef<Row[]>([]);
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
      const answer = await options.page(cursors.value.at(-1) ?? null, pageSize);
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
      const answer = await options.count();
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
  void options.ready.then(() => {
    started = true;
    return restart();
  });
  watch(options.restartOn, () => {
    if (started) void restart();
  });
  useTopic(options.topics, () => (started ? refresh() : undefined));

  return { rows, count, nextCursor, pageNumber, answered, loading, failed, restart, refresh, next, previous };
}
export type PagedList<Row> = ReturnType<typeof usePagedList<Row>>;
