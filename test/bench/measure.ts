/** Measuring: figures of many runs, and rows of the table. */

export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly runs: number;
}

/** Milliseconds; the 99th percentile is the highest value where there are fewer than a hundred. */
export function figuresOf(milliseconds: readonly number[]): Figures {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), runs: sorted.length };
}

export const median = (values: readonly number[]): number => figuresOf(values).p50;

/** Runs once and says how long it took, ms. */
export function timed<Result>(run: () => Result): { ms: number; result: Result } {
  const start = performance.now();
  const result = run();
  return { ms: performance.now() - start, result };
}

/**
 * The least of a few runs of the same: what else happens on the machine must not become somebody's 99th percentile. Both
 * sides of a comparison are measured so; different searches are still different runs.
 */
export function leastOf(runs: number, run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let count = 0; count < runs; count += 1) least = Math.min(least, timed(run).ms);
  return least;
}
export const repeats = 5;

export async function timedAsync<Result>(run: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const start = performance.now();
  const result = await run();
  return { ms: performance.now() - start, result };
}

/** One line of the table: what the project needs, what the limit needs, and what was promised. */
export interface BenchRow {
  readonly item: string;
  readonly case: string;
  readonly project: string;
  readonly limit: string;
  /** Compared with the limit; null where the target is absolute. */
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
  readonly note?: string;
}

export interface BenchContext {
  /** Folder for databases and files of the bench. */
  readonly directory: string;
  /** 1: the sizes of the targets; 0.1: a tenth. */
  readonly scale: number;
  readonly log: (line: string) => void;
}

export type BenchItem = (context: BenchContext) => Promise<BenchRow[]>;

export const ms = (value: number): string => (value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(2)} ms`);
export const perSecond = (count: number, milliseconds: number): string =>
  `${Math.round((count / milliseconds) * 1000).toLocaleString('en-US')} /s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
