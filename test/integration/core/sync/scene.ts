/** A platform, a line that does what the test says, and clients on the real engine, in simulated time. */
import type { PlatformRequest, PlatformTransport } from '#core/environment.ts';
import type { Database } from '#core/database/types.ts';
import { performOnMany, submitFeedback } from '#core/notices/commands.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { listOutbox } from '#core/sync/outbox/queries.ts';
import { departmentOf } from '#platform/county.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import type { OperationEntry } from '#shared/contract/outbox.ts';
import type { DeliveryState } from '#shared/trade/delivery.ts';
import type { FeedbackInput, Notice } from '#shared/domains/notices/record.ts';
import { type Client, type ClientOptions, startClient } from '../../../simulation/client.ts';
import { createLine, type LineFault } from '../../../simulation/network.ts';
import { createWorld } from '../../../simulation/world.ts';

export type Scene = ReturnType<typeof createScene>;

export function createScene(options: { seed?: number; counts?: { enterprises: number; notices: number } } = {}) {
  const { seed = 1, counts = { enterprises: 40, notices: 48 } } = options;
  const world = createWorld(seed);
  const platform = createDemoPlatform({
    dataDirectory: ':memory:',
    seed,
    scale: 'small',
    counts,
    clock: world.now,
    random: world.chance.number,
  });
  const line = {
    /** What happens to a request; replaced by tests. */
    fault: (_request: PlatformRequest): LineFault | null => null,
    latency: () => 5,
    /** Every request that was made: `POST /v1/operations`. */
    requests: [] as string[],
  };
  const overLine = createLine(world, () => platform, {
    fault: (request) => line.fault(request),
    latency: () => line.latency(),
  });
  const transport: PlatformTransport = {
    exchange(url, request) {
      line.requests.push(`${request.method} ${request.path.split('?')[0]}`);
      return overLine.exchange(url, request);
    },
  };
  const clients: Client[] = [];
  const start = (account = 'scjg01', more: Partial<ClientOptions> = {}): Client => {
    const client = startClient({ world, transport, account, seed: seed * 100 + clients.length, ...more });
    clients.push(client);
    return client;
  };

  return {
    world,
    platform,
    control: platform.control,
    line,
    /** Starts a client; nothing has moved yet. */
    start,
    /** Starts a client and lets it make its first round. */
    async client(account = 'scjg01', more: Partial<ClientOptions> = {}): Promise<Client> {
      const client = start(account, more);
      await world.advance(2000);
      return client;
    },
    /** New notices for a department, pending, on the platform. */
    push(count: number, department: 'scjg' | 'wsjk' = 'scjg', overrides: Partial<Notice> = {}): string[] {
      return Array.from(
        { length: count },
        () =>
          platform.control.notices.push({
            reviewDepartment: departmentOf(department),
            stage: 'pending',
            ...overrides,
          }).id,
      );
    },
    close(): void {
      for (const client of clients) {
        client.kill();
        if (client.database.open) client.database.close();
      }
      platform.close();
    },
  };
}

/** Receives; throws where the rules refuse one. */
export function receive(client: Client, ids: readonly string[]): void {
  const { refused } = performOnMany(client.workspace, 'notices.receive', ids, {});
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
}

/** A client whose one operation is in conflict: received while offline, and closed on the platform meanwhile. */
export async function clientInConflict(scene: Scene): Promise<Client> {
  const [id = ''] = scene.push(1);
  const client = await scene.client();
  scene.line.fault = () => 'offline';
  receive(client, [id]);
  scene.control.notices.close(id);
  scene.line.fault = () => null;
  await scene.world.advance(120_000);
  return client;
}

export const aFeedback = (client: Client, overrides: Partial<FeedbackInput> = {}): FeedbackInput => ({
  result: 'otherLevel',
  feedbackOn: client.workspace.today(),
  certificateNumber: '',
  certificateName: '',
  issuingOrgan: '湘澧市演示局',
  issuedOn: null,
  validFrom: null,
  validTo: null,
  longTerm: false,
  permitContent: '',
  remark: '',
  ...overrides,
});

/** Gives (or amends) a feedback; returns the operation's id. Throws where the rules refuse it. */
export function feedback(client: Client, id: string, overrides: Partial<FeedbackInput> = {}, amended?: string): string {
  const done = submitFeedback(client.workspace, id, amended ?? null, aFeedback(client, overrides));
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.operationId;
}

export const entries = (client: Client, states: DeliveryState[] = []): OperationEntry[] =>
  listOutbox(client.workspace, client.engine.context.collections, { states, cursor: null, limit: 200 }).rows;

export const statesOf = (client: Client): Record<string, number> =>
  Object.fromEntries(Object.entries(client.engine.summary().byState).filter(([, n]) => n > 0));

export const noticeOf = (client: Client, id: string): Notice | undefined =>
  noticesCollection.read(client.database, id)?.data;

/** Everything that a transaction could have changed, for comparing before and after. */
export function contentOf(database: Database): unknown {
  const tables = ['notice', 'notice_content', 'outbox', 'audit', 'record_shadow', 'incoming_version', 'sync_cursor'];
  return tables.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]);
}
