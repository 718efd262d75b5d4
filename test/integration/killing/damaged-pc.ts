/** A PC that was killed with work delivered, work of unknown fate and work that waits; copies of it are then damaged. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { createCore, type RunningCore } from '#core/app.ts';
import { readKeyring, unlockAccount } from '#core/database/keyring.ts';
import { departmentPaths, type DepartmentPaths } from '#core/database/layout.ts';
import { systemChance, systemClock } from '#core/environment-node.ts';
import type { PlatformTransport } from '#core/environment.ts';
import { createAxiosTransport } from '#core/sync/line/axios-transport.ts';
import { departmentOf, passwordOf } from '#platform/county.ts';
import { type DemoServer, startDemoPlatform } from '#platform/server.ts';
import { migrationsDirectory, resourcesDirectory, temporaryDirectory, testLog } from '../core/support.ts';
import { feedbackOf } from './feedback.ts';

export const account = 'scjg01';
const secrets = { account, password: passwordOf(account) };
const department = departmentOf('scjg');

/** The real wire, which can be pulled out, and which remembers what left. */
export interface Wire extends PlatformTransport {
  state: 'up' | 'cut' | 'answersLost';
  /** Ids of operations in the order in which they left. */
  readonly sent: string[];
}

function createWire(): Wire {
  const axios = createAxiosTransport();
  const wire: Wire = {
    state: 'up',
    sent: [],
    async exchange(baseUrl, request) {
      if (wire.state === 'cut') return { came: 'nothing', why: 'offline', detail: '网线拔了' };
      const carries = request.method === 'POST' && request.path === '/v1/operations';
      if (carries) {
        const { operations } = JSON.parse(String(request.body)) as { operations: { id: string }[] };
        wire.sent.push(...operations.map(({ id }) => id));
      }
      const answer = await axios.exchange(baseUrl, request);
      return carries && wire.state === 'answersLost' ? { came: 'nothing', why: 'cut', detail: '应答丢了' } : answer;
    },
  };
  return wire;
}

export interface RunningPc {
  readonly core: RunningCore;
  readonly wire: Wire;
  readonly log: ReturnType<typeof testLog>;
  enter(): Promise<{ ok: true } | { ok: false; reason: string; detail?: string }>;
  sync(): Promise<void>;
}

/** The whole core on this directory. The wire is out where `cut`. */
export function startPc(directory: string, platformUrl: string, state: Wire['state']): RunningPc {
  const wire = createWire();
  wire.state = state;
  const log = testLog();
  const core = createCore({
    dataDirectory: directory,
    resourcesDirectory,
    migrationsDirectory,
    platformUrl,
    clientVersion: '0.1.0',
    environment: { clock: systemClock, chance: systemChance, transport: wire, log },
  });
  const { router, context } = core;
  const enter = () => call(router.session.signIn, secrets, { context });
  return {
    core,
    wire,
    log,
    enter,
    async sync() {
      await call(router.connection.syncNow, undefined, { context });
    },
  };
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) copyTree(join(from, entry.name), join(to, entry.name));
    else copyFileSync(join(from, entry.name), join(to, entry.name));
}

export interface CrashedPc {
  readonly server: DemoServer;
  /** As SIGKILL leaves it. */
  readonly directory: string;
  readonly paths: DepartmentPaths;
  readonly key: Uint8Array;
  /** Ids of operations of which the person was told that they are saved. */
  readonly acknowledged: readonly string[];
  /** Of these, the platform has these already. */
  readonly delivered: ReadonlySet<string>;
  /** State of the platform at that moment. */
  readonly platform: Buffer;
  remove(): Promise<void>;
}

