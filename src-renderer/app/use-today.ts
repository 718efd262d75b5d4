/** Today in China, by the platform's clock where it is known: a laptop's clock may be wrong. */
import { computed, type Ref } from 'vue';
import { chinaDate } from '#shared/trade/working-days.ts';
import { useNow } from './use-now.ts';
import { useConnection } from './stores/connection.ts';

const todayAt = (milliseconds: number): string =>
  chinaDate(milliseconds + (useConnection().status?.clockOffsetMilliseconds ?? 0));

/** For a question that is asked now. */
export const today = (): string => todayAt(Date.now());

/** Use inside `setup`. */
export function useToday(): Readonly<Ref<string>> {
  const now = useNow(60_000);
  return computed(() => todayAt(now.value));
}
