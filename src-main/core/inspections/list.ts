/**
 * Finding the 抽查主体 of a list. Each page walks the index of its order, or one branch for each stage along it, merged;
 * where words are asked for and few rows have them, the page is gathered from the full-text index instead. Indexes are
 * named and joins ordered, as for 告知 (`list-plan.ts` there tells why).
 */
import { z } from 'zod';
import type { Count } from '#shared/contract/base.ts';
import type { SubjectFilter, SubjectPage, SubjectSort } from '#shared/domains/inspections/lists.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import { normalizeSearchText, searchTerms } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { matchOf } from '../full-text/grams.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import { statement } from '../database/statements.ts';

export interface SubjectListQuery {
  readonly page: SubjectPage;
  readonly filter: SubjectFilter;
  /** Absent: the usual order of the page. */
  readonly sort?: SubjectSort;
  /** Only these records. */
  readonly ids?: readonly string[];
  /** Only those that have a result. */
  readonly entered?: boolean;
}

type Value = string | number;
interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Where rows come from, in which order, and what has to hold of each. */
interface Plan {
  readonly from: Condition;
  /** The columns of the order, then the key, which makes it total. */
  readonly order: readonly string[];
  readonly descending: boolean;
  /** One branch along the index for each; merged. */
  readonly branches: readonly (readonly Condition[])[];
  readonly conditions: readonly Condition[];
}

/** The columns of each order, and its indexes as they follow the plan and the stage. */
const orders: Record<
  SubjectSort['by'],
  { readonly columns: readonly string[]; readonly ofPlan: string; readonly ofStage: string }
> = {
  planTo: {
    columns: ['s.plan_to'],
    ofPlan: 'inspection_subject_by_plan',
    ofStage: 'inspection_subject_by_stage',
  },
  enterpriseName: {
    columns: ['s.name_initials', 's.enterprise_name'],
    ofPlan: 'inspection_subject_plan_name',
    ofStage: 'inspection_subject_by_name',
  },
  inspectedOn: {
    columns: ['s.inspected_order'],
    ofPlan: 'inspection_subject_plan_inspected',
    ofStage: 'inspection_subject_by_inspected',
  },
};

/** Counting beyond this tells a person nothing more: 「约 10000+」. */
const countCap = 10_001;

type FoundRow = Record<string, Value> & { key: number };

/** A page of keys in order, and the cursor of the next one. Throws for a cursor that is none of this order. */
export function findSubjects(
  database: Database,
  query: SubjectListQuery,
  account: string,
  cursor: string | null,
  limit: number,
): { keys: number[]; nextCursor: string | null } {
  const plan = planOf(database, query, account, limit);
  const position = cursor === null ? null : positionOf(cursor, plan);
  const { sql, values } = ordered(plan, position);
  const rows = varyingStatement<FoundRow>(database, `${sql} LIMIT ?`).all(...values, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    keys: page.map(({ key }) => key),
    nextCursor: rows.length > limit && last ? JSON.stringify(plan.order.map((_, index) => last[`at${index}`])) : null,
  };
}

/** Keys of the whole list in order. */
export function findAllSubjects(database: Database, query: SubjectListQuery, account: string): number[] {
  const { sql, values } = ordered(planOf(database, query, account, Number.MAX_SAFE_INTEGER), null);
  return varyingStatement<FoundRow>(database, sql)
    .all(...values)
    .map(({ key }) => key);
}

/** Number of rows of a list, exact up to a cap. */
export function countSubjects(database: Database, query: SubjectListQuery, account: string): Count {
  const { sql, values } = unordered(
    planOf(database, { ...query, sort: usualSort(query.page) }, account, countCap),
    null,
  );
  const { n } = varyingStatement<{ n: number }>(database, `SELECT count(*) AS n FROM (${sql} LIMIT ${countCap})`).get(
    ...values,
  ) ?? { n: 0 };
  return { value: Math.min(n, countCap - 1), capped: n >= countCap };
}

type Position = readonly Value[];
const positionSchema = z.array(z.union([z.string(), z.number()]));

function positionOf(cursor: string, { order }: Plan): Position {
  const position = positionSchema.parse(JSON.parse(cursor));
  if (position.length !== order.length) throw new Error('a cursor of another order');
  return position;
}

function ordered(plan: Plan, position: Position | null): Condition {
  const { sql, values } = unordered(plan, position);
  const direction = plan.descending ? 'DESC' : 'ASC';
  return { sql: `${sql} ORDER BY ${plan.order.map((_, index) => `at${index} ${direction}`).join(', ')}`, values };
}

/** Rows `at0, at1 … , key` after `position`. */
function unordered({ from, order, descending, branches, conditions }: Plan, position: Position | null): Condition {
  const selected = [...order.map((column, index) => `${column} AS at${index}`), `${order.at(-1)} AS key`].join(', ');
  const further: Condition[] =
    position === null
      ? []
      : [
          {
            sql: `(${order.join(', ')}) ${descending ? '<' : '>'} (${order.map(() => '?').join(', ')})`,
            values: position,
          },
        ];
  const parts = branches.map((branch): Condition => {
    const all = [...branch, ...conditions, ...further];
    const where = all.length === 0 ? '' : ` WHERE ${all.map(({ sql }) => sql).join(' AND ')}`;
    return {
      sql: `SELECT ${selected} FROM ${from.sql}${where}`,
      values: [...from.values, ...all.flatMap(({ values }) => values)],
    };
  });
  return { sql: parts.map(({ sql }) => sql).join(' UNION ALL '), values: parts.flatMap(({ values }) => values) };
}

