/** How much waits for a person, page by page: the counts of the navigation. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import { navigation } from '../features.ts';
import { useSession } from './session.ts';

const entries = navigation.flatMap((group) => group.entries);

export const useWaiting = defineStore('waiting', () => {
  const session = useSession();
  /** By the name of the page; of what is this person's to do. */
  const counts = shallowRef<ReadonlyMap<string, Count>>(new Map());

  async function refresh(): Promise<void> {
    const asked = entries.flatMap(({ route, by, waiting }) =>
      waiting && session.may(by) ? [{ route, count: waiting.count }] : [],
    );
    counts.value = new Map(await Promise.all(asked.map(async ({ route, count }) => [route, await count()] as const)));
  }
  return { counts, refresh };
});
