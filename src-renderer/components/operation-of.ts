/** Which operation a chip beside a record's own state speaks of. */
import type { OperationEntry } from '#shared/contract/outbox.ts';
import type { Delivery } from '#shared/records/parts.ts';

/** 「反馈」; nothing where the chip counts several, or nothing of this PC is told. */
export function operationOf(delivery: Delivery | null, operations: readonly OperationEntry[]): string | undefined {
  if (!delivery || delivery.count > 1) return undefined;
  return operations.findLast(({ state }) => state === delivery.state)?.kindName;
}
