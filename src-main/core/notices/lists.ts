/** What the conditions and orders of the lists of 双告知 mean. */
import { type NoticeList, noticeList, type NoticePage, type NoticeSort } from '#shared/domains/notices/lists.ts';
import { pushedBeforeForReceiptDue } from '#shared/domains/notices/deadlines.ts';
import { type NoticeStage, noticeStages } from '#shared/domains/notices/words.ts';
import { addDays } from '#shared/trade/working-days.ts';
import {
  among,
  before,
  type Condition,
  inDelivery,
  instantsWithin,
  isAnyOf,
  since,
  text,
  within,
  textOfContent,
} from '../records/conditions.ts';
import type { Way } from '../records/list-plan.ts';
import type { ListQuery, ListSpec } from '../records/list-spec.ts';
import type { Day } from '../records/day.ts';

export type NoticeQuery = ListQuery<NoticeList>;

/** Each is led by stage and open. */
const indexes: Record<NoticeSort['by'], string> = {
  approvedOn: 'notice_by_approved',
  pushedAt: 'notice_by_pushed',
  receivedAt: 'notice_by_received',
  enterpriseName: 'notice_by_name',
};

interface Part {
  readonly stage: NoticeStage;
  readonly open: 0 | 1;
}

/** Stages of each page, and which of them are shown only while open: 接收 pending and pool, 反馈 what can still be answered. */
const pageParts: Record<NoticePage, readonly Part[]> = {
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

export const noticeListSpec: ListSpec<NoticeList> = {
  list: noticeList,
  table: 'notice',
  text: 'notice_text',
  orders: {
    approvedOn: ['approved_on'],
    pushedAt: ['pushed_at'],
    receivedAt: ['received_at'],
    enterpriseName: ['name_initials', 'enterprise_name'],
  },
  way: wayOf,
  where: {
    name: text('name', 'enterprise_name', 'name_initials'),
    code: text('code', 'codes'),
    // The parts of the page follow it.
    statuses: () => ({}),
    permitItems: among('permit_item_code'),
    department: ({ code, withUnassigned }) => ({
      conditions: isAnyOf('n.review_department_code', [code, ...(withUnassigned ? [''] : [])]),
    }),
    businessScope: textOfContent('scope', 'notice_content', 'scope'),
    address: text('address', 'address'),
    enterpriseKinds: among('enterprise_kind'),
    applicationTypes: among('application_type'),
    approved: within('approved_on', { name: 'notice_by_approved', led: true }),
    received: instantsWithin('received_at', { name: 'notice_by_received', led: true, blank: true }),
    feedbackDue: within('feedback_due_on', { name: 'notice_due' }),
    deliveries: inDelivery('notices'),
    arrivedSince: since('arrived_at', { name: 'notice_arrived' }),
  },
};

/** Along the index of the order, part by part. 超期 is a part of 未接收. */
function wayOf({ page, filter }: NoticeQuery, by: NoticeSort['by'], view: Day): Way {
  const wanted = new Set(filter.statuses?.length ? filter.statuses : noticeStages);
  const isOverdueOnly = ({ stage }: Part) => stage === 'pending' && !wanted.has(stage) && wanted.has('overdue');
  const shown = pageParts[page].filter((part) => wanted.has(part.stage) || isOverdueOnly(part));
  const stages = [...new Set(shown.map(({ stage }) => `'${stage}'`))];
  const parts = `n.stage IN (${stages.join(', ')}) AND n.open IN (0, 1)`;
  const overdue = shown.some(isOverdueOnly)
    ? pushedBefore(overduePushedBefore(view), { view, table: 'notice', parts })
    : null;
  return {
    from: `notice n INDEXED BY ${indexes[by]}`,
    branches: shown.map((part): Condition[] => [
      { sql: `n.stage = '${part.stage}' AND n.open = ${part.open}`, values: [] },
      ...((isOverdueOnly(part) && overdue?.conditions) || []),
    ]),
    parts,
    ...(shown.every(isOverdueOnly) ? { sources: overdue?.sources } : {}),
  };
}

const pushedBefore = before('pushed_at', { name: 'notice_by_pushed', led: true });

/** Notices 未接收 that were pushed before this instant are overdue today: they were due yesterday or earlier. */
export function overduePushedBefore({ today, calendar, thresholds }: Day): string {
  return pushedBeforeForReceiptDue(addDays(today, -1), calendar, thresholds);
}
