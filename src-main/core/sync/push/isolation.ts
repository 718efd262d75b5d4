/**
 * Keeping one bad entry from stopping the others. A batch that fails as a whole is cut in half until the entry that is to
 * blame is alone; alone it is tried up to five times and then quarantined, provided that others were accepted meanwhile:
 * while nothing at all gets through, the platform is at fault and nobody is quarantined for it.
 *
 * Lives in memory: after a restart suspicion starts anew, which costs a few requests and no data.
 */
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import type { Clock } from '#core/environment.ts';
import type { ExchangeFailure } from '../line/classify.ts';

export const largestBatch = 100;
/** Tries of an entry alone before it is quarantined. */
export const triesAlone = 5;
const longestWait = 30_000;

/** Failures that the content of a batch may have caused. Any other says something about the platform or the line. */
const suspicious: ReadonlySet<OutcomeClass> = new Set([
  'serverFault',
  'badAnswer',
  'interrupted',
  'timeout',
  'badRequest',
  'tooLarge',
  'localFault',
]);
/** Failures that trying again cannot cure. */
const permanent: ReadonlySet<OutcomeClass> = new Set(['badRequest', 'tooLarge']);

interface Suspect {
  failures: number;
  notBefore: number;
  /** Acceptances of other entries at the time of the first failure. */
  acceptedBefore: number;
  permanent: boolean;
}

export type Isolation = ReturnType<typeof createIsolation>;

export function createIsolation(clock: Clock) {
  let limit = largestBatch;
  let accepted = 0;
  let failedInARow = 0;
  const suspects = new Map<string, Suspect>();

  return {
    /** Largest batch to send now. */
    limit: (): number => limit,
    /** Entries that must travel alone. */
    isSuspect: (id: string): boolean => suspects.has(id),
    /** Whether the entry may be tried now. */
    isDue: (id: string): boolean => (suspects.get(id)?.notBefore ?? 0) <= clock.monotonic(),
    /** Milliseconds until the next waiting suspect is due; null where none waits. */
    nextDue(): number | null {
      let next: number | null = null;
      for (const { notBefore } of suspects.values()) if (next === null || notBefore < next) next = notBefore;
      return next === null ? null : Math.max(0, next - clock.monotonic());
    },
    /** Forgets suspects whose entries are no longer waiting. */
    keepOnly(waiting: ReadonlySet<string>): void {
      for (const id of suspects.keys()) if (!waiting.has(id)) suspects.delete(id);
    },
    /** Whether the failure may be the fault of what was sent, so that halving and asking make sense in the same run. */
    isSuspicious: (failure: Pick<ExchangeFailure, 'class'>): boolean => suspicious.has(failure.class),
    /**
     * Whether the batch is to be smaller next time. A page in place of the platform's answer ends the run, but a gateway
     * that looks for attacks blocks a single text in the same way.
     */
    mayBeContent: ({ class: outcome, code }: Pick<ExchangeFailure, 'class' | 'code'>): boolean =>
      suspicious.has(outcome) || outcome === 'portal' || (outcome === 'forbidden' && code === null),

    batchFailed(ids: readonly string[], failure: Pick<ExchangeFailure, 'class' | 'code'>): void {
      const [only] = ids;
      if (ids.length > 1 || only === undefined) {
        limit = Math.max(1, Math.floor(ids.length / 2));
        return;
      }
      failedInARow += 1;
      limit = 1;
      const known = suspects.get(only);
      const failures = (known?.failures ?? 0) + 1;
      suspects.set(only, {
        failures,
        notBefore: clock.monotonic() + Math.min(longestWait, 1000 * 2 ** failures),
        acceptedBefore: known?.acceptedBefore ?? accepted,
        permanent: permanent.has(failure.class),
      });
    },
    /** It is not to be tried before it could be asked for, in so many ms. */
    postpone(id: string, milliseconds: number): void {
      const suspect = suspects.get(id);
      if (suspect) suspect.notBefore = Math.max(suspect.notBefore, clock.monotonic() + milliseconds);
    },
    settled(id: string): void {
      suspects.delete(id);
    },
    batchAnswered(count: number): void {
      accepted += count;
      failedInARow = 0;
      limit = Math.min(largestBatch, limit * 2);
    },
    /** Nothing gets through although entries go one by one: the rest of this run is pointless. */
    nothingGetsThrough: (): boolean => failedInARow >= 2,
    /** Whether an entry that the platform does not have is to be put aside instead of being tried again. */
    shouldQuarantine(id: string): boolean {
      const suspect = suspects.get(id);
      if (!suspect) return false;
      return suspect.permanent || (suspect.failures >= triesAlone && accepted > suspect.acceptedBefore);
    },
    /** A person asked for it to be tried now, as if for the first time. */
    forgive(id: string): void {
      suspects.delete(id);
    },
  };
}
