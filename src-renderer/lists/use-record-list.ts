/**
 * A list on a page: what it is asked with (filter, order, what the page limits it to), its columns, and what is done with its
 * rows.
 */
import { computed, ref } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import type { FilterOfList, List, PageOfList, SortOfList } from '#shared/lists/list.ts';
import type { ListSchemas } from '#shared/lists/schema.ts';
import { isToldElsewhere } from '../app/core-client.ts';
import { readKept } from '../app/read-kept.ts';
import { reportUnexpected } from '../app/unexpected.ts';
import { usePreference } from '../app/use-preference.ts';
import type { ListSort } from './list-columns.ts';
import { fieldsOn, type ListScreen } from './list-screen.ts';
import { useColumns } from './use-columns.ts';
import { useListFilter } from './use-list-filter.ts';
import { type Focusable, useListPage } from './use-list-page.ts';
import { usePagedList } from './use-paged-list.ts';
import type { TabsInForce } from './use-list-tabs.ts';
import { useSavedViews } from './use-saved-views.ts';

/** Records that one command takes (`manyIds`). */
const mostTicked = 5000;

/** What the core is asked for one page of rows. */
export interface RowsRequest<One extends List> {
  readonly page: PageOfList<One>;
  readonly filter: FilterOfList<One>;
  readonly sort: SortOfList<One>;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface RecordListOptions<One extends List, Row> {
  readonly list: One;
  readonly schemas: ListSchemas<One>;
  readonly screen: ListScreen<One>;
  readonly rows: (request: RowsRequest<One>) => Promise<{ rows: Row[]; nextCursor: string | null }>;
  readonly count: (request: Pick<RowsRequest<One>, 'page' | 'filter'>) => Promise<Count>;
  /** What of the core's news concerns the rows. */
  readonly topics: readonly EventTopic[];
  /** What the page itself limits the list to: a plan, a tab. No chip takes it away. */
  readonly limits?: () => FilterOfList<One> | undefined;
  /** Tabs above the list, which 常用条件 lead back to. */
  readonly tabs?: TabsInForce | undefined;
  /** What stands in the drawer, once it is open. */
  readonly panel: () => Focusable | null;
  /** Ctrl+E. */
  readonly export?: () => unknown;
  /** A command has changed something that the page shows beside the list. */
  readonly changed?: () => unknown;
}

/** Use inside `setup`; `RecordList.vue` draws it. `Form`: what is being written in the drawer, where one writes there. */
export function useRecordList<One extends List, Row extends { readonly id: string }, Form = never>(
  options: RecordListOptions<One, Row>,
) {
  const { list, schemas, screen } = options;
  const usual = list.pages[screen.page] as List['pages'][string];
  const readSort = readKept(schemas.sort);
  const readFilter = readKept(schemas.filter);
  const inBar = useListFilter<FilterOfList<One>>(screen.memory, readFilter);
  const order = usePreference<SortOfList<One>>(`${screen.memory}.sort`, usual.sort, readSort);
  const sort = order.value;
  const sortBy = (next: ListSort): void => {
    sort.value = readSort(next) ?? usual.sort;
  };
  const filter = computed<FilterOfList<One>>(() => ({ ...inBar.filter.value, ...options.limits?.() }));
  /** By its words: a filter put together anew asks nothing new. */
  const question = computed(() => JSON.stringify(filter.value));
  const asked = () => ({ page: screen.page, filter: filter.value });

  const paged = usePagedList<Row>({
    page: (cursor, limit) => options.rows({ ...asked(), sort: sort.value, cursor, limit }),
    count: () => options.count(asked()),
    restartOn: [question, sort],
    topics: options.topics,
    ready: Promise.all([inBar.ready, order.ready]),
    pointed: (): boolean => page.isPointedAt(),
  });
  const page = useListPage<Row, Form>({ ...options, list: paged, filter: inBar, question });
  const views = useSavedViews({
    memory: screen.memory,
    filter: inBar.filter,
    sort,
    tabs: options.tabs,
    read: { filter: readFilter, sort: readSort },
    ask: page.ask,
    sortBy,
  });

  const ticking = ref(false);
  /** Ticks every row of the list, not of the page alone, as far as one command can take them. */
  async function tickAll(): Promise<void> {
    if (ticking.value) return;
    ticking.value = true;
    const mine = question.value;
    try {
      for (let cursor: string | null = null, found = 0; ;) {
        const answer = await options.rows({ ...asked(), sort: sort.value, cursor, limit: 200 });
        // Another list is in sight by now.
        if (mine !== question.value) return;
        const rows = answer.rows.slice(0, mostTicked - found);
        page.selection.setAll(rows, true);
        found += rows.length;
        cursor = answer.nextCursor;
        if (cursor === null || found >= mostTicked) return;
      }
    } catch (error) {
      if (!isToldElsewhere(error)) reportUnexpected(error);
    } finally {
      ticking.value = false;
    }
  }
  /** How many `tickAll` would tick, once the whole page is; 0: none more. */
  const mayTickAll = computed(() => {
    const rows = paged.rows.value;
    const whole = rows.length > 0 && rows.every(({ id }) => page.selection.rows.value.has(id));
    return whole ? Math.min(mostTicked, paged.count.value?.value ?? 0) : 0;
  });
  return {
    ...page,
    screen,
    tabs: options.tabs,
    title: screen.title ?? usual.title,
    /** The conditions as the page calls them. */
    fields: fieldsOn<One['fields']>(list.fields, screen.looks),
    /** The filter in force, without what the page itself limits the list to. */
    filter: inBar.filter,
    isLinked: inBar.isLinked,
    sort,
    sortBy,
    views,
    shown: useColumns(screen.memory, screen.columns),
    unfolded: usePreference(`${screen.memory}.more`, false, (kept) => kept === true).value,
    tickAll,
    ticking,
    mayTickAll,
    /** What a sheet is asked with: everything that the list shows, in its order, or of it only these records. */
    sheet: (ids?: string[]) => ({ ...asked(), sort: sort.value, ...(ids ? { ids } : {}) }),
  };
}
export type RecordListState<One extends List, Row extends { readonly id: string }, Form> = ReturnType<
  typeof useRecordList<One, Row, Form>
>;
