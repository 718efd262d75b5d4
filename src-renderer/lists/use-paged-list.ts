/**
 * One page of a list: keyset pages with a way back, the count apart, and quiet refreshes that keep one's place: rows that came
 * new wait until they are asked for, so that nobody presses on another row than the one that was seen.
 */
import { computed, ref, shallowRef, watch, type WatchSource } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { isToldElsewhere } from '../app/core-client.ts';
import { useTopic } from '../app/events.ts';
import { reportUnexpected } from '../app/unexpected.ts';
import { steadyRows } from './steady-rows.ts';

export const pageSize = 50;
/** Further rows that a page is asked for so that those in sight are still among its own, though so many came new. */
const mostWaiting = 150;

/** `news`: what changed elsewhere, `own`: what a command of this page changed, `all`: whatever there is. Each does more. */
const readings = ['news', 'own', 'all'] as const;
type Reading = (typeof readings)[number];

export interface PagedListOptions<Row> {
  readonly page: (cursor: string | null, limit: number) => Promise<{ rows: Row[]; nextCursor: string | null }>;
  readonly count: () => Promise<Count>;
  /** What the list depends on (filter, order): a change starts it again from the first page. */
  readonly restartOn: WatchSource[];
  readonly topics: readonly EventTopic[];
  /** Settles once filter and order are what the page remembered. */
  readonly ready: Promise<unknown>;
  /** Whether somebody points at the rows: then none of them goes away under the pointer. */
  readonly pointed?: () => boolean;
}

/** Use inside `setup`. */
export function usePagedList<Row extends { readonly id: string }>(options: PagedListOptions<Row>) {
  const rows = shallowRef<Row[]>([]);
  const count = shallowRef<Count | null>(null);
  const nextCursor = ref<string | null>(null);
  /** Cursors of the pages before this one and of this one; the first page has none. */
  const cursors = ref<(string | null)[]>([null]);
  const answered = ref(false);
  const loading = ref(true);
  const failed = ref(false);
  /** Rows that came new and wait to be shown. */
  const waiting = ref(0);
  let gone = 0;
  let underWay: Reading | null = null;
  let latest = 0;
  let latestCount = 0;

  const pageNumber = computed(() => cursors.value.length);

  /** The page as it is now; null: another reading overtook this one. */
  async function read(mine: number, reading: Reading) {
    const cursor = cursors.value.at(-1) ?? null;
    const steadied = ({ rows: fresh, nextCursor: next }: { rows: Row[]; nextCursor: string | null }) => ({
      ...(reading === 'all'
        ? { rows: fresh, waiting: 0, gone: 0 }
        : steadyRows(rows.value, fresh, reading === 'news' && (options.pointed?.() ?? false))),
      nextCursor: next,
      empty: fresh.length === 0,
    });
    const first = await options.page(cursor, pageSize);
    if (mine !== latest) return null;
    const page = steadied(first);
    if (page.waiting === 0 || first.nextCursor === null) return page;
    const more = await options.page(cursor, pageSize + Math.min(mostWaiting, page.waiting));
    return mine === latest ? steadied(more) : null;
  }

  async function load(asked: Reading = 'all'): Promise<void> {
    const mine = ++latest;
    // News must not take the place of a reading that may do more, and do less.
    const reading = readings[Math.max(readings.indexOf(asked), underWay ? readings.indexOf(underWay) : 0)]!;
    underWay = reading;
    const quiet = reading !== 'all';
    if (!quiet) loading.value = true;
    try {
      const answer = await read(mine, reading);
      if (answer === null) return;
      if (answer.empty && cursors.value.length > 1) {
        // Whatever stood on this page was dealt with: go where there is something to see.
        cursors.value = cursors.value.slice(0, -1);
        await load(reading);
        return;
      }
      rows.value = answer.rows;
      waiting.value = answer.waiting;
      gone = answer.gone;
      nextCursor.value = answer.nextCursor;
      failed.value = false;
      answered.value = true;
    } catch (error) {
      if (mine !== latest) return;
      failed.value = true;
      if (!isToldElsewhere(error)) reportUnexpected(error);
    } finally {
      if (mine === latest) {
        loading.value = false;
        underWay = null;
      }
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
  /** Again what is shown, without a flicker: after a command of the page. */
  async function refresh(): Promise<void> {
    await Promise.all([load('own'), loadCount()]);
  }
  /** The page with the rows that waited. */
  async function showWaiting(): Promise<void> {
    await load();
  }
  /** Nobody points at the rows any more: those that left the list may go. */
  async function pointedAway(): Promise<void> {
    if (gone > 0) await load('own');
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
  useTopic(options.topics, async () => {
    if (started) await Promise.all([load('news'), loadCount()]);
  });

  return {
    rows,
    count,
    nextCursor,
    waiting,
    pageNumber,
    answered,
    loading,
    failed,
    restart,
    refresh,
    showWaiting,
    pointedAway,
    next,
    previous,
  };
}
export type PagedList<Row extends { readonly id: string }> = ReturnType<typeof usePagedList<Row>>;
