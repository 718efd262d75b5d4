/**
 * Finding the 抽查主体 of a list. Each page walks the index of its order; where words are asked for and few rows have them,
 * the page is gathered from the full-text index instead. Indexes are named and joins ordered, as for 告知 (`list-plan.ts`
 * there tells why).
 */
import { z } from 'zod';
import type { Count } from '#shared/contract/base.ts';
import type { SubjectFilter, SubjectPage } from '#shared/contract/inspections.ts';
import { normalizeSearchText, searchTerms } from '#shared/domain/text-search.ts';
import type { Database } from '../database/types.ts';
import { matchOf } from '../full-text/grams.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import { statement } from '../sync/statements.ts';

export interface SubjectListQuery {
  readonly page: SubjectPage;
  readonly filter: SubjectFilter;
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
  /** Columns of the order; the key makes it total. */
  readonly end: string;
  readonly key: string;
  readonly descending: boolean;
  readonly conditions: readonly Condition[];
}

/** Counting beyond this tells a person nothing more: 「约 10000+」. */
const countCap = 10_001;

/** A page of keys in order, and the cursor of the next one. Throws for a cursor that is none. */
export function findSubjects(
  database: Database,
  query: SubjectListQuery,
  account: string,
  cursor: string | null,
  limit: number,
): { keys: number[]; nextCursor: string | null } {
  const plan = planOf(database, query, account, limit);
  const position = cursor === null ? null : positionSchema.parse(JSON.parse(cursor));
  const rows = varyingStatement<{ key: number; at: string }>(database, `${sqlOf(plan, position !== null)} LIMIT ?`).all(
    ...valuesOf(plan),
    ...(position ?? []),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    keys: page.map(({ key }) => key),
    nextCursor: rows.length > limit && last ? JSON.stringify([last.at, last.key]) : null,
  };
}

/** Keys of the whole list in order. */
export function findAllSubjects(database: Database, query: SubjectListQuery, account: string): number[] {
  const plan = planOf(database, query, account, Number.MAX_SAFE_INTEGER);
  return varyingStatement<{ key: number }>(database, sqlOf(plan, false))
    .all(...valuesOf(plan))
    .map(({ key }) => key);
}

/** Number of rows of a list, exact up to a cap. */
export function countSubjects(database: Database, query: SubjectListQuery, account: string): Count {
  const plan = planOf(database, query, account, countCap);
  const { n } = varyingStatement<{ n: number }>(
    database,
    `SELECT count(*) AS n FROM (SELECT ${plan.key} FROM ${plan.from.sql}${whereOf(plan)} LIMIT ${countCap})`,
  ).get(...valuesOf(plan)) ?? { n: 0 };
  return { value: Math.min(n, countCap - 1), capped: n >= countCap };
}

const positionSchema = z.tuple([z.string(), z.number()]);

function sqlOf(plan: Plan, after: boolean): string {
  const { end, key, descending } = plan;
  const direction = descending ? 'DESC' : 'ASC';
  const further = after ? `(${end}, ${key}) ${descending ? '<' : '>'} (?, ?)` : null;
  return `SELECT ${key} AS key, ${end} AS at FROM ${plan.from.sql}${whereOf(plan, further)}
    ORDER BY ${end} ${direction}, ${key} ${direction}`;
}

function whereOf(plan: Plan, further: string | null = null): string {
  const all = [...plan.conditions.map(({ sql }) => sql), ...(further === null ? [] : [further])];
  return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
}

const valuesOf = (plan: Plan): Value[] => [
  ...plan.from.values,
  ...plan.conditions.flatMap((condition) => condition.values),
];

function planOf(database: Database, query: SubjectListQuery, account: string, limit: number): Plan {
  const { page, filter } = query;
  const { conditions, match } = conditionsOf(filter);
  const descending = page === 'query';
  const ordered = { end: 's.plan_to', key: 's.key', descending };
  const open = page === 'mine' ? [assignedTo(account)] : [];
  if (query.entered) conditions.push({ sql: 's.inspected_on IS NOT NULL', values: [] });
  if (page === 'review') conditions.push({ sql: "s.stage = 'entered'", values: [] });
  if (query.ids)
    return {
      ...ordered,
      from: {
        sql: '(SELECT DISTINCT value AS id FROM json_each(?)) asked CROSS JOIN inspection_subject s ON s.id = asked.id',
        values: [JSON.stringify(query.ids)],
      },
      conditions: [...open, ...conditions],
    };
  if (match !== null && isSelective(database, match, limit))
    return {
      ...ordered,
      from: {
        sql: `(SELECT rowid AS hit FROM inspection_subject_text WHERE inspection_subject_text MATCH ?) found
          CROSS JOIN inspection_subject s ON s.key = found.hit`,
        values: [match],
      },
      conditions: [...open, ...conditions],
    };
  if (page === 'mine')
    return {
      end: 'a.plan_to',
      key: 'a.subject',
      descending,
      from: {
        sql: `inspection_assignment a INDEXED BY inspection_assignment_open
          CROSS JOIN inspection_subject s ON s.key = a.subject`,
        values: [],
      },
      conditions: [{ sql: 'a.account = ? AND a.open = 1', values: [account] }, ...conditions],
    };
  const index =
    filter.planId !== undefined
      ? 'inspection_subject_by_plan'
      : page === 'review' || filter.stages?.length === 1
        ? 'inspection_subject_by_stage'
        : 'inspection_subject_by_end';
  return { ...ordered, from: { sql: `inspection_subject s INDEXED BY ${index}`, values: [] }, conditions };
}

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
