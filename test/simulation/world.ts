/**
 * Simulated time. Nothing here waits for a real clock: events stand in a queue, `advance` runs them in order and lets all
 * promises settle after each. The same seed gives the same run.
 */
import type { Clock } from '#core/environment.ts';
import { seededChance } from '../integration/core/support.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
}

export type World = ReturnType<typeof createWorld>;

/** `start`: the true time at the beginning. */
export function createWorld(seed: number, start = '2026-03-02T01:00:00.000Z') {
  const begin = Date.parse(start);
  let passed = 0;
  let order = 0;
  const queue: Timer[] = [];

  const push = (timer: Timer): void => {
    // Binary heap by time, then by order of asking.
    let at = queue.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(queue[at]!, queue[above]!)) break;
      [queue[at], queue[above]] = [queue[above]!, queue[at]!];
      at = above;
    }
  };
  const pop = (): Timer | undefined => {
    const first = queue[0];
    const last = queue.pop();
    if (!first || !last || first === last) return first;
    queue[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < queue.length && before(queue[below]!, queue[least]!)) least = below;
      if (least === at) return first;
      [queue[at], queue[least]] = [queue[least]!, queue[at]!];
      at = least;
    }
  };

  const world = {
    chance: seededChance(seed),
    /** True time, ms since 1970. */
    now: (): number => begin + passed,
    /** ms since the beginning. */
    passed: (): number => passed,
    after(milliseconds: number, run: () => void): () => void {
      const timer: Timer = { at: passed + Math.max(0, milliseconds), order: (order += 1), run };
      push(timer);
      return () => void (timer.run = null);
    },
    /** Lets `milliseconds` of simulated time pass. */
    async advance(milliseconds: number): Promise<void> {
      const end = passed + milliseconds;
      await settled();
      for (;;) {
        const next = queue[0];
        if (!next || next.at > end) break;
        pop();
        if (!next.run) continue;
        passed = Math.max(passed, next.at);
        next.run();
        await settled();
      }
      passed = end;
    },
  };
  return world;
}

const before = (left: Timer, right: Timer): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

/** All promises that can settle without time passing have settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A PC's clock in the world: its wall clock may be wrong and may jump, its monotonic one may not. Stops with the process. */
export interface PcClock extends Clock {
  /** Difference of the wall clock from true time, ms. */
  skew: number;
  /** How long the PC slept, ms: its monotonic clock stood still meanwhile, as Linux has it. */
  slept: number;
  /** The process ended: no timer fires any more. */
  dead: boolean;
}

export function createPcClock(world: World, skew = 0): PcClock {
  const startedAt = world.passed();
  const clock: PcClock = {
    skew,
    slept: 0,
    dead: false,
    now: () => world.now() + clock.skew,
    monotonic: () => world.passed() - startedAt,
    sinceBoot: () => world.passed() + clock.slept,
    after: (milliseconds, run) =>
      world.after(milliseconds, () => {
        if (!clock.dead) run();
      }),
  };
  return clock;
}

/** Does something as if so much time had passed on this PC, ms: its clocks agree, and only the platform knows better. */
export function later<Done>(clock: PcClock, milliseconds: number, act: () => Done): Done {
  clock.skew += milliseconds;
  clock.slept += milliseconds;
  try {
    return act();
  } finally {
    clock.skew -= milliseconds;
    clock.slept -= milliseconds;
  }
}
