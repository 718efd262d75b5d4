/** A workspace for tests: real database, fixed clock, seeded chance, no network unless one is given. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarFileSchema } from '#shared/trade/calendar-file.ts';
import { chinaDate, makeCalendar } from '#shared/trade/working-days.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import type { Chance, Clock, Environment, Logger, PlatformTransport } from '#core/environment.ts';
import type { JournalEntry } from '#core/database/journal.ts';
import type { Workspace } from '#core/workspace.ts';
import { defaultSettings } from '#core/settings/settings.ts';
import { createPlatformTime } from '#core/platform-time.ts';
import { openDatabase } from '#core/database/open.ts';
import china from '../../../resources/calendars/china.json' with { type: 'json' };

export const projectRoot = join(import.meta.dirname, '..', '..', '..');
export const migrationsDirectory = join(projectRoot, 'migrations');
export const resourcesDirectory = join(projectRoot, 'resources');

/** A clock that stands still until told; `advance` runs what falls due, in order. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
  /** Moves the wall clock only, as a person or a dead battery does; monotonic time and timers do not notice. */
  setWall(instant: string): void;
  /** Timers that wait. */
  pending(): number;
}

export function testClock(start = '2026-03-02T01:00:00.000Z'): TestClock {
  let wall = Date.parse(start);
  let passed = 0;
  let next = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  return {
    now: () => wall,
    monotonic: () => passed,
    after(milliseconds, run) {
      const id = (next += 1);
      timers.set(id, { at: passed + Math.max(0, milliseconds), run });
      return () => timers.delete(id);
    },
    advance(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
        if (!due) break;
        const [id, { at, run }] = due;
        timers.delete(id);
        wall += at - passed;
        passed = at;
        run();
      }
      wall += end - passed;
      passed = end;
    },
    setWall(instant) {
      wall = Date.parse(instant);
    },
    pending: () => timers.size,
  };
}

/** Numbers that repeat from the same seed (mulberry32). */
export function seededChance(seed = 1): Chance {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const bytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(number() * 256));
  return {
    number,
    bytes,
    uuid() {
      const raw = bytes(16);
      raw[6] = (raw[6]! & 0x0f) | 0x40;
      raw[8] = (raw[8]! & 0x3f) | 0x80;
      const hex = Buffer.from(raw).toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    },
  };
}

export interface LoggedLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly facts: Record<string, unknown>;
}

export function testLog(): Logger & { lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  return {
    lines,
    info: (event, facts = {}) => void lines.push({ level: 'info', event, facts }),
    warn: (event, facts = {}) => void lines.push({ level: 'warn', event, facts }),
    error: (event, error, facts = {}) => void lines.push({ level: 'error', event, facts: { ...facts, error } }),
  };
}

/** The cable is out. */
export const offlineTransport: PlatformTransport = {
  exchange: () => Promise.resolve({ came: 'nothing', why: 'offline', detail: '没有网络' }),
};

export interface TestEnvironment extends Environment {
  readonly clock: TestClock;
  readonly log: ReturnType<typeof testLog>;
}

export function testEnvironment(
  options: { start?: string; seed?: number; transport?: PlatformTransport } = {},
): TestEnvironment {
  return {
    clock: testClock(options.start),
    chance: seededChance(options.seed),
    transport: options.transport ?? offlineTransport,
    log: testLog(),
  };
}

/** The calendar that ships with the client, and as it is counted with. */
export const chinaFile = calendarFileSchema.parse(china);
export const chinaCalendar = makeCalendar(chinaFile);

/** A fresh folder below the system's temporary one. */
export const temporaryDirectory = (name: string) => mkdtempSync(join(tmpdir(), `${name}-`));

export interface TestWorkspace extends Workspace {
  readonly environment: TestEnvironment;
  /** Topics told so far. */
  readonly topics: EventTopic[];
  /** What went to the journal. */
  readonly journalled: JournalEntry[];
  close(): void;
}

export interface TestWorkspaceOptions {
  /** Path of the database; `:memory:` where absent. */
  file?: string;
  key?: Uint8Array | null;
  directory?: string;
  start?: string;
  seed?: number;
  transport?: PlatformTransport;
  settings?: Partial<Settings>;
  department?: Workspace['department'];
  actor?: Partial<Workspace['actor']>;
  roles?: readonly string[];
}

/** A signed-in clerk of an invented department on an empty, migrated database. Close it after the test. */
export function openTestWorkspace(options: TestWorkspaceOptions = {}): TestWorkspace {
  const environment = testEnvironment(options);
  const department = options.department ?? { code: '431299001', name: '青溪县文化广电局' };
  const database = openDatabase({ file: options.file ?? ':memory:', key: options.key ?? null, migrationsDirectory });
  const topics: EventTopic[] = [];
  const journalled: JournalEntry[] = [];
  // Follows the clock, so that tests can say what time it is; of the platform nothing was heard.
  const correctedNow = () => new Date(environment.clock.now()).toISOString();
  return {
    environment,
    platformTime: createPlatformTime({ database, clock: environment.clock }),
    database,
    department,
    actor: {
      account: 'lin01',
      name: '林知夏',
      departmentCode: department.code,
      departmentName: department.name,
      ...options.actor,
    },
    roles: options.roles ?? ['clerk'],
    directory: options.directory ?? tmpdir(),
    journal: { append: (entries) => void journalled.push(...entries) },
    correctedNow,
    today: () => chinaDate(correctedNow()),
    calendar: () => chinaCalendar,
    settings: () => ({ ...defaultSettings, ...options.settings }),
    exportsDirectory: () => options.settings?.exportsDirectory ?? join(options.directory ?? tmpdir(), 'exports'),
    changed: (topic) => void topics.push(topic),
    topics,
    journalled,
    close: () => database.close(),
  };
}
