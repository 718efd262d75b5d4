/** Finding the notices of a list: choosing the way, checking 经营范围, cutting pages, counting. */
import { z } from 'zod';
import type { Count } from '#shared/contract/base.ts';
import type { NoticeFilter, NoticePage, NoticeSort } from '#shared/domains/notices/lists.ts';
import type { Database } from '../database/types.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import { statement } from '../database/statements.ts';
import type { Day } from '../records/day.ts';
import { conditionsOf, type FilterConditions, type Source } from './filter.ts';
import { gatherPlan, orders, type Plan, limitedPlan, type Position, unorderedPlan, walkPlan } from './list-plan.ts';

export interface NoticeListQuery {
  readonly page: NoticePage;
  readonly filter: NoticeFilter;
  readonly sort: NoticeSort;
  /** Only these records. */
  readonly ids?: readonly string[];
}

/** One found row: its key, and where it stands in the order. */
type FoundRow = Record<string, string | number> & { key: number };

/** Counting beyond this tells a person nothing more: 「约 10000+」. */
export const countCap = 10_001;
/** Of rows whose 经营范围 has to be read one by one, counting stops here. */
const readCap = 2000;
/** Rows read in vain along the order before the list is gathered from the full-text index instead. */
const patience = 2000;

/** A page of keys in order, and the cursor of the next one. Throws for a cursor that is not one of this order. */
export function findPage(
  database: Database,
  query: NoticeListQuery,
  day: Day,
  cursor: string | null,
  limit: number,
): { keys: number[]; nextCursor: string | null } {
  const found: FoundRow[] = [];
  for (const row of findRows(database, query, day, cursor === null ? null : positionOf(cursor, query.sort), limit)) {
    found.push(row);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    keys: page.map(({ key }) => key),
    nextCursor: found.length > limit && last ? cursorOf(last, query.sort) : null,
  };
}

/** Keys of the whole list in order; eight bytes a row. */
export function findAll(database: Database, query: NoticeListQuery, day: Day): number[] {
  return Array.from(findRows(database, query, day, null, Number.MAX_SAFE_INTEGER), ({ key }) => key);
}

function* findRows(
  database: Database,
  query: NoticeListQuery,
  day: Day,
  position: Position | null,
  limit: number,
): Generator<FoundRow, void, void> {
  const filter = conditionsOf(query.page, query.filter, day, query.ids);
  if (filter.branches.length === 0) return;
  const rows = (plan: Plan) => varyingStatement<FoundRow>(database, plan.sql).iterate(...plan.values);
  const small = smallSource(database, filter, query.sort, limit);
  const hasScope = scopeCheck(database, filter);

  let reached = position;
  if (!small) {
    const columns = orders[query.sort.by].columns;
    let inVain = 0;
    for (const row of rows(walkPlan(filter, query.sort, position))) {
      if (row['fits'] === 1) {
        yield row;
        reached = [...columns.map((_, index) => row[`at${index}`]!), row.key];
      } else if ((inVain += 1) > patience) break;
    }
    if (inVain <= patience) return;
  }
  // Where the walk read too much in vain, the rest of the page is gathered from where it stopped.
  const source = small ?? filter.sources.find(({ kind }) => kind === 'text');
  if (!source) throw new Error('rows were refused by their 经营范围 although no words were asked for');
  const sure = source.kind === 'text' && filter.scopeExact;
  for (const row of rows(gatherPlan(filter, source, query.sort, reached))) if (sure || hasScope(row.key)) yield row;
}

/** Number of rows of a list, exact up to a cap. */
export function countNotices(database: Database, query: Omit<NoticeListQuery, 'sort'>, day: Day): Count {
  const filter = conditionsOf(query.page, query.filter, day, query.ids);
  if (filter.branches.length === 0) return { value: 0, capped: false };
  const text = filter.sources.find(({ kind }) => kind === 'text');
  const source = smallSource(database, filter, null, countCap) ?? (filter.scopeTerms.length > 0 ? text : null) ?? null;
  const plan = unorderedPlan(filter, source);
  if (filter.scopeTerms.length === 0 || (source?.kind === 'text' && filter.scopeExact)) {
    const { n } = varyingStatement<{ n: number }>(
      database,
      `SELECT count(*) AS n FROM (${plan.sql} LIMIT ${countCap})`,
    ).get(...plan.values)!;
    return { value: Math.min(n, countCap - 1), capped: n >= countCap };
  }
  const hasScope = scopeCheck(database, filter);
  let value = 0;
  for (const { key } of varyingStatement<FoundRow>(database, plan.sql).iterate(...plan.values)) {
    if (hasScope(key)) value += 1;
    if (value > readCap) return { value: readCap, capped: true };
  }
  return { value, capped: false };
}

/**
 * The smallest set to gather from, or null where walking is cheaper. Gathering costs its size; walking costs the rows
 * looked at until a page is full, `limit × all ÷ size` on average: they meet at the root.
 */
function smallSource(
  database: Database,
  filter: FilterConditions,
  sort: NoticeSort | null,
  limit: number,
): Source | null {
  const ids = filter.sources.find(({ kind }) => kind === 'ids');
  if (ids) return ids;
  const all = statement<[], { n: number | null }>(database, 'SELECT max(key) AS n FROM notice').get()?.n ?? 0;
  const meet = Math.sqrt(Math.min(limit, all) * all);
  let best: { kind: Source['kind']; keys: number[] } | null = null;
  for (const source of filter.sources) {
    if (sort && source.column !== undefined && orders[sort.by].columns.includes(source.column)) continue;
    const cap = Math.ceil(meet) + 1;
    const plan = limitedPlan(source, cap);
    const keys = varyingStatement<number>(database, plan.sql)
      .pluck()
      .all(...plan.values);
    if (keys.length < cap && (best === null || keys.length < best.keys.length)) best = { kind: source.kind, keys };
  }
  // Asked for once and handed on as they are: the words' index is not asked again for the page itself.
  return best && { kind: best.kind, sql: 'SELECT value AS hit FROM json_each(?)', values: [JSON.stringify(best.keys)] };
}

/** Whether a row's 经营范围 holds the terms asked for; reads it only where any are. */
function scopeCheck(database: Database, { scopeTerms }: FilterConditions): (key: number) => boolean {
  if (scopeTerms.length === 0) return () => true;
  const read = statement<[number], { scope: string }>(database, 'SELECT scope FROM notice_content WHERE key = ?');
  return (key) => {
    const scope = read.get(key)?.scope ?? '';
    return scopeTerms.every((term) => scope.includes(term));
  };
}

const positionSchema = z.array(z.union([z.string(), z.number()]));

function cursorOf(row: FoundRow, sort: NoticeSort): string {
  return JSON.stringify([...orders[sort.by].columns.map((_, index) => row[`at${index}`]), row.key]);
}

function positionOf(cursor: string, sort: NoticeSort): Position {
  const position = positionSchema.parse(JSON.parse(cursor));
  if (position.length !== orders[sort.by].columns.length + 1) throw new Error('a cursor of another order');
  return position;
}