export async function makeCrashedPc(): Promise<CrashedPc> {
  const folder = temporaryDirectory('damaged');
  const working = join(folder, 'working');
  const directory = join(folder, 'crashed');
  const server = await startDemoPlatform({
    port: 0,
    dataDirectory: ':memory:',
    seed: 21,
    scale: 'small',
    counts: { enterprises: 120, notices: 90, inspections: 10 },
  });
  // Enough that wait for this department, whatever the seed has made.
  for (let count = 0; count < 12; count += 1)
    server.control.notices.push({ reviewDepartment: department, stage: 'pending' });
  const pc = startPc(working, server.url, 'up');
  const { router, context } = pc.core;
  const entered = await pc.enter();
  if (!entered.ok) throw new Error(`sign-in failed: ${entered.reason}`);
  await pc.sync();

  const unlocked = pc.core.session.current()!;
  const { database } = unlocked.workspace;
  const acknowledged: string[] = [];
  const idsOf = database.prepare<[number], { id: string; sequence: number }>(
    'SELECT id, sequence FROM outbox WHERE sequence > ? ORDER BY sequence',
  );
  let known = 0;
  const tell = () => {
    for (const { id, sequence } of idsOf.all(known)) {
      acknowledged.push(id);
      known = sequence;
    }
  };
  const noticesOf = (stage: string, limit: number) =>
    database
      .prepare<[string, number], string>('SELECT id FROM notice WHERE stage = ? ORDER BY id LIMIT ?')
      .pluck()
      .all(stage, limit);
  const receive = async (count: number) => {
    const ids = noticesOf('pending', count);
    const answer = await call(router.notices.receive, { ids }, { context });
    if (!answer.ok || answer.done.length !== ids.length || ids.length === 0) throw new Error('nothing to receive');
    tell();
  };
  const feedback = async () => {
    const [noticeId = ''] = noticesOf('received', 1);
    const input = { noticeId, feedbackId: null, feedback: feedbackOf(systemChance, unlocked.workspace.today()) };
    const answer = await call(router.notices.submitFeedback, input, { context });
    if (!answer.ok) throw new Error(`feedback refused: ${answer.reason}`);
    tell();
  };
  const backUp = async () => {
    const made = await call(router.backups.create, { directory: null }, { context });
    if (!made.ok) throw new Error(`no backup: ${made.reason}`);
  };

  await call(router.settings.setPreference, { key: 'columns', value: '列'.repeat(4000) }, { context });
  await receive(2);
  await pc.sync();
  await backUp();
  await receive(2);
  await feedback();
  await pc.sync();
  await backUp();
  // After the newest backup: delivered, delivered without knowing it, and waiting.
  await receive(1);
  await pc.sync();
  pc.wire.state = 'answersLost';
  await feedback();
  await pc.sync();
  pc.wire.state = 'cut';
  await receive(1);
  await feedback();

  const delivered = new Set(
    server.control
      .operationsLog()
      .filter(({ outcome }) => outcome === 'accepted')
      .map(({ id }) => id),
  );
  copyTree(working, directory);
  const platform = server.control.snapshot();
  await pc.core.close();
  const { platformId } = (await (await fetch(`${server.url}/v1/ping`)).json()) as { platformId: string };
  const paths = departmentPaths(directory, platformId, department.code);
  const opened = await unlockAccount(readKeyring(paths.keyring)!, account, secrets.password);
  return {
    server,
    directory,
    paths,
    key: opened!.key,
    acknowledged,
    delivered,
    platform,
    async remove() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A fresh copy of the crashed PC, with the platform set back to that moment. */
export function copyOf(crashed: CrashedPc, name: string): { directory: string; paths: DepartmentPaths } {
  const directory = join(crashed.directory, '..', name);
  rmSync(directory, { recursive: true, force: true });
  copyTree(crashed.directory, directory);
  crashed.server.control.restore(crashed.platform, { changeEpoch: false });
  const place = (path: string) => path.replace(crashed.directory, directory);
  const { paths } = crashed;
  return {
    directory,
    paths: Object.fromEntries(
      Object.entries(paths).map(([key, path]) => [key, place(path as string)]),
    ) as unknown as DepartmentPaths,
  };
}
