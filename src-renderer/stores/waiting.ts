/** How much waits for a person, module by module: the counts of the navigation. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Count } from '../../src-shared/contract/base.ts';
import type { OutboxSummary } from '../../src-shared/contract/outbox.ts';
import { core } from '../app/core-client.ts';

export const useWaiting = defineStore('waiting', () => {
  /** To be received or claimed. */
  const toReceive = shallowRef<Count | null>(null);
  /** Received and not answered. */
  const toAnswer = shallowRef<Count | null>(null);
  const outbox = shallowRef<OutboxSummary | null>(null);

  async function refresh(): Promise<void> {
    const [receive, answer, summary] = await Promise.all([
      core().notices.count({ page: 'receive', filter: {} }),
      core().notices.count({ page: 'feedback', filter: { statuses: ['received'] } }),
      core().outbox.summary(),
    ]);
    toReceive.value = receive;
    toAnswer.value = answer;
    outbox.value = summary;
  }
  return { toReceive, toAnswer, outbox, refresh };
});
