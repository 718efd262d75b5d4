/** Order of records that are sorted in memory, the same as SQLite gives. */

/** By code unit, as SQLite does; 0 where nothing differs. */
export function comparePlaces(left: readonly string[], right: readonly string[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index] ?? '';
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
