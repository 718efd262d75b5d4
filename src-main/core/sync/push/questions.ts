/**
 * Questions about single operations that got no usable answer. Such an operation stays 结果未知 and is asked for again later
 * and later, up to twice a minute; nothing else waits for it. Lives in memory: after a start everything is asked at once.
 */
import type { Clock } from '#core/environment.ts';

const longestWait = 30_000;
/** So often in a row a platform that said "conflict" and then "unknown to me" is asked again before it is believed. */
const doubts = 3;

export type Questions = ReturnType<typeof createQuestions>;

export function createQuestions(clock: Clock) {
  const troubled = new Map<string, { failures: number; notBefore: number }>();
  /** Operations that the platform has called a conflict, and how often it has denied knowing them since. */
  const conflicts = new Map<string, number>();

  return {
    /** Whether it may be asked for now. */
    isDue: (id: string): boolean => (troubled.get(id)?.notBefore ?? 0) <= clock.monotonic(),
    /** No usable answer. Returns the ms until it is asked for again. */
    failed(id: string): number {
      const failures = (troubled.get(id)?.failures ?? 0) + 1;
      const wait = Math.min(longestWait, 1000 * 2 ** Math.min(10, failures));
      troubled.set(id, { failures, notBefore: clock.monotonic() + wait });
      return wait;
    },
    /** There is an answer, or a person wants it to be asked for now. */
    over: (id: string): void => void troubled.delete(id),
    /** Milliseconds until the next one may be asked for; null where none waits. */
    nextDue(): number | null {
      let next: number | null = null;
      for (const { notBefore } of troubled.values()) if (next === null || notBefore < next) next = notBefore;
      return next === null ? null : Math.max(0, next - clock.monotonic());
    },
    saidConflict: (id: string): void => void conflicts.set(id, conflicts.get(id) ?? 0),
    /**
     * The platform does not know the operation. True where it had called it a conflict a moment ago, so that this cannot be
     * believed yet, as with a copy of its data that lags: sent again at once it would be called a conflict again, for ever.
     */
    doubts(id: string): boolean {
      const denied = conflicts.get(id);
      if (denied === undefined) return false;
      if (denied < doubts) conflicts.set(id, denied + 1);
      else conflicts.delete(id);
      return denied < doubts;
    },
    /** Another history answers from now on: what the one before said, or failed to say, counts no more. */
    historyReplaced(): void {
      troubled.clear();
      conflicts.clear();
    },
    /** Forgets those that are not asked for any more. */
    keepOnly(waiting: ReadonlySet<string>): void {
      for (const known of [troubled, conflicts]) for (const id of known.keys()) if (!waiting.has(id)) known.delete(id);
    },
  };
}
