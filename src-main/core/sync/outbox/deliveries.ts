/** What to tell of the work done here on each record of a page. */
import type { Delivery } from '#shared/records/parts.ts';
import { deliveryPrecedence, type DeliveryState } from '#shared/trade/delivery.ts';
import type { Database } from '#core/database/types.ts';
import { statement } from '#core/database/statements.ts';

/**
 * The most pressing unsettled state and how many entries are owed; 已受理 with none owed where all of it was delivered;
 * nothing where nothing was done here. One statement for a whole page.
 */
export function deliveriesOf(database: Database, collection: string, ids: readonly string[]): Map<string, Delivery> {
  const found = statement<[string, string], { id: string; state: DeliveryState; n: number }>(
    database,
    `SELECT o.record_id AS id, o.state, count(*) AS n
     FROM json_each(?) asked CROSS JOIN outbox o ON o.collection = ? AND o.record_id = asked.value
     GROUP BY o.record_id, o.state`,
  ).all(JSON.stringify(ids), collection);
  const deliveries = new Map<string, Delivery>();
  const urgency = (state: DeliveryState) => {
    const index = (deliveryPrecedence as readonly DeliveryState[]).indexOf(state);
    return index < 0 ? deliveryPrecedence.length : index;
  };
  for (const { id, state, n } of found) {
    if (state === 'withdrawn' || state === 'replaced') continue;
    const owed = state === 'accepted' ? 0 : n;
    const before = deliveries.get(id);
    deliveries.set(id, {
      state: before && urgency(before.state) <= urgency(state) ? before.state : state,
      count: (before?.count ?? 0) + owed,
    });
  }
  return deliveries;
}