function planOf(database: Database, query: SubjectListQuery, account: string, limit: number): Plan {
  const { page, filter } = query;
  const { conditions, match } = conditionsOf(filter);
  const { by, direction } = query.sort ?? usualSort(page);
  const { columns, ofPlan, ofStage } = orders[by];
  const order = { order: [...columns, 's.key'], descending: direction === 'descending', branches: [[]] };
  const open = page === 'mine' ? [assignedTo(account)] : [];
  if (query.entered) conditions.push({ sql: 's.inspected_on IS NOT NULL', values: [] });
  if (page === 'review') conditions.push({ sql: "s.stage = 'entered'", values: [] });
  if (query.ids)
    return {
      ...order,
      from: {
        sql: '(SELECT DISTINCT value AS id FROM json_each(?)) asked CROSS JOIN inspection_subject s ON s.id = asked.id',
        values: [JSON.stringify(query.ids)],
      },
      conditions: [...open, ...conditions],
    };
  if (match !== null && isSelective(database, match, limit))
    return {
      ...order,
      from: {
        sql: `(SELECT rowid AS hit FROM inspection_subject_text WHERE inspection_subject_text MATCH ?) found
          CROSS JOIN inspection_subject s ON s.key = found.hit`,
        values: [match],
      },
      conditions: [...open, ...conditions],
    };
  if (page === 'mine')
    return {
      ...order,
      // Its index is of the usual order; in another the open tasks of one person are gathered and sorted.
      ...(by === 'planTo' ? { order: ['a.plan_to', 'a.subject'] } : {}),
      from: {
        sql: `inspection_assignment a INDEXED BY inspection_assignment_open
          CROSS JOIN inspection_subject s ON s.key = a.subject`,
        values: [],
      },
      conditions: [{ sql: 'a.account = ? AND a.open = 1', values: [account] }, ...conditions],
    };
  const along = (index: string, stages?: readonly string[]): Plan => ({
    ...order,
    from: { sql: `inspection_subject s INDEXED BY ${index}`, values: [] },
    ...(stages ? { branches: stages.map((stage) => [{ sql: 's.stage = ?', values: [stage] }]) } : {}),
    conditions,
  });
  if (filter.planId !== undefined) return along(ofPlan);
  const stages = page === 'review' ? ['entered'] : filter.stages?.length ? filter.stages : subjectStages;
  if (by === 'planTo' && stages.length > 1) return along('inspection_subject_by_end');
  return along(ofStage, [...new Set(stages)]);
}

/** What has to be done first stands first; who looks something up begins with what is new. */
const usualSort = (page: SubjectPage): SubjectSort => ({
  by: 'planTo',
  direction: page === 'query' ? 'descending' : 'ascending',
});

const assignedTo = (account: string): Condition => ({
  sql: `EXISTS (SELECT 1 FROM inspection_assignment a WHERE a.subject = s.key AND a.account = ? AND a.open = 1)`,
  values: [account],
});

/** Whether gathering from the words costs less than walking until the page is full: they meet at the root. */
function isSelective(database: Database, match: string, limit: number): boolean {
  const all =
    statement<[], { n: number | null }>(database, 'SELECT max(key) AS n FROM inspection_subject').get()?.n ?? 0;
  const cap = Math.ceil(Math.sqrt(Math.min(limit, all) * all)) + 1;
  const { n } = statement<[string, number], { n: number }>(
    database,
    `SELECT count(*) AS n FROM
       (SELECT 1 FROM inspection_subject_text WHERE inspection_subject_text MATCH ? LIMIT ?)`,
  ).get(match, cap) ?? { n: 0 };
  return n < cap;
}

function conditionsOf(filter: SubjectFilter): { conditions: Condition[]; match: string | null } {
  const conditions: Condition[] = [];
  const matches: string[] = [];
  const say = (sql: string, ...values: Value[]) => conditions.push({ sql, values });
  const inList = (column: string, values: readonly string[] | undefined) => {
    if (values && values.length > 0) say(`s.${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  };
  for (const term of searchTerms(filter.name ?? '')) {
    // Initials keep Latin letters and digits of the name, so these are looked for there and nowhere else.
    const initials = /^[a-z0-9]+$/.test(term);
    matches.push(matchOf(initials ? 'initials' : 'name', term));
    say(`instr(s.${initials ? 'name_initials' : 'enterprise_name'}, ?) > 0`, term);
  }
  for (const term of searchTerms(filter.code ?? '')) {
    matches.push(matchOf('code', term));
    say('instr(s.codes, ?) > 0', term);
  }
  if (filter.planId !== undefined) say('s.plan_id = ?', filter.planId);
  for (const [column, text] of [
    ['plan_name', filter.planName],
    ['plan_number', filter.planNumber],
  ] as const) {
    const wanted = normalizeSearchText(text ?? '');
    if (wanted !== '') say(`instr(s.${column}, ?) > 0`, wanted);
  }
  inList('enterprise_kind', filter.enterpriseKinds);
  inList('stage', filter.stages);
  if (filter.planToFrom !== undefined) say('s.plan_to >= ?', filter.planToFrom);
  if (filter.planToTo !== undefined) say('s.plan_to <= ?', filter.planToTo);
  if (filter.inspectedFrom !== undefined) say('s.inspected_on >= ?', filter.inspectedFrom);
  if (filter.inspectedTo !== undefined) say('s.inspected_on <= ?', filter.inspectedTo);
  const inspector = (filter.inspectorName ?? '').trim();
  if (inspector !== '') say('instr(s.inspector_names, ?) > 0', inspector);
  if (filter.deliveries && filter.deliveries.length > 0)
    say(
      `EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_record WHERE o.collection = 'inspectionSubjects'
        AND o.record_id = s.id AND o.state IN (${filter.deliveries.map(() => '?').join(', ')}))`,
      ...filter.deliveries,
    );
  return { conditions, match: matches.length > 0 ? matches.join(' AND ') : null };
}
