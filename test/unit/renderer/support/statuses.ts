/** Plain values of the contract for tests; invented. */
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import type { OperationEntry, OutboxSummary } from '#shared/contract/outbox.ts';
import type { SessionStatus } from '#shared/contract/session.ts';
import { deliveryStates } from '#shared/trade/delivery.ts';

export const connectionStatus = (change: Partial<ConnectionStatus> = {}): ConnectionStatus => ({
  state: 'connected',
  platformUrl: 'https://10.0.0.8:8443',
  platformName: '演示平台',
  lastContactAt: '2026-11-20T02:00:00.000Z',
  lastSyncAt: '2026-11-20T02:00:00.000Z',
  running: false,
  progress: null,
  nextRoundAt: null,
  problem: null,
  clockOffsetMilliseconds: 0,
  clockWrong: false,
  clockDoubt: 'none',
  firstDownload: 'complete',
  unsettled: 0,
  allDelivered: true,
  ...change,
});

export const sessionStatus = (change: Partial<SessionStatus> = {}): SessionStatus => ({
  state: 'locked',
  platformUrl: 'https://10.0.0.8:8443',
  actor: null,
  knownAccounts: [],
  platformSession: false,
  recovery: null,
  clientVersion: '0.1.0',
  ...change,
});

export const outboxSummary = (change: Partial<OutboxSummary> = {}): OutboxSummary => ({
  byState: Object.fromEntries(deliveryStates.map((state) => [state, 0])) as OutboxSummary['byState'],
  unsettled: 0,
  needPerson: 0,
  attachments: 0,
  allDelivered: true,
  ...change,
});

export const operationEntry = (change: Partial<OperationEntry> = {}): OperationEntry => ({
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  sequence: 1,
  collection: 'notices',
  recordId: 'n1',
  kind: 'notices.feedback',
  kindName: '反馈',
  recordTitle: '青禾县云岭餐饮管理有限公司',
  person: '林晓',
  time: '2026-11-20T02:00:00.000Z',
  state: 'queued',
  attempts: 0,
  nextAttemptAt: null,
  settledAt: null,
  receiptNumber: null,
  outcome: null,
  reasons: [],
  rawAnswer: null,
  canWithdraw: true,
  canRetry: true,
  canTakeOver: false,
  waitsForEarlier: false,
  ...change,
});
