/**
 * The demo platform without a transport: `handle` takes a request and gives the answer. The HTTP server and the
 * simulation call the same function.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformStamp } from '#shared/platform-api/common.ts';
import type { DemonstrationResponse } from '#shared/platform-api/demonstration.ts';
import type { PingResponse } from '#shared/platform-api/interface.ts';
import { interfaceVersion, operationIdSchema, sha256Schema } from '#shared/platform-api/common.ts';
import {
  errorAnswer,
  jsonAnswer,
  type PlatformAnswer,
  type PlatformRequest,
  Refusal,
  requireWhole,
} from './answers.ts';
import { answerAttachmentHead, answerAttachmentPut } from './attachments.ts';
import { answerAttachmentContent } from './attachment-content.ts';
import { answerChanges } from './changes.ts';
import { createControl } from './control.ts';
import { accounts, type DemoAccount, departments, platformName } from './county.ts';
import { createDevices } from './devices.ts';
import { disturb } from './disturb.ts';
import { createFaults } from './faults.ts';
import { answerOperations, answerOperationStatus, type OperationContext, workByItself } from './operations.ts';
import { createRandom, fromSource } from './random.ts';
import type { Scale } from './domain.ts';
import { seedPlatform, type SeedCounts } from './seed.ts';
import { createSessions } from './sessions.ts';
import { streamOf } from './collections.ts';
import { createStore, openDatabase, stateFileName } from './store.ts';

export type DemoPlatformOptions = {
  /** Directory of `platform.db`; `':memory:'` keeps everything in memory. */
  dataDirectory: string;
  seed: number;
  scale: Scale;
  /** Milliseconds since 1970; the system's clock by default. */
  clock?: () => number;
  /**
   * Uniform numbers in [0, 1) for tokens, faults and new notices. Without it only the faults follow `seed`, the rest is
   * unpredictable.
   */
  random?: () => number;
  /** Other amounts than the scale's, domain by domain. */
  counts?: SeedCounts;
  /** Start from this state (see `control.snapshot`) instead of making one; in memory only. */
  snapshot?: Buffer;
};

export type DemoPlatform = ReturnType<typeof createDemoPlatform>;

/** A state directory that belongs to another seed or scale. */
export class StateMismatch extends Error {
  constructor(found: string, asked: string) {
    super(
      `数据目录里已有另一份演示数据（${found}），与本次要求（${asked}）不同；请换一个目录，或先移走其中的 ${stateFileName}`,
    );
    this.name = 'StateMismatch';
  }
}

/** Uniform in [0, 1), from the system's source for secrets. */
const unpredictable = (): number => randomBytes(4).readUInt32BE() / 4294967296;

const oldestClientAtStart = '0.1.0';

