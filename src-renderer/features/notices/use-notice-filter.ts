/** The filter in force: the one of the address (a link of the 工作台) while it is there, otherwise the remembered one. */
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type NoticeFilter, type NoticePage, noticeSortSchema } from '../../../src-shared/contract/notices.ts';
import { filterFromQuery, noticeRouteNames } from '../../app/links.ts';
import { usePreference } from '../../app/use-preference.ts';
import { readFilter } from './filter-form.ts';
import { noFilter, pageFacts } from './pages.ts';

/** Use inside `setup`. */
export function useNoticeFilter(page: NoticePage) {
  const route = useRoute();
  const router = useRouter();
  const remembered = usePreference<NoticeFilter>(`notices.${page}.filter`, noFilter, readFilter);
  const sort = usePreference(`notices.${page}.sort`, pageFacts[page].sort, (kept) => {
    const parsed = noticeSortSchema.safeParse(kept);
    return parsed.success ? parsed.data : null;
  });
  // While one leaves for another page, the address already speaks of that one.
  const linked = computed<NoticeFilter | null>((before) =>
    route.name === noticeRouteNames[page] ? filterFromQuery(route.query) : (before ?? null),
  );
  const filter = computed(() => linked.value ?? remembered.value.value);

  /** Puts a filter in force and remembers it; what a link brought ends with it. */
  function apply(next: NoticeFilter): void {
    remembered.value.value = next;
    if (route.query.filter === undefined) return;
    const { filter: _left, ...query } = route.query;
    void router.replace({ query });
  }
  return {
    filter,
    sort: sort.value,
    /** The filter came with a link and is not the remembered one. */
    isLinked: computed(() => linked.value !== null),
    ready: Promise.all([remembered.ready, sort.ready]),
    apply,
  };
}
