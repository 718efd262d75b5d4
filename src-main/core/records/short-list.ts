/** Lists of some hundreds of records: all are read, those asked for are kept and sorted in memory. */
import type { FilterOf, Range } from '#shared/lists/fields.ts';
import { type List, sortOf } from '#shared/lists/list.ts';
import type { SheetRequest } from '#shared/lists/schema.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import { comparePlaces } from './order.ts';

/** Whether a record is among those asked for; what depends on the day is given it. */
export type Match<Item, Value> = (item: Item, wanted: Value, today: string) => boolean;

/** A condition or an order without a line here does not compile. */
export interface ShortList<One extends List, Item> {
  readonly list: One;
  /** What holds of every record of the list, also where nothing is asked for. */
  readonly shows?: (item: Item, filter: FilterOf<One['fields']>) => boolean;
  readonly where: { readonly [Name in keyof One['fields']]-?: Match<Item, NonNullable<FilterOf<One['fields']>[Name]>> };
  /** What a record is placed by, most significant first. What stands alike stays as it was read. */
  readonly places: { readonly [Order in keyof One['orders'] & string]: (item: Item) => readonly string[] };
}

/** A text that holds the words. */
export const holding =
  <Item>(textOf: (item: Item) => string): Match<Item, string> =>
  (item, wanted) =>
    normalizeSearchText(textOf(item)).includes(normalizeSearchText(wanted));

/** Any of the values; none chosen does not limit. */
export const sharing =
  <Item, Value extends string>(valuesOf: (item: Item) => readonly string[]): Match<Item, readonly Value[]> =>
  (item, wanted) =>
    wanted.length === 0 || wanted.some((one) => valuesOf(item).includes(one));

/** A day between two days, both included; either may be open. */
export const inside =
  <Item>(dayOf: (item: Item) => string): Match<Item, Range> =>
  (item, { from, to }) =>
    (from === undefined || dayOf(item) >= from) && (to === undefined || dayOf(item) <= to);

/** The records of a list in its order. */
export function shortList<One extends List, Item extends { readonly id: string }>(
  { list, shows, where, places }: ShortList<One, Item>,
  items: readonly Item[],
  { page, filter, sort, ids }: SheetRequest<One>,
  today: string,
): Item[] {
  const asked = filter as Readonly<Record<string, unknown>>;
  // The types of spec and filter hold together what a loop over names cannot follow.
  const matches = Object.entries<Match<Item, never>>(where).filter(([name]) => asked[name] !== undefined);
  const { by, direction } = sortOf(list, page, sort);
  const placeOf = (places as Readonly<Record<string, (item: Item) => readonly string[]>>)[by];
  if (!placeOf) throw new Error(`no order ${by}`);
  const found = items
    .filter((item) => ids?.includes(item.id) ?? true)
    .filter((item) => shows?.(item, filter) ?? true)
    .filter((item) => matches.every(([name, match]) => match(item, asked[name] as never, today)))
    .map((item) => ({ item, place: placeOf(item) }))
    .sort((left, right) => comparePlaces(left.place, right.place))
    .map(({ item }) => item);
  return direction === 'ascending' ? found : found.reverse();
}
