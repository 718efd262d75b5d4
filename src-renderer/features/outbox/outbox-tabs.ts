/** The tabs of 报送与冲突: which states each shows. */
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import { type DeliveryState, deliveryStateNames, personStates, unsettledStates } from '#shared/trade/delivery.ts';

export interface OutboxTab {
  readonly key: string;
  readonly name: string;
  readonly states: readonly DeliveryState[];
  /** A tab that is empty on a good day shows only while it holds something. */
  readonly onlyIfAny?: boolean;
}

const single = (state: DeliveryState, onlyIfAny = false): OutboxTab => ({
  key: state,
  name: deliveryStateNames[state],
  states: [state],
  onlyIfAny,
});

export const outboxTabs: readonly OutboxTab[] = [
  { key: 'unsettled', name: '未完成', states: unsettledStates },
  { key: 'needPerson', name: '请您处理', states: personStates, onlyIfAny: true },
  single('queued'),
  single('sending', true),
  single('unknown', true),
  single('rejected'),
  single('conflict'),
  single('quarantined'),
  single('accepted'),
  { key: 'ended', name: '已撤回、已改报', states: ['withdrawn', 'replaced'] },
];

/** How many entries a tab holds. */
export function tabCount(tab: OutboxTab, summary: OutboxSummary | null): number {
  return tab.states.reduce((sum, state) => sum + (summary?.byState[state] ?? 0), 0);
}

/** The tab of a set of states; null where no tab shows exactly these. */
export function tabOf(states: readonly DeliveryState[]): OutboxTab | null {
  const wanted = [...states].sort().join();
  return outboxTabs.find((tab) => [...tab.states].sort().join() === wanted) ?? null;
}