/** Opens or makes the platform's state and returns its request handler and controls. */
export function createDemoPlatform(options: DemoPlatformOptions) {
  const clock = options.clock ?? Date.now;
  // A seeded source would give the same tokens again after a restart; faults alone repeat by the seed.
  const random = fromSource(options.random ?? unpredictable);
  const dice = options.random ? random : createRandom(options.seed ^ 0x5eed);
  const inMemory = options.dataDirectory === ':memory:';
  let store = createStore(openDatabase(inMemory && options.snapshot ? options.snapshot : options.dataDirectory));

  const { seed, scale, counts = {} } = options;
  const wanted = Object.entries(counts).map(([name, count]) => ` ${name}=${count}`);
  const asked = `seed=${seed} scale=${scale}${wanted.join('')}`;
  const found = store.meta('made');
  if (found === undefined) {
    store.transaction(() => {
      seedPlatform(store, { seed, now: clock(), scale, counts });
      store.setMeta('platformId', `demo-${seed}-${scale}`);
      store.setMeta('epoch', `e1-${createRandom(seed).hex(8)}`);
      store.setMeta('secret', createRandom(seed ^ 0x0c0ffee).hex(32));
      store.setMeta('oldestClient', oldestClientAtStart);
      store.setMeta('made', asked);
    });
  } else if (found !== asked) {
    store.database.close();
    throw new StateMismatch(found, asked);
  }

  const meta = (key: string): string => {
    const value = store.meta(key);
    if (value === undefined) throw new Error(`state without ${key}`);
    return value;
  };
  const stamp = (): PlatformStamp => ({
    platformId: meta('platformId'),
    epoch: meta('epoch'),
    serverTime: new Date(clock()).toISOString(),
  });
  // Its own copies: rights may be given and taken.
  const people: readonly DemoAccount[] = accounts.map((one) => ({ ...one }));
  const sessions = createSessions({
    store: () => store,
    accounts: people,
    clock,
    random,
    stamp,
    oldestClient: () => meta('oldestClient'),
  });
  const devices = createDevices({ store: () => store, clock, stamp });
  const faults = createFaults(dice);
  const requests = { total: 0, byCall: new Map<string, number>() };
  const departmentCodes = departments.map(({ code }) => code);
  const context = (): OperationContext => ({
    store,
    stamp,
    clock,
    departments: departmentCodes,
    accounts: people,
    seed,
  });

  const ping = (): PingResponse => ({
    ...stamp(),
    platformName,
    interfaceVersion,
    oldestClient: meta('oldestClient'),
    demonstration: true,
  });
  const demonstration = (): DemonstrationResponse => ({
    ...stamp(),
    accounts: people
      .filter(({ disabled }) => !disabled)
      .map(({ account, password, name, department, roles }) => ({ account, password, name, department, roles })),
  });

  const route = (request: PlatformRequest, expireAfter: number | null): PlatformAnswer => {
    const method = request.method.toUpperCase();
    const path = request.path.split('?', 1)[0] ?? '';
    const call = `${method} ${path}`;
    try {
      requireWhole(request);
      if (call === 'GET /v1/ping') return jsonAnswer(200, ping());
      if (call === 'GET /v1/demonstration') return jsonAnswer(200, demonstration());
      if (call === 'POST /v1/session') return jsonAnswer(200, sessions.signIn(request));
      const session = sessions.require(request);
      if (call === 'GET /v1/devices') return devices.answer(session);
      if (call === 'GET /v1/changes') devices.note(request, session);
      if (call === 'GET /v1/changes') return answerChanges(request, session, { store, stamp, secret: meta('secret') });
      if (call === 'POST /v1/operations') return answerOperations(request, session, sessions, context(), expireAfter);
      const [, , name, id] = path.split('/');
      if (method === 'GET' && name === 'operations' && operationIdSchema.safeParse(id).success && id)
        return answerOperationStatus(id, session, context());
      if (name === 'attachments' && sha256Schema.safeParse(id).success && id) {
        if (method === 'GET') return answerAttachmentContent(id, request, session, { store, stamp });
        if (method === 'HEAD') return answerAttachmentHead(id, { store, stamp });
        if (method === 'PUT') return answerAttachmentPut(id, request, { store, stamp });
      }
      return errorAnswer('notFound', `平台没有这个接口：${method} ${path}`);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  };

  const pages = {
    last: new Map<string, string>(),
    places: new Map<string, string[]>(),
    everything: (request: PlatformRequest) => {
      const collection = new URL(request.path, 'http://platform.invalid').searchParams.get('collection') ?? '';
      const { account } = sessions.require(request);
      const revision = store.sequence() + 1;
      return store
        .visibleIds(collection, streamOf(collection, account.department.code))
        .map((id) => ({ id, revision }));
    },
  };

  /** Answers one request; synchronous. What the network does to the answer stands in `delivery`. */
  const handle = (request: PlatformRequest): PlatformAnswer => {
    requests.total += 1;
    workByItself(context());
    const call = `${request.method} ${request.path.split(/[?]/, 1)[0]?.split('/').slice(0, 3).join('/') ?? ''}`;
    requests.byCall.set(call, (requests.byCall.get(call) ?? 0) + 1);
    return disturb(faults.strike(request), request, route, { random: dice, pages });
  };

  const replaceState = (snapshot: Buffer): void => {
    store.database.close();
    if (!inMemory) {
      const file = join(options.dataDirectory, stateFileName);
      for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true });
      writeFileSync(file, snapshot);
    }
    store = createStore(openDatabase(inMemory ? snapshot : options.dataDirectory));
  };

  return {
    handle,
    accounts: people,
    control: createControl({ store: () => store, context, sessions, faults, requests, random, clock, replaceState }),
    close(): void {
      store.database.close();
    },
  };
}
