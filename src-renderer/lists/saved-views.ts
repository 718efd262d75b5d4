/** 我的常用条件: filter, order and tab of a list that a person keeps under a name. */
import { sameFilter } from './filter-form.ts';
import type { ListSort } from './list-columns.ts';

/** As kept: filter and order may be of an older version, and are read when the view is called. */
export interface SavedView {
  readonly name: string;
  readonly filter: object;
  readonly sort: unknown;
  /** Key of the tab, on a page with tabs. */
  readonly tab?: string | undefined;
}
/** A view that still means what it meant. */
export interface ReadView {
  readonly filter: object;
  readonly sort: ListSort;
  readonly tab?: string | undefined;
}
/** What a list takes today. */
export interface ViewReaders {
  readonly filter: (kept: unknown) => object | null;
  readonly sort: (kept: unknown) => ListSort | null;
  /** Keys of its tabs. */
  readonly tabs: readonly string[];
}

export const longestViewName = 20;
/** Of all views of a list as text; what screens remember is limited by the core. */
const mostCharacters = 18_000;

/** Null where a condition, the order or the tab is no more: asked without it, the list would show more than its name says. */
export function readView(view: SavedView, readers: ViewReaders): ReadView | null {
  const filter = readers.filter(view.filter);
  const sort = readers.sort(view.sort);
  if (filter === null || sort === null || !sameFilter(filter, view.filter)) return null;
  if (view.tab !== undefined && !readers.tabs.includes(view.tab)) return null;
  return { filter, sort, tab: view.tab };
}

/** Reads what was kept; what is no view is left out. */
export function readSavedViews(kept: unknown): SavedView[] | null {
  if (!Array.isArray(kept)) return null;
  return kept.flatMap((one: unknown): SavedView[] => {
    if (typeof one !== 'object' || one === null) return [];
    const { name, filter, sort, tab } = one as Record<string, unknown>;
    if (typeof name !== 'string' || typeof filter !== 'object' || filter === null) return [];
    return [{ name, filter, sort, ...(typeof tab === 'string' && { tab }) }];
  });
}

/** With the view put in; one of the same name is replaced where it stands. Null: no room for it. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] | null {
  const next = views.some(({ name }) => name === view.name)
    ? views.map((one) => (one.name === view.name ? view : one))
    : [...views, view];
  return JSON.stringify(next).length > mostCharacters ? null : next;
}
