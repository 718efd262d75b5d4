/** How much waits for a person, page by page: the counts of the navigation. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import { navigation } from '../features.ts';
import { useSession } from './session.ts';

const entries = navigation.flatMap((group) => group.entries);

export interface Waiting {
  readonly all: Count;
  /** What of it is late; null where the page has no such thing. */
  readonly late: Count | null;
}

export const useWaiting = defineStore('waiting', () => {
  const session = useSession();
  /** By the name of the page; of what is this person's to do. */
  const counts = shallowRef<ReadonlyMap<string, Waiting>>(new Map());

  async function refresh(): Promise<void> {
    const asked = entries.flatMap(({ route, by, waiting }) => (waiting && session.may(by) ? [{ route, waiting }] : []));
    counts.value = new Map(
      await Promise.all(
        asked.map(async ({ route, waiting }) => {
          const [all, late] = await Promise.all([waiting.count(), waiting.late?.() ?? null]);
          return [route, { all, late }] as const;
        }),
      ),
    );
  }
  return { counts, refresh };
});
