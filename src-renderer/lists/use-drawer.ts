/** Which record stands beside the list, and whether it is looked at or written on. */
import { computed, onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue';

/** Holding ↓ runs through rows; only where one stops is worth reading. */
const followAfterMilliseconds = 120;

/** Use inside `setup`. */
/** `Form`: what is being written, where one writes in the drawer. */
export function useDrawer<Row extends { readonly id: string }, Form = never>(rows: Readonly<Ref<readonly Row[]>>) {
  const id = ref<string | null>(null);
  const form = shallowRef<Form | null>(null);
  /** Where the record stood when it was last in the list: after 接收 the next one takes its place. */
  let place = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  const index = computed(() => rows.value.findIndex((row) => row.id === id.value));
  watch(
    index,
    (now) => {
      if (now >= 0) place = now;
    },
    { immediate: true, flush: 'sync' },
  );
  const neighbour = (by: 1 | -1): Row | undefined => {
    if (index.value >= 0) return rows.value[index.value + by];
    if (place < 0) return rows.value[0];
    // It left the list: what followed it now stands in its place.
    return rows.value[by === 1 ? Math.min(place, rows.value.length - 1) : place - 1];
  };

  function open(next: string): void {
    clearTimeout(timer);
    if (next === id.value && !form.value) return;
    id.value = next;
    form.value = null;
  }
  return {
    id,
    form,
    hasPrevious: computed(() => neighbour(-1) !== undefined),
    hasNext: computed(() => neighbour(1) !== undefined),
    open,
    /** Opens the record with a form. */
    write(next: string, wanted: Form): void {
      clearTimeout(timer);
      id.value = next;
      form.value = wanted;
    },
    close(): void {
      clearTimeout(timer);
      id.value = null;
      form.value = null;
      place = -1;
    },
    /** To the neighbour in the list; false where nothing is open. */
    step(by: 1 | -1): boolean {
      if (id.value === null) return false;
      const next = neighbour(by);
      if (next) open(next.id);
      return true;
    },
    /** One moves through the list while the drawer is open. What is being typed is not left by that. */
    follow(row: Row): void {
      if (id.value === null || form.value) return;
      clearTimeout(timer);
      timer = setTimeout(() => open(row.id), followAfterMilliseconds);
    },
  };
}
