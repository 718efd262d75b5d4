/**
 * A filter of the 双告知 pages as conditions: which parts of the order's index to walk, what to check on each narrow row,
 * which words to ask the full-text index for, and which sets of rows are small enough to start from. `list-plan.ts` makes
 * SQL of it.
 */
import type { NoticeFilter, NoticePage, noticeStatuses } from '#shared/domains/notices/lists.ts';
import { pushedBeforeForReceiptDue } from '#shared/domains/notices/deadlines.ts';
import { type NoticeStage, noticeStages } from '#shared/domains/notices/words.ts';
import { searchTerms } from '#shared/trade/text-search.ts';
import { addDays, startOfChinaDay } from '#shared/trade/working-days.ts';
import type { Day } from '../records/day.ts';
import { matchIsExact, matchOf, selectiveMatchOf, type TextField } from '../full-text/grams.ts';

export type SqlValue = string | number;
export interface Condition {
  /** On the narrow row `n`. */
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A part of an order's index: one stage, open or not, and what else holds for that part only. */
export interface Branch {
  readonly stage: NoticeStage;
  readonly open: 0 | 1;
  readonly conditions: readonly Condition[];
}

/** Keys of a set that contains every row of the list: `sql` selects them as `hit`. */
export interface Source extends Condition {
  readonly kind: 'text' | 'ids' | 'index';
  /** A range of this column: no better than the walk where the walk is in its order. */
  readonly column?: string;
}

export interface FilterConditions {
  readonly branches: readonly Branch[];
  readonly conditions: readonly Condition[];
  readonly sources: readonly Source[];
  /** Terms to look for in 经营范围 itself, which is not in the narrow row. Empty: nothing to look for. */
  readonly scopeTerms: readonly string[];
  /** Whether the full-text index already answers for those terms, so that looking is only needed without it. */
  readonly scopeExact: boolean;
}

/** Stages of each page, and which of them are shown only while open: 接收 pending and pool, 反馈 what can still be answered. */
const pageParts: Record<NoticePage, readonly { stage: NoticeStage; open: 0 | 1 }[]> = {
  receive: [
    { stage: 'pending', open: 1 },
    { stage: 'pool', open: 1 },
  ],
  feedback: [
    { stage: 'received', open: 1 },
    { stage: 'answered', open: 1 },
  ],
  query: noticeStages.flatMap((stage) => [
    { stage, open: 1 as const },
    { stage, open: 0 as const },
  ]),
};

/** The filter of a page as conditions. `ids`: only these records, whatever else. */
export function conditionsOf(
  page: NoticePage,
  filter: NoticeFilter,
  day: Day,
  ids?: readonly string[],
): FilterConditions {
  const conditions: Condition[] = [];
  const sources: Source[] = [];
  const matches: string[] = [];
  const say = (sql: string, ...values: SqlValue[]) => conditions.push({ sql, values });
  const inList = (column: string, values: readonly string[] | undefined) => {
    if (values && values.length > 0) say(`n.${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  };
  const branches = branchesOf(page, filter, day);
  const parts = `n.stage IN (${[...new Set(branches.map(({ stage }) => `'${stage}'`))].join(', ')}) AND n.open IN (0, 1)`;
  /** `leading`: whether the index begins with stage and open, as those of the orders do. */
  const inRange = (column: string, index: string, leading: boolean, bounds: readonly Condition[]) => {
    if (bounds.length === 0) return;
    conditions.push(...bounds);
    const ranged = [leading ? parts : `n.${column} IS NOT NULL`, ...bounds.map(({ sql }) => sql)].join(' AND ');
    sources.push({
      kind: 'index',
      column,
      sql: `SELECT n.key AS hit FROM notice n INDEXED BY ${index} WHERE ${ranged}`,
      values: bounds.flatMap(({ values }) => values),
    });
  };

  let scopeExact = true;
  const text = (field: 'name' | 'address' | 'code', column: string, input: string | undefined) => {
    for (const term of searchTerms(input ?? '')) {
      // Initials keep Latin letters and digits of the name, so these are looked for there and nowhere else.
      const asInitials = field === 'name' && /^[a-z0-9]+$/.test(term);
      const asked: TextField = asInitials ? 'initials' : field;
      const match = selectiveMatchOf(asked, term);
      if (match !== null) matches.push(match);
      say(`instr(n.${asInitials ? 'name_initials' : column}, ?) > 0`, term);
    }
  };
  text('name', 'enterprise_name', filter.name);
  text('address', 'address', filter.address);
  text('code', 'codes', filter.code);
  const scopeTerms = searchTerms(filter.businessScope ?? '');
  for (const term of scopeTerms) {
    matches.push(matchOf('scope', term));
    scopeExact &&= matchIsExact('scope', term);
  }
  if (matches.length > 0)
    sources.push({
      kind: 'text',
      sql: 'SELECT rowid AS hit FROM notice_text WHERE notice_text MATCH ?',
      values: [matches.join(' AND ')],
    });

  inList('enterprise_kind', filter.enterpriseKinds);
  inList('application_type', filter.applicationTypes);
  inList('permit_item_code', filter.permitItemCodes);
  if (filter.reviewDepartmentCode !== undefined) {
    const codes = [filter.reviewDepartmentCode, ...(filter.includeUnassigned ? [''] : [])];
    inList('review_department_code', codes);
  }
  inRange('approved_on', 'notice_by_approved', true, [
    ...from('approved_on', filter.approvedFrom),
    ...before('approved_on', filter.approvedTo && addDays(filter.approvedTo, 1)),
  ]);
  inRange('received_at', 'notice_by_received', true, [
    ...from('received_at', filter.receivedFrom && startOfChinaDay(filter.receivedFrom)),
    ...before('received_at', filter.receivedTo && startOfChinaDay(addDays(filter.receivedTo, 1))),
    // An empty text sorts before every instant: without a lower bound what was never received would pass.
    ...(filter.receivedTo && !filter.receivedFrom ? [{ sql: "n.received_at > ''", values: [] }] : []),
  ]);
  inRange('feedback_due_on', 'notice_due', false, [
    ...from('feedback_due_on', filter.feedbackDueFrom),
    ...before('feedback_due_on', filter.feedbackDueTo && addDays(filter.feedbackDueTo, 1)),
  ]);
  inRange('arrived_at', 'notice_arrived', false, from('arrived_at', filter.arrivedSince));
  if (branches.length > 0 && branches.every((branch) => branch.conditions.length > 0)) {
    sources.push({
      kind: 'index',
      column: 'pushed_at',
      sql: `SELECT n.key AS hit FROM notice n INDEXED BY notice_by_pushed WHERE ${parts} AND n.pushed_at < ?`,
      values: [overduePushedBefore(day)],
    });
  }

  if (filter.deliveries && filter.deliveries.length > 0) {
    const marks = filter.deliveries.map(() => '?').join(', ');
    say(
      `EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_record
        WHERE o.collection = 'notices' AND o.record_id = n.id AND o.state IN (${marks}))`,
      ...filter.deliveries,
    );
    sources.push({
      kind: 'index',
      sql: `SELECT DISTINCT r.key AS hit FROM outbox o INDEXED BY outbox_state CROSS JOIN notice r ON r.id = o.record_id
        WHERE o.state IN (${marks}) AND o.collection = 'notices'`,
      values: filter.deliveries,
    });
  }
  if (ids) {
    sources.push({
      kind: 'ids',
      sql: 'SELECT DISTINCT r.key AS hit FROM json_each(?) asked CROSS JOIN notice r ON r.id = asked.value',
      values: [JSON.stringify(ids)],
    });
  }
  return { branches, conditions, sources, scopeTerms, scopeExact };
}

const from = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [{ sql: `n.${column} >= ?`, values: [value] }];
const before = (column: string, value: string | undefined): Condition[] =>
  value === undefined ? [] : [{ sql: `n.${column} < ?`, values: [value] }];

/** The stages asked for, as far as the page has them; 超期 is a part of 未接收. */
function branchesOf(page: NoticePage, filter: NoticeFilter, day: Day): Branch[] {
  const statuses: ReadonlySet<(typeof noticeStatuses)[number]> | null =
    filter.statuses && filter.statuses.length > 0 ? new Set(filter.statuses) : null;
  return pageParts[page].flatMap(({ stage, open }): Branch[] => {
    if (statuses === null || statuses.has(stage)) return [{ stage, open, conditions: [] }];
    if (stage !== 'pending' || !statuses.has('overdue')) return [];
    return [{ stage, open, conditions: [{ sql: 'n.pushed_at < ?', values: [overduePushedBefore(day)] }] }];
  });
}

/** Notices 未接收 that were pushed before this instant are overdue today: they were due yesterday or earlier. */
export function overduePushedBefore({ today, calendar, thresholds }: Day): string {
  return pushedBeforeForReceiptDue(addDays(today, -1), calendar, thresholds);
}
