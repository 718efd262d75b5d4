/**
 * Work that a person may still undo: it does not leave before its time is over. Kept in memory by the monotonic clock. After a
 * restart nobody sees the offer any more, so that the work leaves at once.
 */
import type { Clock } from '#core/environment.ts';

export type Held = ReturnType<typeof createHeld>;

export function createHeld(clock: Clock) {
  /** Id of an entry → ms by the monotonic clock at which it may leave. */
  const until = new Map<string, number>();
  return {
    hold(ids: readonly string[], milliseconds: number): void {
      const end = clock.monotonic() + milliseconds;
      for (const id of ids) until.set(id, end);
    },
    isHeld: (id: string): boolean => (until.get(id) ?? 0) > clock.monotonic(),
    /** A person asks that this one leaves now. */
    letGo: (id: string): void => void until.delete(id),
    /** A person asks that everything leaves now. */
    release: (): void => until.clear(),
    /** Milliseconds until the next held entry may leave; null where none is held. */
    nextDue(): number | null {
      const now = clock.monotonic();
      for (const [id, end] of until) if (end <= now) until.delete(id);
      return until.size === 0 ? null : Math.min(...until.values()) - now;
    },
  };
}
