/** The views that a person keeps of one list: called, saved, renamed, deleted. */
import { computed, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { usePreference } from '../app/use-preference.ts';
import { reportUnexpected } from '../app/unexpected.ts';
import type { ListSort } from './list-columns.ts';
import type { TabsInForce } from './use-list-tabs.ts';
import { readSavedViews, readView, type SavedView, type ViewReaders, withView } from './saved-views.ts';

interface ListInForce {
  /** Names the list in what is remembered. */
  readonly memory: string;
  readonly filter: Readonly<Ref<object>>;
  readonly sort: Readonly<Ref<ListSort>>;
  readonly tabs?: TabsInForce | undefined;
  readonly read: Omit<ViewReaders, 'tabs'>;
  readonly ask: (filter: object) => void;
  readonly sortBy: (sort: ListSort) => void;
}

/** Use inside `setup`. */
export function useSavedViews(list: ListInForce) {
  const route = useRoute();
  const router = useRouter();
  const views = usePreference<SavedView[]>(`${list.memory}.views`, [], readSavedViews).value;
  const tabs = () => list.tabs?.inSight.value ?? [];
  const readable = (view: SavedView) => readView(view, { ...list.read, tabs: tabs().map(({ key }) => key) });

  /** Puts it in force; false where it cannot be read any more, and then nothing is asked. */
  function call(view: SavedView): boolean {
    const read = readable(view);
    if (!read) return false;
    list.ask(read.filter);
    list.sortBy(read.sort);
    if (read.tab !== undefined && read.tab !== list.tabs?.current.value) {
      const { filter: _brought, ...query } = route.query;
      router.replace({ query: { ...query, tab: read.tab } }).catch(reportUnexpected);
    }
    return true;
  }
  /** Keeps what is in force; false where there is no room for one more. */
  function save(name: string): boolean {
    const tab = list.tabs?.current.value;
    const view = { name, filter: { ...list.filter.value }, sort: list.sort.value, ...(tab !== undefined && { tab }) };
    const next = withView(views.value, view);
    if (next) views.value = next;
    return next !== null;
  }
  return {
    list: computed(() => views.value.map((view) => ({ ...view, reads: readable(view) !== null }))),
    tabName: (view: SavedView) => tabs().find(({ key }) => key === view.tab)?.name,
    call,
    save,
    rename: (from: string, to: string): void => {
      views.value = views.value.map((view) => (view.name === from ? { ...view, name: to } : view));
    },
    /** Answers what puts it back where it stood. */
    remove: (name: string): (() => void) => {
      const before = views.value;
      views.value = before.filter((view) => view.name !== name);
      return () => {
        views.value = before;
      };
    },
  };
}
export type SavedViews = ReturnType<typeof useSavedViews>;
