/**
 * SQL for the lists of 双告知. Two ways to a page in order:
 *
 * - walk: one branch for each stage along the index of the order, merged; stops when the page is full. Right where
 *   matching rows are frequent.
 * - gather: start from a small set that contains all matches (words found by the full-text index, a range of dates,
 *   records with unsent work), check, sort. Right where they are rare.
 *
 * Indexes are named (INDEXED BY) and joins ordered (CROSS JOIN), because SQLite's planner, once it has statistics of the
 * values, was measured to choose a sort for some of them (99th percentile 94 ms instead of 1 ms).
 */
import type { NoticeSort } from '#shared/domains/notices/lists.ts';
import type { Condition, FilterConditions, Source, SqlValue } from './filter.ts';

/** The columns of each order, as they follow stage and open in its index; the key makes the order total. */
export const orders: Record<NoticeSort['by'], { index: string; columns: readonly string[] }> = {
  approvedOn: { index: 'notice_by_approved', columns: ['approved_on'] },
  pushedAt: { index: 'notice_by_pushed', columns: ['pushed_at'] },
  receivedAt: { index: 'notice_by_received', columns: ['received_at'] },
  enterpriseName: { index: 'notice_by_name', columns: ['name_initials', 'enterprise_name'] },
};

/** Values of the order's columns, then the key: where a page ended. */
export type Position = readonly SqlValue[];

export interface Plan {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * Rows `key, at0, at1 …, fits` in order, after `position`, along the index of the order. `fits` is 0 where the 经营范围 lacks
 * a term: such rows are handed out, too, so that whoever reads can see that he reads in vain.
 */
export function walkPlan(filter: FilterConditions, sort: NoticeSort, position: Position | null): Plan {
  const { index } = orders[sort.by];
  const terms = filter.scopeTerms;
  const fits =
    terms.length === 0
      ? '1'
      : `(SELECT ${terms.map(() => 'instr(c.scope, ?) > 0').join(' AND ')} FROM notice_content c WHERE c.key = n.key)`;
  const branches = filter.branches.map(({ stage, open, conditions }): Plan => {
    const own = [
      { sql: `n.stage = '${stage}' AND n.open = ${open}`, values: [] },
      ...conditions,
      ...filter.conditions,
      ...afterPosition(sort, position),
    ];
    return {
      sql: `SELECT ${selected(sort)}, ${fits} AS fits FROM notice n INDEXED BY ${index} WHERE ${all(own)}`,
      values: [...terms, ...values(own)],
    };
  });
  return {
    sql: `${branches.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY ${orderTerms(sort)}`,
    values: branches.flatMap((branch) => branch.values),
  };
}

/** The same rows in the same order, gathered from a set that contains them all. */
export function gatherPlan(
  filter: FilterConditions,
  source: Source,
  sort: NoticeSort,
  position: Position | null,
): Plan {
  const own = [...partsOf(filter), ...filter.conditions, ...afterPosition(sort, position)];
  return {
    sql: `SELECT ${selected(sort)} FROM (${source.sql}) CROSS JOIN notice n ON n.key = hit
      WHERE ${all(own)} ORDER BY ${orderTerms(sort)}`,
    values: [...source.values, ...values(own)],
  };
}

/** Keys of matching rows in no order: for counting. Along the index that covers the filters by choice, or gathered. */
export function unorderedPlan(filter: FilterConditions, source: Source | null): Plan {
  const own = [...partsOf(filter), ...filter.conditions];
  const from = source
    ? `(${source.sql}) CROSS JOIN notice n ON n.key = hit`
    : `notice n INDEXED BY ${orders.approvedOn.index}`;
  return {
    sql: `SELECT n.key AS key FROM ${from} WHERE ${all(own)}`,
    values: [...(source?.values ?? []), ...values(own)],
  };
}

/** Keys of a source, at most `cap`: as many as that say that it is not small. */
export function limitedPlan(source: Source, cap: number): Plan {
  return { sql: `${source.sql} LIMIT ?`, values: [...source.values, cap] };
}

/** The stages of the list as one condition. */
function partsOf({ branches }: FilterConditions): Condition[] {
  const parts = branches.map(({ stage, open, conditions }) => ({
    sql: [`n.stage = '${stage}' AND n.open = ${open}`, ...conditions.map(({ sql }) => sql)].join(' AND '),
    values: values(conditions),
  }));
  return [{ sql: `(${parts.map(({ sql }) => `(${sql})`).join(' OR ')})`, values: values(parts) }];
}

function afterPosition(sort: NoticeSort, position: Position | null): Condition[] {
  if (position === null) return [];
  const terms = [...orders[sort.by].columns, 'key'];
  const comparison = sort.direction === 'ascending' ? '>' : '<';
  return [
    {
      sql: `(${terms.map((column) => `n.${column}`).join(', ')}) ${comparison} (${terms.map(() => '?').join(', ')})`,
      values: position,
    },
  ];
}

const selected = (sort: NoticeSort): string =>
  ['n.key AS key', ...orders[sort.by].columns.map((column, index) => `n.${column} AS at${index}`)].join(', ');

function orderTerms(sort: NoticeSort): string {
  const direction = sort.direction === 'ascending' ? 'ASC' : 'DESC';
  return [...orders[sort.by].columns.map((_, index) => `at${index} ${direction}`), `key ${direction}`].join(', ');
}

const all = (conditions: readonly Condition[]): string => conditions.map(({ sql }) => sql).join(' AND ');
const values = (conditions: readonly Condition[]): SqlValue[] => conditions.flatMap((condition) => condition.values);
