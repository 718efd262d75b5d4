/** How much waits for a person, module by module: the counts of the navigation. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Count } from '#shared/contract/base.ts';
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import { core } from '../core-client.ts';
import { useSession } from './session.ts';

export const useWaiting = defineStore('waiting', () => {
  /** To be received or claimed. */
  const toReceive = shallowRef<Count | null>(null);
  /** Received and not answered. */
  const toAnswer = shallowRef<Count | null>(null);
  /** 抽查主体 drawn to the person, to be entered or amended. */
  const toInspect = shallowRef<Count | null>(null);
  /** Results that wait for 复核; null for who may not review. */
  const toReview = shallowRef<Count | null>(null);
  /** 抽查主体 of the department on which nobody decided yet. */
  const toConfirm = shallowRef<Count | null>(null);
  const outbox = shallowRef<OutboxSummary | null>(null);

  async function refresh(): Promise<void> {
    const session = useSession();
    const mayReview = session.actor?.roles.includes('reviewer') ?? false;
    const [receive, answer, inspect, review, confirm, summary] = await Promise.all([
      core().notices.count({ page: 'receive', filter: {} }),
      core().notices.count({ page: 'feedback', filter: { statuses: ['received'] } }),
      core().inspections.count({ page: 'mine', filter: {} }),
      mayReview ? core().inspections.count({ page: 'review', filter: {} }) : null,
      core().inspections.count({ page: 'confirm', filter: { stages: ['unconfirmed'] } }),
      core().outbox.summary(),
    ]);
    toReceive.value = receive;
    toAnswer.value = answer;
    toInspect.value = inspect;
    toReview.value = review;
    toConfirm.value = confirm;
    outbox.value = summary;
  }
  return { toReceive, toAnswer, toInspect, toReview, toConfirm, outbox, refresh };
});
