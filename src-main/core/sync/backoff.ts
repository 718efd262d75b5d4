/** How long to wait before the next round. */
import type { Chance } from '../environment.ts';
import type { ExchangeFailure } from './line/classify.ts';

/** Longest wait of the engine's own accord: with a short ping it leaves room in the 60 s promised after an outage. */
const longestBackoff = 30_000;
const firstBackoff = 1500;

/** Between 0.5 and 1 of `milliseconds`, so that a county does not come back in step after a common outage. */
const jittered = (milliseconds: number, chance: Chance): number => milliseconds * (0.5 + chance.number() / 2);

/**
 * Milliseconds to wait after a failed round. `failuresInARow` counts this one. A wait that the platform asked for is kept
 * whole, with jitter added behind it.
 */
export function waitAfterFailure(
  failure: Pick<ExchangeFailure, 'class' | 'retryAfter'>,
  failuresInARow: number,
  chance: Chance,
): number {
  if (failure.retryAfter !== null)
    return failure.retryAfter + chance.number() * Math.min(5000, failure.retryAfter + 500);
  return jittered(Math.min(longestBackoff, firstBackoff * 2 ** Math.min(10, failuresInARow)), chance);
}

/** Milliseconds between rounds while all is well: the setting, give or take a tenth. */
export const waitBetweenRounds = (interval: number, chance: Chance): number => interval * (0.9 + chance.number() * 0.2);
