/**
 * How much of a file goes out at once. A part that is cut off on its way is lost as a whole, so a part shall take about a
 * second: where the line breaks every half minute, hardly one part in thirty is sent twice. On a good line parts grow, so that
 * answers are not waited for all the time.
 */
const smallest = 16 * 1024;
const first = 64 * 1024;
const largest = 1024 * 1024;
/** ms that one part shall take. */
const aim = 1000;

export type PartSize = ReturnType<typeof createPartSize>;

export function createPartSize() {
  let size = first;
  /** What some gateway on the way lets through at once. */
  let most = largest;
  return {
    /** Bytes of the next part. */
    bytes: (): number => size,
    /** A part of so many bytes went out and was answered within so many ms. */
    sent(bytes: number, milliseconds: number): void {
      // The rest at the end of a file says little about the line.
      if (bytes < size / 2) return;
      const fitting = (bytes / Math.max(1, milliseconds)) * aim;
      size = Math.round(Math.max(smallest, Math.min(most, size * 2, fitting)));
    },
    /** A part did not arrive, or arrived damaged. */
    failed(): void {
      size = Math.max(smallest, Math.round(size / 2));
    },
    /** Something on the way lets no part of so many bytes through. False: parts cannot be any smaller. */
    tooLarge(bytes: number): boolean {
      if (bytes <= smallest) return false;
      most = Math.max(smallest, Math.floor(bytes / 2));
      size = Math.min(size, most);
      return true;
    },
  };
}
