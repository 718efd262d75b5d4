/** Finding the rows of a list: choosing the way, looking for words, cutting pages, counting. */
import { z } from 'zod';
import type { Count } from '#shared/contract/base.ts';
import type { List } from '#shared/lists/list.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import type { Source, SqlValue } from './conditions.ts';
import { fitsPlan, gatherPlan, limitedPlan, type Plan, type Position, unorderedPlan, walkPlan } from './list-plan.ts';
import { askedOf, type ListAsked, type ListQuery, type ListSpec } from './list-spec.ts';
import type { Day } from './day.ts';

/** One found row: its key, and where it stands in the order. */
type FoundRow = Record<string, SqlValue> & { key: number };

/** Counting beyond this tells a person nothing more: 「约 10000+」. */
const countCap = 10_001;
/** Of rows whose content has to be read one by one, counting stops here. */
const readCap = 2000;
/** Rows read in vain along the order before the list is gathered from the full-text index instead. */
const patience = 2000;

/** A page of keys in order, and the cursor of the next one. Throws for a cursor that is not one of this order. */
export function findPage<One extends List>(
  database: Database,
  spec: ListSpec<One>,
  query: ListQuery<One>,
  view: Day,
  cursor: string | null,
  limit: number,
): { keys: number[]; nextCursor: string | null } {
  const asked = askedOf(spec, query, view);
  const found: FoundRow[] = [];
  for (const row of findRows(database, asked, cursor === null ? null : positionOf(cursor, asked), limit)) {
    found.push(row);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    keys: page.map(({ key }) => key),
    nextCursor: found.length > limit && last ? JSON.stringify(placeOf(last, asked)) : null,
  };
}

/** Keys of the whole list in order; eight bytes a row. */
export function findAll<One extends List>(
  database: Database,
  spec: ListSpec<One>,
  query: ListQuery<One>,
  view: Day,
): number[] {
  const asked = askedOf(spec, query, view);
  return Array.from(findRows(database, asked, null, Number.POSITIVE_INFINITY), ({ key }) => key);
}

function* findRows(
  database: Database,
  asked: ListAsked,
  position: Position | null,
  limit: number,
): Generator<FoundRow, void, void> {
  if (asked.way.branches.length === 0) return;
  const rows = (plan: Plan, source: Source | null): Iterable<FoundRow> => {
    // Of rows that are not looked into any more, one more than the page is enough.
    const bounded = isSure(asked, source) && Number.isFinite(limit);
    const { sql, values } = bounded ? limitedPlan(plan, limit + 1) : plan;
    const found = varyingStatement<FoundRow>(database, sql);
    return bounded ? found.all(...values) : found.iterate(...values);
  };
  const small = smallSet(database, asked, limit);

  let reached = position;
  if (!small) {
    let inVain = 0;
    for (const row of rows(walkPlan(asked, position), null)) {
      if (row['fits'] === 1) {
        yield row;
        reached = placeOf(row, asked);
      } else if ((inVain += 1) > patience) break;
    }
    if (inVain <= patience) return;
  }
  // Where the walk read too much in vain, the rest of the page is gathered from where it stopped.
  const source = small ?? asked.words;
  if (!source) throw new Error('rows were refused for their words although no words were asked for');
  const fits = contentCheck(database, asked, source);
  for (const row of rows(gatherPlan(asked, source, reached), source)) if (fits(row.key)) yield row;
}

/** Number of rows of a list, exact up to a cap. */
export function countRows<One extends List>(
  database: Database,
  spec: ListSpec<One>,
  query: Omit<ListQuery<One>, 'sort'>,
  view: Day,
): Count {
  const asked = askedOf(spec, { ...query, sort: undefined }, view);
  if (asked.way.branches.length === 0) return { value: 0, capped: false };
  const source = smallSet(database, asked, countCap) ?? (asked.contentChecks.length > 0 ? asked.words : null);
  const plan = unorderedPlan(asked, source);
  if (isSure(asked, source)) {
    const { sql, values } = limitedPlan(plan, countCap);
    const { n } = varyingStatement<{ n: number }>(database, `SELECT count(*) AS n FROM (${sql})`).get(...values)!;
    return { value: Math.min(n, countCap - 1), capped: n >= countCap };
  }
  const fits = contentCheck(database, asked, source);
  let value = 0;
  for (const { key } of varyingStatement<FoundRow>(database, plan.sql).iterate(...plan.values)) {
    if (fits(key)) value += 1;
    if (value > readCap) return { value: readCap, capped: true };
  }
  return { value, capped: false };
}

/**
 * The smallest set to gather from, or null where walking is cheaper. Gathering costs its size; walking costs the rows
 * looked at until a page is full, `limit × all ÷ size` on average: they meet at the root. A range of the column in whose
 * order the list is walked gains nothing.
 */
function smallSet(database: Database, asked: ListAsked, limit: number): Source | null {
  if (asked.ids) return asked.ids;
  const sources = [...(asked.words ? [asked.words] : []), ...asked.ranges].filter(
    ({ column }) => column === undefined || !asked.columns.includes(column),
  );
  if (sources.length === 0) return null;
  const all = statement<[], { n: number | null }>(database, `SELECT max(key) AS n FROM ${asked.table}`).get()?.n ?? 0;
  const cap = Math.ceil(Math.sqrt(Math.min(limit, all) * all)) + 1;
  let best: { ofWords: boolean; keys: number[] } | null = null;
  for (const source of sources) {
    const plan = limitedPlan(source, cap);
    const keys = varyingStatement<number>(database, plan.sql)
      .pluck()
      .all(...plan.values);
    if (keys.length < cap && (best === null || keys.length < best.keys.length))
      best = { ofWords: source === asked.words, keys };
  }
  // Asked for once and handed on as they are: the words' index is not asked again for the page itself.
  return (
    best && { ofWords: best.ofWords, sql: 'SELECT value AS hit FROM json_each(?)', values: [JSON.stringify(best.keys)] }
  );
}

/** Whether the rows of a set, or of the walk, hold the words without a look into the content. */
const isSure = ({ contentChecks, exact }: ListAsked, source: Source | null): boolean =>
  contentChecks.length === 0 || (exact && source?.ofWords === true);

/** Whether the content of a row holds the words asked for; reads it only where any are, and where that is not sure. */
function contentCheck(database: Database, asked: ListAsked, source: Source | null): (key: number) => boolean {
  if (isSure(asked, source)) return () => true;
  const { sql, values } = fitsPlan(asked);
  const read = varyingStatement<number>(database, sql).pluck();
  return (key) => read.get(...values, key) === 1;
}

const placeOf = (row: FoundRow, { columns }: ListAsked): Position => [
  ...columns.map((_, index) => row[`at${index}`]!),
  row.key,
];

const positionSchema = z.array(z.union([z.string(), z.number()]));

function positionOf(cursor: string, { columns }: ListAsked): Position {
  const position = positionSchema.parse(JSON.parse(cursor));
  if (position.length !== columns.length + 1) throw new Error('a cursor of another order');
  return position;
}
