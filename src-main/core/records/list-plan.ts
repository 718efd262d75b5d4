/**
 * SQL for the lists. Two ways to a page in order:
 *
 * - walk: one branch for each part of the index of the order, merged; stops when the page is full. Right where matching
 *   rows are frequent.
 * - gather: start from a small set that contains all matches (words found by the full-text index, a range of dates,
 *   records with unsent work), check, sort. Right where they are rare.
 *
 * Indexes are named (INDEXED BY) and joins ordered (CROSS JOIN), because SQLite's planner, once it has statistics of the
 * values, was measured to choose a sort for some of them (99th percentile 94 ms instead of 1 ms).
 */
import type { Condition, Source, SqlValue } from './conditions.ts';

/** How the rows of a page lie along one of its orders. */
export interface Way {
  /** The narrow row `n` along a named index, or behind another table that lies in this order. */
  readonly from: string;
  /** The terms of the order where they are not those columns of `n`; the last makes it total. */
  readonly terms?: readonly string[];
  /** The parts of the index that the page shows, one branch each; merged. None: no row can match. */
  readonly branches: readonly (readonly Condition[])[];
  /** What the branches say, of a row `n` that comes from elsewhere. Absent: the same conditions. */
  readonly members?: readonly Condition[];
  /** The parts as one condition without values, for ranges of other indexes that they lead. */
  readonly parts: string;
  /** Where the branches are more than parts of the index: sets that contain all their rows. */
  readonly sources?: readonly Source[] | undefined;
}

/** A list as asked for: its way, and what has to hold of each row. */
export interface Query {
  readonly table: string;
  readonly way: Way;
  /** Columns of the order; the key follows, which makes it total. */
  readonly columns: readonly string[];
  readonly descending: boolean;
  readonly conditions: readonly Condition[];
  /** Of words that lie in the content. */
  readonly contentChecks: readonly Condition[];
}

/** Values of the terms of the order: where a page ended. */
export type Position = readonly SqlValue[];

export interface Plan {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * Rows `key, at0, at1 …, fits` in order, after `position`, along the index of the order. `fits` is 0 where the content lacks
 * a word: such rows are handed out, too, so that whoever reads can see that he reads in vain.
 */
export function walkPlan(query: Query, position: Position | null): Plan {
  const { way, conditions, contentChecks } = query;
  const terms = way.terms ?? termsOf(query);
  const fits = contentChecks.length === 0 ? '1' : all(contentChecks);
  const branches = way.branches.map((branch): Plan => {
    const own = [...branch, ...conditions, ...afterPosition(query, terms, position)];
    return {
      sql: `SELECT ${selected(terms)}, ${fits} AS fits FROM ${way.from}${where(own)}`,
      values: [...valuesOf(contentChecks), ...valuesOf(own)],
    };
  });
  return {
    sql: `${branches.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY ${orderOf(query, terms)}`,
    values: branches.flatMap(({ values }) => values),
  };
}

/** The same rows in the same order, gathered from a set that contains them all. Its reader looks into the content. */
export function gatherPlan(query: Query, source: Source, position: Position | null): Plan {
  const terms = termsOf(query);
  const own = [...membersOf(query), ...query.conditions, ...afterPosition(query, terms, position)];
  return {
    sql: `SELECT ${selected(terms)} FROM ${from(query, source)}${where(own)} ORDER BY ${orderOf(query, terms)}`,
    values: [...source.values, ...valuesOf(own)],
  };
}

/** Keys of matching rows in no order: for counting. Its reader looks into the content. */
export function unorderedPlan(query: Query, source: Source | null): Plan {
  if (source) {
    const own = [...membersOf(query), ...query.conditions];
    return {
      sql: `SELECT n.key AS key FROM ${from(query, source)}${where(own)}`,
      values: [...source.values, ...valuesOf(own)],
    };
  }
  const { way } = query;
  const key = (way.terms ?? termsOf(query)).at(-1);
  const branches = way.branches.map((branch): Plan => {
    const own = [...branch, ...query.conditions];
    return { sql: `SELECT ${key} AS key FROM ${way.from}${where(own)}`, values: valuesOf(own) };
  });
  return {
    sql: branches.map(({ sql }) => sql).join(' UNION ALL '),
    values: branches.flatMap(({ values }) => values),
  };
}

/**
 * At most so many rows of a plan or keys of a source. Written out: SQLite looks at a limit when it plans, so one that is a
 * parameter makes it plan anew each time (0.1 ms where there are ten branches).
 */
export const limitedPlan = ({ sql, values }: Plan, most: number): Plan => ({
  sql: `${sql} LIMIT ${Math.trunc(most)}`,
  values,
});

/** Whether the content of a row holds the words. The row's key follows the values. */
export const fitsPlan = ({ table, contentChecks }: Query): Plan => ({
  sql: `SELECT ${all(contentChecks)} AS fits FROM ${table} n WHERE n.key = ?`,
  values: valuesOf(contentChecks),
});

/** The rows of a set by their keys; NOT INDEXED, because the planner was seen to go through a range of an index for each. */
const from = ({ table }: Query, source: Source): string =>
  `(${source.sql}) CROSS JOIN ${table} n NOT INDEXED ON n.key = hit`;

const termsOf = ({ columns }: Query): string[] => [...columns, 'key'].map((column) => `n.${column}`);

/** The parts of the page as one condition on a row. */
function membersOf({ way }: Query): readonly Condition[] {
  if (way.members) return way.members;
  if (way.branches.some((branch) => branch.length === 0)) return [];
  const parts = way.branches.map((branch) => `(${all(branch)})`);
  return [{ sql: `(${parts.join(' OR ')})`, values: way.branches.flatMap(valuesOf) }];
}

function afterPosition({ descending }: Query, terms: readonly string[], position: Position | null): Condition[] {
  if (position === null) return [];
  return [
    {
      sql: `(${terms.join(', ')}) ${descending ? '<' : '>'} (${terms.map(() => '?').join(', ')})`,
      values: position,
    },
  ];
}

/** `key`, and where the row stands. */
const selected = (terms: readonly string[]): string =>
  [`${terms.at(-1)} AS key`, ...terms.slice(0, -1).map((term, index) => `${term} AS at${index}`)].join(', ');

function orderOf({ descending }: Query, terms: readonly string[]): string {
  const direction = descending ? 'DESC' : 'ASC';
  return [...terms.slice(0, -1).map((_, index) => `at${index} ${direction}`), `key ${direction}`].join(', ');
}

const all = (conditions: readonly Condition[]): string => conditions.map(({ sql }) => sql).join(' AND ');
const where = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${all(conditions)}`;
const valuesOf = (conditions: readonly Condition[]): SqlValue[] => conditions.flatMap(({ values }) => values);
