/**
 * The brake on wrong passwords and recovery codes. How many there were is kept in the keyring and survives a restart; how
 * long to wait is measured by the monotonic clock alone, from the last wrong try or the start of the core, whichever is
 * later. So neither setting the PC's clock nor starting the client again shortens the wait. (Whoever can copy the files
 * is not stopped by a brake at all, but by the cost of Argon2id.)
 */
import type { Clock } from '../environment.ts';

/** Slips that cost nothing. */
const free = 3;
const firstWait = 5_000;
const longestWait = 300_000;

/** Milliseconds to wait after so many wrong tries in a row: 0, 0, 0, 5 s, 10 s, 20 s … 5 min. */
export function waitAfter(wrong: number): number {
  return wrong <= free ? 0 : Math.min(firstWait * 2 ** (wrong - free - 1), longestWait);
}

export interface Attempts {
  /** Milliseconds before `who` may try again; `kept` is the number of wrong tries that the keyring remembers. */
  remaining(who: string, kept: number): number;
  /** Counts a try as wrong; returns the number to keep. Called before the comparison, so that a killed process saves nobody a count. */
  count(who: string, kept: number): number;
  /** The try was right. */
  clear(who: string): void;
}

export function createAttempts(clock: Pick<Clock, 'monotonic'>): Attempts {
  const start = clock.monotonic();
  const wrong = new Map<string, { times: number; at: number }>();
  return {
    remaining(who, kept) {
      const { times, at } = wrong.get(who) ?? { times: 0, at: start };
      return Math.max(0, at + waitAfter(Math.max(times, kept)) - clock.monotonic());
    },
    count(who, kept) {
      const times = Math.max(wrong.get(who)?.times ?? 0, kept) + 1;
      wrong.set(who, { times, at: clock.monotonic() });
      return times;
    },
    clear: (who) => void wrong.delete(who),
  };
}
