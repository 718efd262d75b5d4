/** When records that were set aside are read again. */

/** Between two readings, ms: the shorter one at first, doubled as long as nothing comes of it. */
export const shortestInterval = 5 * 60_000;
export const longestInterval = 60 * 60_000;

/** When to read again, and how long to wait after that. */
export interface ReadAgainPace {
  at: number;
  wait: number;
}
export const readAgainPace = (): ReadAgainPace => ({ at: 0, wait: shortestInterval });
