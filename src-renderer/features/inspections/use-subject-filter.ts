/** The filter in force: the one of the address (a link of the 工作台) while it is there, otherwise the remembered one. */
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { SubjectFilter } from '../../../src-shared/contract/inspections.ts';
import { subjectFilterFromQuery } from '../../app/links.ts';
import { usePreference } from '../../app/use-preference.ts';
import { readFilter } from './subject-filter.ts';
import { noFilter, type SubjectView } from './subject-pages.ts';

/** Use inside `setup`. What the page itself limits the list to is not part of it. */
export function useSubjectFilter(view: SubjectView) {
  const route = useRoute();
  const router = useRouter();
  const remembered = usePreference<SubjectFilter>(`inspections.${view}.filter`, noFilter, readFilter);
  const page = route.name;
  // While one leaves for another page, the address already speaks of that one.
  const linked = computed<SubjectFilter | null>((before) =>
    route.name === page ? subjectFilterFromQuery(route.query) : (before ?? null),
  );

  /** Puts a filter in force and remembers it; what a link brought ends with it. */
  function apply(next: SubjectFilter): void {
    remembered.value.value = next;
    if (route.query.filter === undefined) return;
    const { filter: _left, ...query } = route.query;
    void router.replace({ query });
  }
  return {
    filter: computed(() => linked.value ?? remembered.value.value),
    ready: remembered.ready,
    apply,
  };
}
