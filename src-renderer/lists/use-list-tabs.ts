/**
 * Tabs over one list: each limits it, and says how many there are. Which one is open stands in the address (`tab`), so that a
 * link leads to one; a link that brings conditions of its own leads to the last, which limits nothing.
 */
import { computed } from 'vue';
import { type RouteLocationRaw, useRoute } from 'vue-router';
import type { Count } from '#shared/contract/base.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { formatCount } from '../app/format.ts';
import { useLive } from '../app/use-live.ts';

export interface ListTab<Filter extends object> {
  readonly key: string;
  readonly name: string;
  readonly limit: Filter;
  /** What it counts is late. */
  readonly late?: boolean;
  /** What it holds waits for nobody, as 全部. */
  readonly settled?: boolean;
  /** Where its being empty means something of its own. */
  readonly empty?: { readonly title: string; readonly hint: string };
}
/** As `ListTabs.vue` draws one. */
export interface TabInSight {
  readonly key: string;
  readonly name: string;
  readonly to: RouteLocationRaw;
  /** Null: not counted yet. */
  readonly count: string | null;
  readonly late?: boolean;
}

/** Use inside `setup`. `topics`: what changes the counts. The first tab is the one that a page opens with. */
export function useListTabs<Filter extends object>(
  tabs: readonly ListTab<Filter>[],
  topics: readonly EventTopic[],
  count: (limit: Filter) => Promise<Count>,
) {
  const route = useRoute();
  const current = computed(() => {
    const usual = route.query.filter === undefined && route.query.open === undefined ? tabs[0] : tabs.at(-1);
    return tabs.find(({ key }) => key === route.query.tab) ?? usual;
  });
  const counts = useLive(topics, () => Promise.all(tabs.map(({ limit }) => count(limit)))).data;
  const inSight = computed(() =>
    tabs.map(({ key, name, late = false }, index): TabInSight => {
      const counted = counts.value?.[index];
      return { key, name, late, to: { query: { tab: key } }, count: counted ? formatCount(counted) : null };
    }),
  );
  return {
    inSight,
    /** Other tabs that hold something to do. */
    elsewhere: computed(() =>
      inSight.value.filter(
        ({ key, count: counted }, index) =>
          key !== current.value?.key && !tabs[index]?.settled && counted !== null && counted !== '0',
      ),
    ),
    /** What the open one says when it is empty. */
    empty: computed(() => current.value?.empty),
    /** Key of the open tab. */
    current: computed(() => current.value?.key),
    /** What it limits the list to. */
    limit: computed(() => current.value?.limit),
  };
}
export type TabsInForce = ReturnType<typeof useListTabs>;
