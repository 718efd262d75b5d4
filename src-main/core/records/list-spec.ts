/** A list as its tables hold it, and what is asked of it: a domain says here what SQL needs to know of its list, and nobody else. */
import type { FilterOf } from '#shared/lists/fields.ts';
import { type List, sortOf } from '#shared/lists/list.ts';
import type { SheetRequest } from '#shared/lists/schema.ts';
import type { Asked, At, Condition, Source, Where } from './conditions.ts';
import type { Query, Way } from './list-plan.ts';
import type { Day } from './day.ts';

/** A list as asked for. `ids`: only these records. */
export interface ListQuery<One extends List> extends SheetRequest<One> {
  /** What else has to hold of the narrow row `n`. */
  readonly also?: readonly Condition[];
}

/** A condition or an order without a line here does not compile. */
export interface ListSpec<One extends List> {
  readonly list: One;
  /** Of the narrow rows `n`, with `key` and `id`. */
  readonly table: string;
  /** The full-text index of their words; its rowid is their key. */
  readonly text: string;
  /** The columns of each order, as they stand in its indexes; the key makes it total. */
  readonly orders: { readonly [Order in keyof One['orders'] & string]: readonly string[] };
  /** How a page lies along an order. */
  way(query: ListQuery<One>, by: keyof One['orders'] & string, view: Day): Way;
  readonly where: { readonly [Name in keyof One['fields']]-?: Where<NonNullable<FilterOf<One['fields']>[Name]>> };
}

/** What a list is asked for, ready to be made into SQL. */
export interface ListAsked extends Query {
  /** The records asked for by id: always what is started from. */
  readonly ids: Source | null;
  /** What the full-text index finds for all the words. */
  readonly words: Source | null;
  /** Whether what it finds needs no look into the content. */
  readonly exact: boolean;
  /** Other sets that contain every row of the list. */
  readonly ranges: readonly Source[];
}

/** What a query asks, in the order asked for or the usual one of the page. */
export function askedOf<One extends List>(spec: ListSpec<One>, query: ListQuery<One>, view: Day): ListAsked {
  const { by, direction } = sortOf(spec.list, query.page, query.sort);
  const columns = (spec.orders as Readonly<Record<string, readonly string[]>>)[by];
  if (!columns) throw new Error(`no order ${by}`);
  const way = spec.way(query, by, view);
  const all = conditionsOf(spec, query.filter, { view, table: spec.table, parts: way.parts });
  const matches = all.flatMap((asked) => asked.matches ?? []);
  const content = all.flatMap((asked) => asked.content ?? []);
  return {
    table: spec.table,
    way,
    columns,
    descending: direction === 'descending',
    conditions: [...all.flatMap((asked) => asked.conditions ?? []), ...(query.also ?? [])],
    contentChecks: content.map(({ check }) => check),
    ids: query.ids ? sourceOfIds(spec.table, query.ids) : null,
    words: matches.length === 0 ? null : sourceOfWords(spec.text, matches),
    exact: content.every(({ exact }) => exact),
    ranges: [...all.flatMap((asked) => asked.sources ?? []), ...(way.sources ?? [])],
  };
}

function conditionsOf<One extends List>({ where }: ListSpec<One>, filter: object, at: At): Asked[] {
  const values = filter as Readonly<Record<string, unknown>>;
  // The types of spec and filter hold together what a loop over names cannot follow.
  return Object.entries<Where<never>>(where).flatMap(([name, asks]) =>
    values[name] === undefined ? [] : [asks(values[name] as never, at)],
  );
}

const sourceOfIds = (table: string, ids: readonly string[]): Source => ({
  sql: `SELECT DISTINCT r.key AS hit FROM json_each(?) asked CROSS JOIN ${table} r ON r.id = asked.value`,
  values: [JSON.stringify(ids)],
});

const sourceOfWords = (text: string, matches: readonly string[]): Source => ({
  ofWords: true,
  sql: `SELECT rowid AS hit FROM ${text} WHERE ${text} MATCH ?`,
  values: [matches.join(' AND ')],
});
