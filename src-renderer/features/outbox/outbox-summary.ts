/** How much of the work done here is on the platform, in numbers: read with the counts of the navigation. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import { core } from '#app/app/core-client.ts';

export const useOutboxSummary = defineStore('outbox-summary', () => {
  /** Null until it was read. */
  const summary = shallowRef<OutboxSummary | null>(null);

  async function refresh(): Promise<OutboxSummary> {
    const answer = await core().outbox.summary();
    summary.value = answer;
    return answer;
  }
  return { summary, refresh };
});
