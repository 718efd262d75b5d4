/**
 * What is told in passing: one line, in the place where the action was. Places are the foot of a page, of a list, of a
 * drawer; the line stands there among the rest and covers nothing.
 */
import { computed, onBeforeUnmount, onScopeDispose, shallowRef } from 'vue';

/** `trouble`: it did not work, and changed nothing. `delivery`: `words` was done, and the operations tell where it stands. */
export type Message =
  | { readonly words: string; readonly kind: 'done' | 'trouble' }
  | { readonly words: string; readonly kind: 'delivery'; readonly operations: readonly string[] };
/** The inner one is asked first. */
const ranks = { page: 0, list: 1, drawer: 2 } as const;
export type MessageRank = keyof typeof ranks;
interface Place {
  readonly rank: MessageRank;
  /** Whether something stands in what the place is the foot of. */
  readonly holds: (target: Node) => boolean;
}

/** ms */
const longestInSight: Record<Message['kind'], number> = { done: 8000, trouble: 20_000, delivery: 15_000 };
const told = shallowRef<Message | null>(null);
/** Where the last press was, when the message came. */
const wished = shallowRef<Place | null>(null);
const places = shallowRef<readonly Place[]>([]);
const inner = computed(() => places.value.at(-1));
const shownIn = computed(() => (wished.value && places.value.includes(wished.value) ? wished.value : inner.value));

let pressedIn: Place | null = null;
function notePress({ target }: Event): void {
  pressedIn = target instanceof Node ? (places.value.findLast((place) => place.holds(target)) ?? null) : null;
}
let timer: ReturnType<typeof setTimeout> | undefined;

/** Puts it in place of what was told before. */
export function tell(message: Message): void {
  told.value = message;
  wished.value = pressedIn;
  keep();
}
/** It stays for its time from now on. */
function keep(): void {
  clearTimeout(timer);
  if (told.value) timer = setTimeout(dismiss, longestInSight[told.value.kind]);
}
/** Whoever points at it or stands in it still reads it. */
const hold = (): void => clearTimeout(timer);
function dismiss(): void {
  clearTimeout(timer);
  told.value = null;
}

/** Use inside `setup` of what draws the line. */
export function useMessagePlace(rank: MessageRank, holds: (target: Node) => boolean) {
  const place: Place = { rank, holds };
  if (places.value.length === 0)
    for (const press of ['pointerdown', 'keydown']) document.addEventListener(press, notePress, true);
  places.value = [...places.value, place].toSorted((one, other) => ranks[one.rank] - ranks[other.rank]);
  onBeforeUnmount(() => {
    places.value = places.value.filter((one) => one !== place);
  });
  onScopeDispose(() => {
    if (places.value.length === 0)
      for (const press of ['pointerdown', 'keydown']) document.removeEventListener(press, notePress, true);
  });
  return { message: computed(() => (shownIn.value === place ? told.value : null)), hold, keep, dismiss };
}
