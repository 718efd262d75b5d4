/**
 * The stop before mass removals: an emptied, switched or wrongly filtered platform must not empty a laptop (Joplin #883
 * and many more wiped their users' data that way). Few removals are everyday business; many at once are a person's
 * decision.
 */

/** Up to so many removals in one reading of a stream are not asked about, as long as anything is left. */
const alwaysAllowed = 5;
/** Up to so many are not, as long as they leave half of the collection. */
const allowedOfHalf = 20;
/** Beyond that, more than this share of the collection stops the run. */
const largestShare = 0.1;

const isEveryday = (removals: number, stored: number): boolean =>
  removals <= alwaysAllowed ||
  (removals <= allowedOfHalf && removals <= stored / 2) ||
  removals <= stored * largestShare;

export type RemovalGuard = ReturnType<typeof createRemovalGuard>;

export function createRemovalGuard() {
  const readings = new Map<string, { stored: number; removed: number }>();
  const allowed = new Set<string>();
  let waiting: { collection: string; removals: number } | null = null;

  return {
    /**
     * Whether `removals` more may be done now. `stored`: records of the collection before them; `arriving`: new ones that
     * come together with them. However small the collection, nobody but a person empties it.
     */
    allows(collection: string, removals: number, stored: number, arriving = 0): boolean {
      const reading = readings.get(collection) ?? { stored, removed: 0 };
      const sum = reading.removed + removals;
      const empties = removals >= stored + arriving;
      if (allowed.has(collection) || (isEveryday(sum, reading.stored) && !empties)) {
        readings.set(collection, { ...reading, removed: sum });
        return true;
      }
      waiting = { collection, removals: sum };
      return false;
    },
    /** The stream was read to its end: the next reading counts anew, and a permission is used up. */
    readingOver(collection: string): void {
      readings.delete(collection);
      allowed.delete(collection);
    },
    /** What a person is being asked about. */
    waiting: () => waiting,
    /** A person said that the removals are right. Holds until the stream is read to its end or the client ends. */
    allow(): boolean {
      if (!waiting) return false;
      allowed.add(waiting.collection);
      waiting = null;
      return true;
    },
  };
}
