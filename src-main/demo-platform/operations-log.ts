/** What the platform decided, operation by operation: what oracles compare with what a client believes. */
import type { Outcome } from '#shared/platform-api/interface.ts';
import type { Store } from './store.ts';

/** One operation as the platform keeps it. */
export type LoggedOperation = {
  number: number;
  id: string;
  device: string;
  deviceEpoch: number;
  account: string;
  department: string;
  receivedAt: string;
  kind: string;
  recordId: string;
  payload: unknown;
  actor: { account: string };
  outcome: Outcome['outcome'];
  revision: number | null;
};

interface Row {
  number: number;
  id: string;
  device: string;
  device_epoch: number;
  account: string;
  department: string;
  received_at: string;
  body: string;
  outcome: Outcome['outcome'];
  answer: string;
}

/** Every operation that was ever decided, in order. */
export function operationsLog(store: Store): LoggedOperation[] {
  return store.database
    .prepare<[], Row>('SELECT * FROM operation ORDER BY number')
    .all()
    .map((row) => {
      const { kind, recordId, payload, actor } = JSON.parse(row.body) as LoggedOperation;
      const { revision } = JSON.parse(row.answer) as { revision?: number };
      return {
        number: row.number,
        id: row.id,
        device: row.device,
        deviceEpoch: row.device_epoch,
        account: row.account,
        department: row.department,
        receivedAt: row.received_at,
        kind,
        recordId,
        payload,
        actor,
        outcome: row.outcome,
        revision: revision ?? null,
      };
    });
}
