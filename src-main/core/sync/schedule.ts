/**
 * When rounds run: regularly, soon after something was done here, sooner after a failure than a person would notice, and
 * in any case again: a round that hangs is given up by the watchdog. All waiting is by the monotonic clock, so that a
 * clock that jumps delays nothing.
 */
import type { Environment } from '../environment.ts';
import type { ExchangeFailure } from './line/classify.ts';
import { waitBetweenRounds } from './backoff.ts';

/** Work that was just queued leaves after so many ms: several clicks in a row make one request. */
const debounce = 400;
/** While the platform does not answer, work that is queued asks for a try at most so often, ms. */
const patienceWhileFailing = 5000;
/** Between two rounds of the engine's own accord at least, ms. */
const shortestWait = 1000;
/** Longest wait for a round to end when the client closes, ms. */
const stopPatience = 5000;
/** A round in which nothing moved for so long is given up, ms. */
export const watchdogLimit = 120_000;
const watchdogInterval = 15_000;

export interface RoundOfSchedule {
  /** Runs one round; resolves to what ended it, or null. Never rejects for what the network does. */
  run(signal: AbortSignal): Promise<ExchangeFailure | null>;
  /** ms by the monotonic clock at which the running round last moved. */
  lastMovedAt(): number;
}

export interface ScheduleOptions {
  readonly environment: Environment;
  readonly round: RoundOfSchedule;
  /** ms between rounds while all is well. */
  interval(): number;
  waitAfterFailure(failure: ExchangeFailure, failuresInARow: number): number;
  /** ms until something inside the outbox becomes due; null where nothing waits for a time. */
  nextDue(): number | null;
  /** Whether work was queued during the round that has just ended and may have been overlooked by it. */
  workWaits(): boolean;
  /** Called every few seconds, whatever else happens. */
  watched(): void;
  /** Told how long the next round will be waited for. */
  waiting(milliseconds: number): void;
}

export type Schedule = ReturnType<typeof createSchedule>;

export function createSchedule(options: ScheduleOptions) {
  const { environment, round } = options;
  const { clock, chance, log } = environment;
  let stopped = true;
  let cancelNext: (() => void) | null = null;
  let cancelWatch: (() => void) | null = null;
  let current: { promise: Promise<void>; controller: AbortController; startedAt: number } | null = null;
  let failures = 0;
  let lastFailure: ExchangeFailure | null = null;
  let endedAt = 0;
  let dueAt = Number.POSITIVE_INFINITY;

  const planAt = (milliseconds: number): void => {
    if (stopped) return;
    cancelNext?.();
    dueAt = clock.monotonic() + milliseconds;
    options.waiting(milliseconds);
    cancelNext = clock.after(milliseconds, () => {
      cancelNext = null;
      void begin();
    });
  };

  const ended = (failure: ExchangeFailure | null): void => {
    endedAt = clock.monotonic();
    lastFailure = failure;
    failures = failure === null ? 0 : failures + 1;
    if (failure === null) {
      if (options.workWaits()) return planAt(debounce);
      const due = Math.max(shortestWait, options.nextDue() ?? Number.POSITIVE_INFINITY);
      return planAt(Math.min(waitBetweenRounds(options.interval(), chance), due));
    }
    planAt(options.waitAfterFailure(failure, failures));
  };

  const begin = (): Promise<void> => {
    if (current) return current.promise;
    if (stopped) return Promise.resolve();
    cancelNext?.();
    cancelNext = null;
    const controller = new AbortController();
    const mine = { promise: Promise.resolve(), controller, startedAt: clock.monotonic() };
    current = mine;
    mine.promise = round.run(controller.signal).then(
      (failure) => {
        if (current !== mine) return;
        current = null;
        ended(failure);
      },
      (error: unknown) => {
        if (current !== mine) return;
        current = null;
        // Only a bug in the round's own handling of bugs comes here; the rounds go on even then.
        log.error('sync.roundFailed', error);
        ended({ class: 'localFault', detail: String(error), maybeDone: true, code: null, retryAfter: null, raw: null });
      },
    );
    return mine.promise;
  };

  /** Gives up a round that does not move, and starts a round that was forgotten. */
  const watch = (): void => {
    if (stopped) return;
    cancelWatch = clock.after(watchdogInterval, watch);
    options.watched();
    const now = clock.monotonic();
    if (current) {
      const movedAt = Math.max(current.startedAt, round.lastMovedAt());
      if (now - movedAt < watchdogLimit) return;
      log.warn('sync.watchdog', { stalledForMilliseconds: now - movedAt });
      current.controller.abort();
      current = null;
      failures += 1;
      void begin();
    } else if (now - dueAt > watchdogLimit) {
      log.warn('sync.watchdog', { overdueMilliseconds: now - dueAt });
      void begin();
    } else if (lastFailure === null && dueAt - now > 1.2 * options.interval()) {
      // A shorter interval was chosen meanwhile: it counts from now on, not only after the long one.
      planAt(waitBetweenRounds(options.interval(), chance));
    }
  };

  return {
    start(): void {
      if (!stopped) return;
      stopped = false;
      cancelWatch = clock.after(watchdogInterval, watch);
      planAt(0);
    },
    /**
     * Something was queued that may leave after so many ms: a round then, unless the platform asked to be left alone or does
     * not answer anyway.
     */
    kick(after: number = debounce): void {
      if (stopped || current) return;
      const now = clock.monotonic();
      let wait = Math.max(debounce, after);
      if (lastFailure !== null) {
        if (lastFailure.retryAfter !== null) return;
        wait = Math.max(wait, endedAt + patienceWhileFailing - now);
      }
      if (now + wait < dueAt) planAt(wait);
    },
    /**
     * A person asked, or something changed that may have cured the last failure: at once. A round that is under way may
     * have read past what the person waits for, so another follows it. Resolves when the round is over.
     */
    async now(): Promise<void> {
      if (current) await current.promise;
      await begin();
    },
    /** Ends the running round where it is; nothing more is started. Resolves when nothing runs. */
    async stop(): Promise<void> {
      stopped = true;
      cancelNext?.();
      cancelWatch?.();
      const running = current;
      current = null;
      running?.controller.abort();
      if (!running) return;
      // A transport that ignores the abort must not keep the client from closing.
      await Promise.race([running.promise, new Promise<void>((resolve) => clock.after(stopPatience, resolve))]);
    },
    isRunning: (): boolean => current !== null,
    failuresInARow: (): number => failures,
  };
}
