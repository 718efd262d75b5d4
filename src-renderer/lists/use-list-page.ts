/**
 * What every list page does alike: rows that are ticked, a record beside the list, commands on many, and the keys that lead
 * through them without a mouse. `components/ListPage.vue` draws it.
 */
import { type Ref, shallowRef, watch, type WatchSource } from 'vue';
import { onBeforeRouteLeave, useRoute } from 'vue-router';
import { sameFilter } from './filter-form.ts';
import { useBatch } from '../app/use-batch.ts';
import { useDrawer } from './use-drawer.ts';
import { useKeyboard } from '../app/use-keyboard.ts';
import type { PagedList } from './use-paged-list.ts';
import { useSelection } from './use-selection.ts';

interface Identified {
  readonly id: string;
}
export interface Focusable {
  focus(): void;
}
/** The table, as far as a page moves the focus in it. */
export interface ListTableHandle {
  focus(id?: string | null): void;
  stand(id: string): void;
}
/** Where the record in the drawer stands in the list, and the ways from there. */
export interface DrawerPlace {
  readonly hasPrevious: Readonly<Ref<boolean>>;
  readonly hasNext: Readonly<Ref<boolean>>;
  step(by: 1 | -1): boolean;
  close(): void;
}

/** What `useListFilter` gives; the page may ask with a filter of its own kind only. */
interface FilterInForce {
  readonly filter: Readonly<Ref<object>>;
  apply(next: object): void;
}

export interface ListPageOptions<Row> {
  readonly list: PagedList<Row>;
  readonly filter: FilterInForce;
  /** What limits the list besides the filter: a tab, a plan. With another question ticks and the last outcome go. */
  readonly question?: WatchSource<unknown>;
  /** The drawer, once it is open. */
  readonly panel: () => Focusable | null;
  /** Ctrl+F and Ctrl+E. */
  readonly search: () => unknown;
  readonly export?: () => unknown;
  /** A command has changed something that the page shows beside the list. */
  readonly changed?: () => unknown;
}

/** Use inside `setup`. `Form`: what is being written in the drawer, where one writes there. */
export function useListPage<Row extends Identified, Form = never>(options: ListPageOptions<Row>) {
  const { list } = options;
  const route = useRoute();
  const drawer = useDrawer<Row, Form>(list.rows);
  const selection = useSelection<Row>();
  const batch = useBatch(async (done) => {
    selection.remove(done);
    options.changed?.();
    await list.refresh();
  });
  const table = shallowRef<ListTableHandle | null>(null);

  watch(list.rows, selection.update);
  watch([options.filter.filter, ...(options.question ? [options.question] : [])], () => {
    selection.clear();
    batch.outcome.value = null;
  });
  watch(
    () => route.query.open,
    (open) => {
      if (typeof open === 'string') drawer.open(open);
    },
    { immediate: true },
  );
  onBeforeRouteLeave(() => {
    batch.outcome.value = null;
  });

  /** Asks with a filter. The same question again is a wish for fresh rows. */
  function ask(next: object): void {
    if (sameFilter(next, options.filter.filter.value)) void list.restart();
    options.filter.apply(next);
  }
  /** Enter or double click opens; once more goes into the drawer. */
  function open(row: Row): void {
    if (drawer.id.value === row.id && !drawer.form.value) options.panel()?.focus();
    else drawer.open(row.id);
  }
  function step(by: 1 | -1): boolean {
    const stepped = drawer.step(by);
    if (drawer.id.value) table.value?.stand(drawer.id.value);
    return stepped;
  }
  function close(): void {
    const id = drawer.id.value;
    drawer.close();
    table.value?.focus(id);
  }
  useKeyboard({
    search: options.search,
    export: options.export,
    next: () => step(1),
    previous: () => step(-1),
  });
  const place: DrawerPlace = { hasPrevious: drawer.hasPrevious, hasNext: drawer.hasNext, step, close };
  return {
    list,
    drawer,
    selection,
    batch,
    place,
    filter: options.filter.filter,
    ask,
    open,
    /** `ListPage.vue` hands over its table. */
    attach: (handle: ListTableHandle | null) => {
      table.value = handle;
    },
    focusList: (id?: string | null) => table.value?.focus(id),
  };
}
export type ListPageState<Row extends Identified, Form> = ReturnType<typeof useListPage<Row, Form>>;
