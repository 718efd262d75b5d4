/** The filter in force: the one of the address (a link of the 工作台) while it is there, otherwise the remembered one. */
import { computed } from 'vue';
import { type LocationQuery, useRoute, useRouter } from 'vue-router';
import { filterFromQuery } from '../app/links.ts';
import { usePreference } from '../app/use-preference.ts';

export interface ListFilterOptions<Filter> {
  /** Names the list among all lists: `notices.query`, `inspections.plans`. */
  readonly list: string;
  /** Of what was kept or came with an address; null where it is no filter of this list, as an older version may have kept it. */
  readonly read: (kept: unknown) => Filter | null;
  /** The filter that an address brings, null for none; absent: as `filterFromQuery` reads it. */
  readonly linked?: (query: LocationQuery) => Filter | null;
  /** What of the address brings it. */
  readonly linkKey?: string;
}

/** Use inside `setup`. What the page itself limits the list to is not part of the filter. */
export function useListFilter<Filter extends object>({
  list,
  read,
  linked: filterOf = (query) => filterFromQuery(query, read),
  linkKey = 'filter',
}: ListFilterOptions<Filter>) {
  const route = useRoute();
  const router = useRouter();
  const remembered = usePreference<Filter>(`${list}.filter`, {} as Filter, read);
  const here = route.name;
  // While one leaves for another page, the address already speaks of that one.
  const linked = computed<Filter | null>((before) => (route.name === here ? filterOf(route.query) : (before ?? null)));

  /** Puts a filter in force and remembers it; what a link brought ends with it. */
  function apply(next: Filter): void {
    remembered.value.value = next;
    if (route.query[linkKey] === undefined) return;
    const { [linkKey]: _left, ...query } = route.query;
    void router.replace({ query });
  }
  return {
    filter: computed(() => linked.value ?? remembered.value.value),
    /** The filter came with a link and is not the remembered one. */
    isLinked: computed(() => linked.value !== null),
    ready: remembered.ready,
    apply,
  };
}
