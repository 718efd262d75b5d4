/**
 * A province comes back: 500 PCs, each with work that waits since the evening, were switched on together while the line was
 * down; then the line is there again. The real engine of each, in simulated time, against one demo platform; with its jitter and without.
 */
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { waitAfterFailure } from '#core/sync/backoff.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import { accounts } from '#platform/county.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { type Client, startClient } from '../simulation/client.ts';
import { createLine, type Line } from '../simulation/network.ts';
import { createWorld } from '../simulation/world.ts';
import type { BenchContext, BenchRow } from './measure.ts';

const outageMinutes = 30;
const operationsEach = 2;
/** Every collection of the client, so that a round asks as much as in the product. */
export const furtherCollections: readonly SyncedCollection[] = [
  checklistsCollection,
  plansCollection,
  subjectsCollection,
  inspectorsCollection,
  staffCollection,
];

interface Return {
  readonly peakPerSecond: number;
  readonly busiestTenSeconds: number;
  readonly requests: number;
  /** Simulated seconds from the line's return until nothing waits anywhere. */
  readonly quietAfter: number;
  readonly delivered: number;
}

export async function benchFleet(context: BenchContext): Promise<BenchRow[]> {
  const count = Math.max(10, Math.round(500 * context.scale));
  const calm = await comeBack(count, 'jitter', context.log);
  const inStep = await comeBack(count, 'inStep', context.log);
  const words = (one: Return) => `峰值 ${one.peakPerSecond} 次/秒，${one.quietAfter} 秒后全部静止`;
  const row = (title: string, one: Return, other: Return, target: string, met: boolean): BenchRow => ({
    item: '全省断网恢复',
    case: title,
    project: words(one),
    limit: words(other),
    ratio: one.peakPerSecond / other.peakPerSecond,
    target,
    met,
    note: `共 ${one.requests} 次请求，最忙 10 秒 ${one.busiestTenSeconds} 次；报送 ${one.delivered} 项`,
  });
  return [
    row(
      `${count} 台，各有 ${operationsEach} 项待报送；对照：不加抖动`,
      calm,
      inStep,
      '峰值 ≤ 0.5 × 不加抖动；60 秒内静止',
      calm.peakPerSecond <= inStep.peakPerSecond / 2 && calm.quietAfter <= 60,
    ),
  ];
}

async function comeBack(count: number, how: 'jitter' | 'inStep', log: (line: string) => void): Promise<Return> {
  const world = createWorld(77);
  const platform = createDemoPlatform({
    dataDirectory: ':memory:',
    seed: 8,
    scale: 'small',
    counts: { enterprises: 200, notices: 60, inspections: 20 },
    clock: world.now,
    random: world.chance.number,
  });
  const people = accounts.filter(({ disabled, account }) => !disabled && !account.startsWith('qxj'));
  const clients: Client[] = [];
  let outage = false;
  let perSecond = new Map<number, number>();
  const line: Line = {
    fault() {
      const second = Math.floor(world.passed() / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
      return outage ? 'refused' : null;
    },
    latency: () => 10,
  };
  // Each PC its own work: what two of them would do to the same notice is another story.
  const notices: string[] = [];
  for (let index = 0; index < count * operationsEach; index += 1) {
    const person = people[Math.floor(index / operationsEach) % people.length]!;
    notices.push(
      platform.control.notices.push({ reviewDepartment: person.department, stage: 'pending', closedAt: null }).id,
    );
  }
  const start = (index: number, database?: Client['database']): Client =>
    startClient({
      world,
      transport: createLine(world, () => platform, line),
      account: people[index % people.length]!.account,
      seed: 1000 + index,
      withEnterprises: true,
      further: furtherCollections,
      ...(database ? { database } : {}),
      ...(how === 'inStep'
        ? { parts: { waitAfterFailure: (failure, failures) => waitAfterFailure(failure, failures, everybodyAlike) } }
        : {}),
    });
  for (let index = 0; index < count; index += 1) {
    clients.push(start(index));
    await world.advance(20);
  }
  await world.advance(120_000);
  // The line goes in the afternoon; people work on, and go home.
  outage = true;
  for (const [index, client] of clients.entries()) {
    const ids = notices.slice(index * operationsEach, (index + 1) * operationsEach);
    const { done } = performOnMany(client.workspace, 'notices.receive', ids, {});
    if (done.length !== ids.length) throw new Error(`PC ${index} has received ${done.length} of ${ids.length}`);
    client.kill();
  }
  // In the morning all PCs are switched on together, and the line is still down.
  for (let index = 0; index < count; index += 1) clients[index] = start(index, clients[index]!.database);
  await world.advance(outageMinutes * 60_000);

  perSecond = new Map();
  outage = false;
  const before = platform.control.operationsLog().length;
  const returned = world.passed();
  let quietAfter = Number.POSITIVE_INFINITY;
  for (let second = 1; second <= 300; second += 1) {
    await world.advance(1000);
    const quiet = clients.every(({ engine }) => {
      const { state, allDelivered, lastSyncAt } = engine.status();
      return (
        state === 'connected' &&
        allDelivered &&
        lastSyncAt !== null &&
        Date.parse(lastSyncAt) > world.now() - (world.passed() - returned)
      );
    });
    if (!quiet) continue;
    quietAfter = second;
    break;
  }
  const seconds = [...perSecond.entries()].filter(([second]) => second >= Math.floor(returned / 1000));
  const delivered = platform.control.operationsLog().length - before;
  const result = {
    peakPerSecond: Math.max(...seconds.map(([, n]) => n)),
    busiestTenSeconds: Math.max(
      ...seconds.map(([from]) => seconds.reduce((sum, [at, n]) => sum + (at >= from && at < from + 10 ? n : 0), 0)),
    ),
    requests: seconds.reduce((sum, [, n]) => sum + n, 0),
    quietAfter,
    delivered,
  };
  log(`  ${how}: ${JSON.stringify(result)}`);
  for (const client of clients) {
    client.kill();
    client.database.close();
  }
  platform.close();
  if (delivered !== count * operationsEach)
    throw new Error(`${delivered} operations delivered of ${count * operationsEach}`);
  return result;
}

/** A backoff without chance: everybody waits the same. */
const everybodyAlike = { number: () => 1, uuid: () => '', bytes: () => new Uint8Array() };
