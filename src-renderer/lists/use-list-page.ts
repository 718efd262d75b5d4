/**
 * What every list page does alike: rows that are ticked, a record beside the list, commands on many, and the keys that lead
 * through them without a mouse. `use-record-list.ts` asks for the rows.
 */
import { type Ref, shallowRef, watch, type WatchSource } from 'vue';
import { onBeforeRouteLeave, useRoute } from 'vue-router';
import { sameFilter } from './filter-form.ts';
import { reportUnexpected } from '../app/unexpected.ts';
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
  /** Makes a row the one that keys go on from; takes the focus along only where it already is in the list. */
  activate(id: string): void;
  /** Whether the pointer is over the rows. */
  isPointedAt(): boolean;
}
/** Where the record in the drawer stands in the list, and the ways from there. */
export interface DrawerPlace {
  readonly hasPrevious: Readonly<Ref<boolean>>;
  readonly hasNext: Readonly<Ref<boolean>>;
  step(by: 1 | -1): boolean;
  close(): void;
}

/** What can be done with many rows at once. Those that it does not fit stay ticked and untouched. */
export interface BatchOffer<Row> {
  readonly name: string;
  /** Only an offer: the core decides when it is done. */
  readonly fits: (row: Row) => boolean;
  readonly run: (ids: string[]) => unknown;
  /** Never what one would do first. */
  readonly second?: boolean;
}
/** What `RecordList.vue` hands over of itself. */
export interface ListHandles {
  readonly table: ListTableHandle | null;
  readonly filters: Focusable | null;
}

/** What `useListFilter` gives; the page may ask with a filter of its own kind only. */
interface FilterInForce {
  readonly filter: Readonly<Ref<object>>;
  apply(next: object): void;
}

export interface ListPageOptions<Row extends Identified> {
  readonly list: PagedList<Row>;
  readonly filter: FilterInForce;
  /** All that limits the list: the filter, and what the page adds. With another question ticks and the last outcome go. */
  readonly question: WatchSource<unknown>;
  /** What stands in the drawer, once it is open. */
  readonly panel: () => Focusable | null;
  /** Ctrl+E. */
  readonly export?: (() => unknown) | undefined;
  /** A command has changed something that the page shows beside the list. */
  readonly changed?: (() => unknown) | undefined;
}

/** Use inside `setup`. `Form`: what is being written in the drawer, where one writes there. */
export function useListPage<Row extends Identified, Form = never>(options: ListPageOptions<Row>) {
  const { list } = options;
  const route = useRoute();
  const drawer = useDrawer<Row, Form>(list.rows);
  const selection = useSelection<Row>();
  const batch = useBatch(async (done, undone) => {
    if (!undone) selection.remove(done);
    options.changed?.();
    // What was undone comes back to where it stood.
    await (undone ? list.showWaiting() : list.refresh());
  });
  const handles = shallowRef<ListHandles | null>(null);

  watch(list.rows, selection.update);
  // A form that is left may leave a draft, which its row tells.
  watch(drawer.form, (form, before) => {
    if (before && !form) list.refresh().catch(reportUnexpected);
  });
  watch([options.filter.filter, options.question], () => {
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
    if (drawer.id.value) handles.value?.table?.activate(drawer.id.value);
    return stepped;
  }
  /** The record is dealt with: on to the one that follows it, and where `formOf` gives one to its form. */
  async function goOnward(formOf: (row: Row) => Form | null = () => null): Promise<void> {
    await list.refresh();
    step(1);
    const next = list.rows.value.find((row) => row.id === drawer.id.value);
    const form = next ? formOf(next) : null;
    if (next && form !== null) drawer.write(next.id, form);
  }
  function close(): void {
    const id = drawer.id.value;
    drawer.close();
    handles.value?.table?.focus(id);
  }
  useKeyboard({
    search: () => handles.value?.filters?.focus(),
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
    ask,
    open,
    goOnward,
    isPointedAt: () => handles.value?.table?.isPointedAt() ?? false,
    attach: (given: ListHandles | null) => {
      handles.value = given;
    },
  };
}
