/**
 * Fresh rows of a page under a pointer: nothing that is shown moves down or away on its own. What would be put between the
 * rows waits until it is asked for; what follows the last one may be added.
 */

export interface SteadyRows<Row> {
  readonly rows: Row[];
  /** Rows that wait to be shown. */
  readonly waiting: number;
  /** Rows in sight that have left the list. */
  readonly gone: number;
}

/**
 * `keepGone`: rows that left the list stay in sight, as somebody points at them. Where nothing was shown, or nothing of it is
 * left, the fresh page is shown as it is. Rows that changed are fresh, in the order in which they stood.
 */
export function steadyRows<Row extends { readonly id: string }>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keepGone: boolean,
): SteadyRows<Row> {
  const freshById = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const last = fresh.findLastIndex((row) => known.has(row.id));
  if (last < 0 && !(keepGone && shown.length > 0)) return { rows: [...fresh], waiting: 0, gone: 0 };
  const stay = shown.flatMap((row) => freshById.get(row.id) ?? (keepGone ? row : []));
  const added = last < 0 ? [] : fresh.slice(last + 1);
  const gone = stay.filter((row) => !freshById.has(row.id)).length;
  const waiting = fresh.length - added.length - (stay.length - gone);
  return { rows: [...stay, ...added], waiting, gone };
}
