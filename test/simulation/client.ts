/** A client in the simulation: the real engine, the real domain commands, a database that outlives its process. */
import BetterSqlite3 from 'better-sqlite3';
import { createPlatformSession } from '#core/accounts/platform-session.ts';
import { openDatabase } from '#core/database/open.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { Database } from '#core/database/types.ts';
import type { JournalEntry } from '#core/database/journal.ts';
import type { Chance, PlatformTransport } from '#core/environment.ts';
import { createPlatformTime } from '#core/platform-time.ts';
import { enterprisesCollection } from '#core/enterprises/sync.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { defaultSettings } from '#core/settings/settings.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { createSyncEngine, type SyncEngine } from '#core/sync/engine.ts';
import type { DownloadStore } from '#core/sync/attachments/download-store.ts';
import type { AttachmentStore } from '#core/sync/attachments/store.ts';
import type { SyncParts } from '#core/sync/phases.ts';
import { createPlatformClient } from '#core/sync/line/platform-client.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import type { Workspace } from '#core/workspace.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { accounts } from '#platform/county.ts';
import { chinaCalendar, migrationsDirectory, seededChance, testLog } from '../integration/core/support.ts';
import { createPcClock, type PcClock, type World } from './world.ts';

export interface ClientOptions {
  readonly world: World;
  readonly transport: PlatformTransport;
  /** Account of the demo platform. */
  readonly account: string;
  readonly seed: number;
  /** An existing database, or none: a fresh one. */
  readonly database?: Database;
  readonly deviceId?: string;
  readonly skew?: number;
  readonly lost?: readonly JournalEntry[];
  readonly parts?: Partial<SyncParts>;
  readonly clientVersion?: string;
  /** Where they differ from what a new PC has. */
  readonly settings?: Partial<Settings>;
  /** Only notices: the enterprise base would only cost time here. */
  readonly withEnterprises?: boolean;
  /** Further collections that the engine shall know. */
  readonly further?: readonly SyncedCollection[];
  /** Where the files lie that operations refer to; none: files wait for ever. */
  readonly attachments?: Pick<AttachmentStore, 'open'>;
  /** Where files lie that come from the platform; absent: none come. */
  readonly downloads?: DownloadStore;
  /** Called with every topic that the engine tells the screens. */
  readonly changed?: (topic: EventTopic) => void;
  /** Entries of all lives of this client go here, as into the files of the journal. */
  readonly journal?: JournalEntry[];
}

export interface Client {
  readonly workspace: Workspace;
  readonly engine: SyncEngine;
  readonly clock: PcClock;
  readonly database: Database;
  readonly log: ReturnType<typeof testLog>;
  /** Entries that went to the journal. */
  readonly journalled: JournalEntry[];
  /** The process dies: no timer fires, no answer arrives. The database stays as it was committed. */
  kill(): void;
  stop(): Promise<void>;
}

let template: Buffer | null = null;

/** An empty, migrated database in memory; migrated once and copied. */
export function freshDatabase(): Database {
  if (!template) {
    const made = openDatabase({ file: ':memory:', key: null, migrationsDirectory });
    template = made.serialize();
    made.close();
  }
  return copyOf(template);
}

/** A database in memory with the content of a backup. */
export function copyOf(backup: Buffer): Database {
  const database: Database = new BetterSqlite3(backup);
  database.pragma('foreign_keys = ON');
  return database;
}

/** Starts a client. Its engine begins at once. */
export function startClient(options: ClientOptions): Client {
  const { world, account, seed } = options;
  const person = accounts.find((one) => one.account === account);
  if (!person) throw new Error(`unknown account ${account}`);
  const database = options.database ?? freshDatabase();
  const chance: Chance = seededChance(seed);
  const clock = createPcClock(world, options.skew ?? 0);
  const log = testLog();
  const clientVersion = options.clientVersion ?? '0.1.0';
  if (readMeta(database, 'deviceId') === null) writeMeta(database, 'deviceId', options.deviceId ?? chance.uuid());
  if (readMeta(database, 'deviceEpoch') === null) writeMeta(database, 'deviceEpoch', '1');
  const journalled: JournalEntry[] = options.journal ?? [];
  const actor = {
    account,
    name: person.name,
    departmentCode: person.department.code,
    departmentName: person.department.name,
  };
  const transport: PlatformTransport = {
    // An answer that arrives after the process died reaches nobody.
    exchange: async (url, request) => {
      const answer = await options.transport.exchange(url, request);
      return clock.dead ? new Promise<never>(() => undefined) : answer;
    },
  };
  const notBefore = Math.max(0, ...(options.lost ?? []).map(({ time }) => Date.parse(time)));
  const platformTime = createPlatformTime({ database, clock, notBefore });
  const correctedNow = () => new Date(platformTime.now()).toISOString();
  const workspace: Workspace = {
    environment: { clock, chance, transport, log },
    database,
    department: person.department,
    actor,
    roles: person.roles,
    directory: ':none:',
    journal: { append: (entries) => void journalled.push(...entries) },
    platformTime,
    correctedNow,
    today: () => chinaDate(correctedNow()),
    calendar: () => chinaCalendar,
    settings: () => ({ ...defaultSettings, syncIntervalSeconds: 60, ...options.settings }),
    exportsDirectory: () => ':none:',
    changed: (topic) => options.changed?.(topic),
  };
  const credentials = { account, password: person.password };
  const platform = createPlatformSession({
    client: createPlatformClient({
      transport,
      baseUrl: () => 'http://platform.invalid',
      token: () => null,
      expected: () => null,
      clientVersion,
    }),
    identity: {
      platformId: readMeta(database, 'platformId'),
      deviceId: readMeta(database, 'deviceId') ?? '',
      clientVersion,
    },
    credentials,
    actor,
    token: null,
    tokens: { load: () => Promise.resolve(null), save: () => Promise.resolve(), remove: () => Promise.resolve() },
    heard: () => undefined,
  });
  const engine = createSyncEngine({
    workspace,
    collections: [
      noticesCollection,
      ...(options.withEnterprises ? [enterprisesCollection] : []),
      ...(options.further ?? []),
    ],
    platform,
    baseUrl: () => 'http://platform.invalid',
    clientVersion,
    lost: options.lost,
    parts: options.parts,
    attachments: options.attachments,
    downloads: options.downloads,
  });
  engine.start();
  return {
    workspace,
    engine,
    clock,
    database,
    log,
    journalled,
    kill() {
      clock.dead = true;
    },
    async stop() {
      const stopping = engine.stop();
      await world.advance(6000);
      await stopping;
      clock.dead = true;
    },
  };
}
