/** What is known about the platform from here, and the words for it. */
import type { ConnectionStatus } from '#shared/contract/connection.ts';
import { outcomeClasses, type OutcomeClass, remedyNames } from '#shared/trade/delivery.ts';
import type { PlatformStamp } from '#shared/platform-api/common.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { Workspace } from '#core/workspace.ts';
import type { ExchangeFailure } from './classify.ts';
import type { Progress } from '../run.ts';

/** Facts of every exchange are written at most so often: each write is a synchronous commit. */
const writeInterval = 10_000;
/** While the platform is not heard, its time as known here is written so often, ms: the next start goes on from there. */
const writeIntervalOffline = 10 * 60_000;
/** Screens hear of a clock that moved by so much, ms: they count from it. */
const noticed = 1000;

/** Problems that wait for a person's yes or no. */
const pausing: ReadonlySet<OutcomeClass> = new Set(['wrongEpoch', 'massRemoval']);

export type Connectivity = ReturnType<typeof createConnectivity>;

/** State of the connection, told to screens by the topic `connection`. */
export function createConnectivity(workspace: Workspace) {
  const { database, environment } = workspace;
  const { clock, log } = environment;
  const { platformTime } = workspace;
  let state: ConnectionStatus['state'] = 'unknown';
  let problem: Pick<ExchangeFailure, 'class' | 'detail'> | null = null;
  let progress: Progress | null = null;
  let running = false;
  let nextRoundAt: number | null = null;
  let lastContactAt = readMeta(database, 'lastContactAt');
  let writtenAt: number | null = null;
  let toldOffset = platformTime.offset();

  const write = (contactAt: string | null): void => {
    writtenAt = clock.monotonic();
    toldOffset = platformTime.offset();
    database
      .transaction(() => {
        platformTime.note();
        if (contactAt !== null) writeMeta(database, 'lastContactAt', contactAt);
      })
      .immediate();
  };
  const sinceWritten = (): number => (writtenAt === null ? Number.POSITIVE_INFINITY : clock.monotonic() - writtenAt);
  const moved = (): boolean => {
    const offset = platformTime.offset();
    return offset !== null && (toldOffset === null || Math.abs(offset - toldOffset) >= noticed);
  };

  return {
    /** Called for every answer that passed all checks. */
    heard(stamp: PlatformStamp): void {
      const doubted = platformTime.doubt() !== 'none';
      platformTime.heard(Date.parse(stamp.serverTime));
      lastContactAt = stamp.serverTime;
      if (sinceWritten() < writeInterval && !doubted && !moved()) return;
      write(lastContactAt);
    },
    /** To be called every few seconds: tells the screens of a clock that was set, and keeps the time for the next start. */
    lookAtClock(): void {
      platformTime.look();
      const tell = moved();
      if (!tell && sinceWritten() < writeIntervalOffline) return;
      if (tell) workspace.changed('connection');
      try {
        write(null);
      } catch (error) {
        // A full disk is told where work is to be written.
        log.error('sync.timeNotKept', error);
      }
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
      | 'clockWrong'
      | 'clockDoubt'
    > {
      return {
        state,
        lastContactAt,
        lastSyncAt: readMeta(database, 'lastSyncAt'),
        running,
        progress,
        nextRoundAt: nextRoundAt === null ? null : new Date(nextRoundAt).toISOString(),
        problem: problem === null ? null : wordsOf(problem),
        clockOffsetMilliseconds: platformTime.offset(),
        clockWrong: platformTime.isClockWrong(),
        clockDoubt: platformTime.doubt(),
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
