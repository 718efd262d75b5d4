/** What the conditions and orders of the lists of 双告知 mean. */
import { type NoticeList, noticeList, type NoticePage, type NoticeSort } from '#shared/domains/notices/lists.ts';
import { pushedBeforeForReceiptDue, receivedBeforeForReminder } from '#shared/domains/notices/deadlines.ts';
import { type NoticeStage, noticeStages, type NoticeStatus } from '#shared/domains/notices/words.ts';
import { addDays } from '#shared/trade/working-days.ts';
import {
  among,
  between,
  type Asked,
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
  urgent: 'notice_by_urgent',
};

interface Part {
  readonly stage: NoticeStage;
  readonly open: 0 | 1;
}
/** What waits for 接收, and for 反馈: `urgency` as `schema.ts` counts it. */
interface WaitingPart extends Part {
  readonly urgency: number;
}
const receiptPart: WaitingPart = { stage: 'pending', open: 1, urgency: 0 };
const reminderPart: WaitingPart = { stage: 'received', open: 1, urgency: 1 };

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
    urgent: ['urgency', 'waits_since'],
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
    feedbackDue: ({ from, to }, { view }) =>
      waiting(reminderPart, view, {
        since: from && remindedBefore(addDays(from, -1), view),
        before: to && remindedBefore(to, view),
      }),
    deliveries: inDelivery('notices'),
    arrivedSince: since('arrived_at', { name: 'notice_arrived' }),
  },
};

/** What is late is a part of what waits, or was. Each says which rows of the stage it means. */
interface LateStatus {
  readonly status: NoticeStatus;
  readonly stage: NoticeStage;
  asked(view: Day): Asked;
}
const lateStatuses: readonly LateStatus[] = [
  {
    status: 'overdue',
    stage: 'pending',
    asked: (view) => waiting(receiptPart, view, { before: overduePushedBefore(view) }),
  },
  {
    status: 'reminded',
    stage: 'received',
    asked: (view) => waiting(reminderPart, view, { before: remindedBefore(addDays(view.today, -1), view) }),
  },
  {
    status: 'answeredLate',
    stage: 'answered',
    asked: () => ({
      conditions: [{ sql: 'n.answered_late = 1', values: [] }],
      sources: [
        {
          sql: 'SELECT n.key AS hit FROM notice n INDEXED BY notice_answered_late WHERE n.answered_late = 1',
          values: [],
        },
      ],
    }),
  },
];

/** Along the index of the order, part by part. */
function wayOf({ page, filter }: NoticeQuery, by: NoticeSort['by'], view: Day): Way {
  const wanted = new Set<NoticeStatus>(filter.statuses?.length ? filter.statuses : noticeStages);
  const isReminded = Boolean(filter.feedbackDue?.from ?? filter.feedbackDue?.to);
  const shown = pageParts[page].flatMap((part): { part: Part; late: LateStatus | null }[] => {
    // Nothing else has a day of the reminder.
    if (isReminded && part.stage !== reminderPart.stage) return [];
    const late = lateStatuses.find(({ stage }) => stage === part.stage);
    if (wanted.has(part.stage)) return [{ part, late: null }];
    return late && wanted.has(late.status) ? [{ part, late }] : [];
  });
  const lates = [...new Set(shown.map(({ late }) => late))];
  const askedFor = new Map(lates.map((late) => [late, late?.asked(view) ?? {}]));
  const stages = [...new Set(shown.map(({ part }) => `'${part.stage}'`))];
  return {
    from: `notice n INDEXED BY ${indexes[by]}`,
    branches: shown.map(({ part, late }): Condition[] => [
      { sql: partSql(part), values: [] },
      ...(askedFor.get(late)?.conditions ?? []),
    ]),
    parts: `n.stage IN (${stages.join(', ')}) AND n.open IN (0, 1)`,
    // A set has to contain every row of the list.
    sources: lates.length === 1 ? askedFor.get(lates[0]!)?.sources : undefined,
  };
}

const partSql = ({ stage, open }: Part): string => `n.stage = '${stage}' AND n.open = ${open}`;

/** Of a part, what has waited since then; either end may be open. */
function waiting(part: WaitingPart, view: Day, range: Parameters<typeof inWaiting>[0]): Asked {
  const urgency = `n.urgency = ${part.urgency}`;
  const asked = inWaiting(range, { view, table: 'notice', parts: `${partSql(part)} AND ${urgency}` });
  return asked.conditions ? { ...asked, conditions: [{ sql: urgency, values: [] }, ...asked.conditions] } : {};
}
const inWaiting = between('waits_since', { name: 'notice_by_urgent', led: true });

const remindedBefore = (date: string, { calendar, thresholds }: Day): string =>
  receivedBeforeForReminder(date, calendar, thresholds);

/** Notices 未接收 that were pushed before this instant are overdue today: they were due yesterday or earlier. */
function overduePushedBefore({ today, calendar, thresholds }: Day): string {
  return pushedBeforeForReceiptDue(addDays(today, -1), calendar, thresholds);
}
