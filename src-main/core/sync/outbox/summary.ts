/** How much is still owed. 「全部已同步」 is shown only where nothing is. */
import { type DeliveryState, deliveryStates, isUnsettled, personStates } from '#shared/trade/delivery.ts';
import type { OutboxSummary } from '#shared/contract/outbox.ts';
import type { Workspace } from '#core/workspace.ts';
import { owedFiles } from '../attachments/rows.ts';
import { statement } from '#core/database/statements.ts';

/** Counts by state; attachments that are not wholly delivered count as owed, too. */
export function summarize(workspace: Pick<Workspace, 'database'>): OutboxSummary {
  const { database } = workspace;
  const rows = statement<[], { state: DeliveryState; n: number }>(
    database,
    'SELECT state, count(*) AS n FROM outbox GROUP BY state',
  ).all();
  const counted = new Map(rows.map(({ state, n }) => [state, n]));
  const byState = Object.fromEntries(deliveryStates.map((state) => [state, counted.get(state) ?? 0])) as Record<
    DeliveryState,
    number
  >;
  const unsettled = deliveryStates.filter(isUnsettled).reduce((sum, state) => sum + byState[state], 0);
  const attachments = owedFiles(database);
  return {
    byState,
    unsettled,
    needPerson: personStates.reduce((sum, state) => sum + byState[state], 0),
    attachments,
    allDelivered: unsettled === 0 && attachments === 0,
  };
}
