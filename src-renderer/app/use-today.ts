/** Today in China, by the platform's clock where it is known: a laptop's clock may be wrong. */
import { computed, type Ref } from 'vue';
import { chinaDate } from '#shared/trade/working-days.ts';
import { useNow } from './use-now.ts';
import { useConnection } from './stores/connection.ts';

/** Use inside `setup`. */
export function useToday(): Readonly<Ref<string>> {
  const now = useNow(60_000);
  const connection = useConnection();
  return computed(() => chinaDate(now.value + (connection.status?.clockOffsetMilliseconds ?? 0)));
}
