/**
 * Sending what waits: a few thousand operations from the encrypted outbox to the demo platform in a process of its own. The
 * limits: the same operations over the same HTTP by a program that keeps nothing, one request each, and in batches of the
 * engine's size.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeMeta } from '#core/database/meta.ts';
import { openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { systemChance } from '#core/environment-node.ts';
import { performOnMany, submitFeedback } from '#core/notices/commands.ts';
import { largestBatch } from '#core/sync/push/isolation.ts';
import type { Workspace } from '#core/workspace.ts';
import type { Operation } from '#shared/platform-api/interface.ts';
import { feedbackOf } from '../integration/killing/feedback.ts';
import { migrationsDirectory } from '../integration/core/support.ts';
import { type BenchContext, type BenchRow, median, perSecond, timed, timedAsync } from './measure.ts';
import { provinceKey } from './province.ts';
import { type BenchPlatform, clientVersion, engineOn, startPlatform } from './sync-client.ts';

const rounds = 3;

export async function benchPush(context: BenchContext): Promise<BenchRow[]> {
  const notices = Math.round(20_000 * context.scale);
  const master = join(context.directory, `push-platform-${notices}`);
  await (await startPlatform(master, notices)).stop();
  const times = { engine: [] as number[], single: [] as number[], batches: [] as number[], local: [] as number[] };
  let count = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { operations, ms, local } = await withEngine(context, master, notices);
    count = operations.length;
    times.engine.push(ms);
    times.local.push(local);
    times.single.push(await withoutEngine(context, master, notices, operations, 1));
    times.batches.push(await withoutEngine(context, master, notices, operations, largestBatch));
    context.log(`  round ${round + 1} of ${rounds}`);
  }
  const engine = median(times.engine);
  const row = (title: string, limit: number, target: number): BenchRow => ({
    item: '报送',
    case: `${count} 项操作；对照：${title}`,
    project: perSecond(count, engine),
    limit: perSecond(count, limit),
    ratio: limit / engine,
    target: `≥ ${target} × 对照`,
    met: limit / engine >= target,
    note: `每项比对照多 ${(((engine - limit) / count) * 1000).toFixed(0)} µs`,
  });
  return [
    row('逐项 HTTP，不落盘', median(times.single), 1),
    row(`每批 ${largestBatch} 项，不落盘`, median(times.batches), 0.3),
    {
      item: '报送',
      case: '在本机办理一项（一项一个事务，落盘两处）',
      project: `${(median(times.local) / count).toFixed(2)} ms`,
      limit: '',
      ratio: null,
      target: '≤ 50 ms',
      met: median(times.local) / count <= 50,
    },
  ];
}

/** Runs on a platform of its own, since every operation changes it. */
async function onCopy<Result>(
  { directory }: BenchContext,
  master: string,
  notices: number,
  run: (platform: BenchPlatform) => Promise<Result>,
): Promise<Result> {
  const copy = join(directory, 'push-platform-copy');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  for (const name of readdirSync(master)) copyFileSync(join(master, name), join(copy, name));
  const started = await startPlatform(copy, notices);
  try {
    return await run(started.platform);
  } finally {
    await started.stop();
    rmSync(copy, { recursive: true, force: true });
  }
}

const withEngine = (context: BenchContext, master: string, notices: number) =>
  onCopy(context, master, notices, async (platform) => {
    const file = join(context.directory, 'push.db');
    const remove = () => ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }));
    remove();
    const database = openDatabase({ file, key: provinceKey, migrationsDirectory });
    writeMeta(database, 'deviceId', systemChance.uuid());
    writeMeta(database, 'deviceEpoch', '1');
    const { engine, workspace, close } = engineOn(database, platform);
    engine.start();
    await engine.syncNow();
    await engine.stop();
    const { ms: local } = timed(() => workOn(workspace));
    const operations = operationsIn(database);
    const sender = engineOn(database, platform);
    sender.engine.start();
    const { ms } = await timedAsync(() => sender.engine.syncNow());
    const summary = sender.engine.summary();
    const { problem } = sender.engine.status();
    await sender.engine.stop();
    sender.close();
    close();
    database.close();
    remove();
    if (!summary.allDelivered)
      throw new Error(`not all delivered: ${JSON.stringify(summary.byState)} ${JSON.stringify(problem)}`);
    return { operations, ms, local };
  });

/** Receives everything that waits and answers everything that was received, one by one, as people do. */
function workOn(workspace: Workspace): void {
  const idsOf = (stage: string) =>
    workspace.database
      .prepare<[string], string>('SELECT id FROM notice WHERE stage = ? ORDER BY id')
      .pluck()
      .all(stage);
  const received = idsOf('received');
  for (const id of idsOf('pending')) performOnMany(workspace, 'notices.receive', [id], {});
  for (const id of received) submitFeedback(workspace, id, null, feedbackOf(systemChance, workspace.today()));
}

function operationsIn(database: Database): Operation[] {
  const rows = database
    .prepare<
      [],
      {
        id: string;
        collection: string;
        record_id: string;
        kind: string;
        payload: string;
        actor: string;
        time: string;
        revision: number;
      }
    >(
      `SELECT o.id, o.collection, o.record_id, o.kind, o.payload, o.actor, o.time, s.revision FROM outbox o
       JOIN record_shadow s ON s.collection = o.collection AND s.record_id = o.record_id ORDER BY o.sequence`,
    )
    .all();
  return rows.map(({ record_id: recordId, revision: baseRevision, payload, actor, ...rest }) => ({
    id: rest.id,
    collection: rest.collection,
    kind: rest.kind,
    time: rest.time,
    recordId,
    baseRevision,
    payload: JSON.parse(payload) as unknown,
    actor: JSON.parse(actor) as Operation['actor'],
  }));
}

/** The leanest sender: no database, one request after the other. */
const withoutEngine = (
  context: BenchContext,
  master: string,
  notices: number,
  operations: readonly Operation[],
  size: number,
): Promise<number> =>
  onCopy(context, master, notices, async (platform) => {
    const deviceId = systemChance.uuid();
    const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
      const answer = await fetch(`${platform.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { account, password } = platform;
    const session = (await post('/v1/session', { account, password, deviceId, clientVersion })) as { token: string };
    let accepted = 0;
    const { ms } = await timedAsync(async () => {
      for (let from = 0; from < operations.length; from += size) {
        const part = operations.slice(from, from + size);
        const body = { deviceId, deviceEpoch: 1, operations: part };
        const answer = (await post('/v1/operations', body, session.token)) as { outcomes: { outcome: string }[] };
        accepted += answer.outcomes.filter(({ outcome }) => outcome === 'accepted').length;
      }
    });
    if (accepted !== operations.length) throw new Error(`${accepted} of ${operations.length} accepted`);
    return ms;
  });
