/** The filter in force: the one of the address (a link of the 工作台) while it is there, otherwise the remembered one. */
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { filterFromQuery } from '../app/links.ts';
import { usePreference } from '../app/use-preference.ts';

/**
 * Use inside `setup`. `memory` names the list in what is remembered: `notices.query`. `read` gives null where what was kept
 * or came with an address is no filter of this list, as an older version may have kept it. What the page itself limits the
 * list to is not part of the filter.
 */
export function useListFilter<Filter extends object>(memory: string, read: (kept: unknown) => Filter | null) {
  const route = useRoute();
  const router = useRouter();
  const remembered = usePreference<Filter>(`${memory}.filter`, {} as Filter, read);
  const here = route.name;
  // While one leaves for another page, the address already speaks of that one.
  const linked = computed<Filter | null>((before) =>
    route.name === here ? filterFromQuery(route.query, read) : (before ?? null),
  );

  /** Puts a filter in force and remembers it; what a link brought ends with it. */
  function apply(next: Filter): void {
    remembered.value.value = next;
    if (route.query.filter === undefined) return;
    const { filter: _left, ...query } = route.query;
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
