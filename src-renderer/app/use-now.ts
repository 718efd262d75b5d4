import { onScopeDispose, type Ref, ref } from 'vue';

/** The time, ms, moving on every so often, for words like 「2 分钟前」. Use inside `setup`. */
export function useNow(everyMilliseconds = 15_000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => {
    now.value = Date.now();
  }, everyMilliseconds);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
