/** What is known about the platform from here, and the words for it. */
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { outcomeClasses, type OutcomeClass, remedyNames } from '#shared/trade/delivery.ts';
import type { PlatformStamp } from '#shared/platform-api/common.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { Workspace } from '#core/workspace.ts';
import type { ExchangeFailure } from './classify.ts';
import type { Progress } from '../run.ts';

/** Beyond this the person is told that the PC's clock is wrong; ms. */
export const clockTolerance = 2 * 60_000;
/** Facts of every exchange are written at most so often: each write is a synchronous commit. */
const writeInterval = 10_000;

/** Problems that wait for a person's yes or no. */
const pausing: ReadonlySet<OutcomeClass> = new Set(['wrongEpoch', 'massRemoval']);

export type Connectivity = ReturnType<typeof createConnectivity>;

/** State of the connection, told to screens by the topic `connection`. */
export function createConnectivity(workspace: Workspace) {
  const { database, environment } = workspace;
  const { clock } = environment;
  let state: ConnectionStatus['state'] = 'unknown';
  let problem: Pick<ExchangeFailure, 'class' | 'detail'> | null = null;
  let progress: Progress | null = null;
  let running = false;
  let nextRoundAt: number | null = null;
  let lastContactAt = readMeta(database, 'lastContactAt');
  let offset = numberOrNull(readMeta(database, 'clockOffset'));
  let writtenAt: number | null = null;
  /** What has truly passed, sleep included. */
  const passed = (): number => clock.sinceBoot?.() ?? clock.monotonic();
  /** Wall clock and true time at the last contact: a jump shows as a difference between the two. */
  let measured: { wall: number; passed: number } | null = null;

  /** How far the wall clock has jumped since the last contact, ms; negative: backwards. */
  const jumped = (): number => (measured === null ? 0 : clock.now() - measured.wall - (passed() - measured.passed));

  return {
    /** Called for every answer that passed all checks. */
    heard(stamp: PlatformStamp): void {
      const before = offset;
      offset = Date.parse(stamp.serverTime) - clock.now();
      measured = { wall: clock.now(), passed: passed() };
      lastContactAt = stamp.serverTime;
      const due = writtenAt === null || clock.monotonic() - writtenAt >= writeInterval;
      if (!due && before !== null && Math.abs(offset - before) < 1000) return;
      writtenAt = clock.monotonic();
      writeMeta(database, 'clockOffset', String(offset));
      writeMeta(database, 'lastContactAt', lastContactAt);
    },
    roundBegan(): void {
      running = true;
      nextRoundAt = null;
      workspace.changed('connection');
    },
    progressed(line: Progress): void {
      progress = line;
      workspace.changed('connection');
    },
    /** Told before the round is over: files still come and leave in it. */
    waitsForPerson(failure: ExchangeFailure): void {
      problem = failure;
      state = 'paused';
      workspace.changed('connection');
    },
    roundEnded(failure: ExchangeFailure | null): void {
      running = false;
      progress = null;
      problem = failure;
      if (failure === null) {
        state = 'connected';
        writeMeta(database, 'lastSyncAt', workspace.correctedNow());
      } else state = pausing.has(failure.class) ? 'paused' : 'offline';
      workspace.changed('connection');
    },
    nextRoundIn(milliseconds: number): void {
      nextRoundAt = clock.now() + milliseconds;
    },
    problem: () => problem,
    clockOffset: () => offset,
    clockWrong: (): boolean =>
      Math.abs(jumped()) > clockTolerance ||
      (offset !== null && Math.abs(offset) > clockTolerance) ||
      // Before any contact in this run: the clock stands before an instant that is known to be over.
      (measured === null &&
        lastContactAt !== null &&
        Date.parse(lastContactAt) - clock.now() - (offset ?? 0) > clockTolerance),
    facts(): Pick<
      ConnectionStatus,
      | 'state'
      | 'lastContactAt'
      | 'lastSyncAt'
      | 'running'
      | 'progress'
      | 'nextRoundAt'
      | 'problem'
      | 'clockOffsetMilliseconds'
    > {
      return {
        state,
        lastContactAt,
        lastSyncAt: readMeta(database, 'lastSyncAt'),
        running,
        progress,
        nextRoundAt: nextRoundAt === null ? null : new Date(nextRoundAt).toISOString(),
        problem: problem === null ? null : wordsOf(problem),
        clockOffsetMilliseconds: offset,
      };
    },
  };
}

/** The class's words, with what was seen. */
export function wordsOf(failure: Pick<ExchangeFailure, 'class' | 'detail'>): NonNullable<ConnectionStatus['problem']> {
  const facts = outcomeClasses[failure.class];
  return {
    class: failure.class,
    text: facts.text,
    next: facts.next,
    remedy: remedyNames[facts.remedy],
    detail: failure.detail,
  };
}

const numberOrNull = (text: string | null): number | null => (text === null || text === '' ? null : Number(text));
