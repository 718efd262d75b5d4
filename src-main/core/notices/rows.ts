/** Rows of the lists: from the keys of a page to what a screen shows, read for these rows only. */
import type { Deadline, Delivery } from '#shared/records/parts.ts';
import type { NoticeRow } from '#shared/domains/notices/contract.ts';
import { feedbackClock, type FeedbackClockFacts, noticeClocks } from '#shared/domains/notices/deadlines.ts';
import { deadlineToday } from '#shared/records/deadlines.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { EnterpriseListing } from '#shared/domains/enterprises/words.ts';
import { noticeLamp } from '#shared/domains/notices/lamps.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import type { Database } from '../database/types.ts';
import { recordsWithDraft } from '../drafts/store.ts';
import { openCorrectionDeadline } from '../records/corrections.ts';
import type { Day } from '../records/day.ts';
import { deliveriesOf } from '../sync/outbox/deliveries.ts';
import { statement } from '../database/statements.ts';

interface StoredRow {
  id: string;
  revision: number;
  data: string;
  listings: string | null;
}

/** The rows of a page in the order of its keys. A few statements for the whole page. */
export function rowsOf(database: Database, keys: readonly number[], day: Day): NoticeRow[] {
  const stored = statement<[string], StoredRow>(
    database,
    `SELECT n.id, n.revision, c.data, e.listings
     FROM json_each(?) asked
     CROSS JOIN notice n ON n.key = asked.value
     CROSS JOIN notice_content c ON c.key = n.key
     LEFT JOIN enterprise e ON e.id = n.enterprise_id
     ORDER BY asked.key`,
  ).all(JSON.stringify(keys));
  const ids = stored.map(({ id }) => id);
  const deliveries = deliveriesOf(database, 'notices', ids);
  const drafts = recordsWithDraft(database, 'notices', ids, day.account);
  return stored.map(({ id, data, listings }) =>
    // What is stored was checked when it came; it is not checked again here.
    noticeRowOf(JSON.parse(data) as Notice, day, {
      listings: listings === null ? [] : (JSON.parse(listings) as EnterpriseListing[]),
      delivery: deliveries.get(id) ?? null,
      hasDraft: drafts.has(id),
    }),
  );
}

export interface RowBeside {
  readonly listings: EnterpriseListing[];
  readonly delivery: Delivery | null;
  readonly hasDraft: boolean;
}

/** One row from the whole record and what stands beside it. */
export function noticeRowOf(notice: Notice, day: Day, beside: RowBeside): NoticeRow {
  const lamp = noticeLamp(notice, day.now, day.thresholds, day.calendar);
  return {
    id: notice.id,
    enterpriseName: notice.enterpriseName,
    code: notice.creditCode ?? notice.registrationNumber ?? '',
    enterpriseKind: notice.enterpriseKind,
    businessScope: notice.businessScope,
    matchedKeywords: notice.matchedKeywords,
    address: notice.address,
    street: notice.street,
    establishedOn: notice.establishedOn,
    approvedOn: notice.approvedOn,
    applicationType: notice.applicationType,
    permitItemName: notice.permitItemName,
    reviewDepartmentName: notice.reviewDepartment?.name ?? null,
    stage: notice.stage,
    status: lamp.status,
    pushedAt: notice.pushedAt,
    receivedAt: notice.receipt?.at ?? null,
    feedbackCount: notice.feedbacks.length,
    lastFeedbackResult: notice.feedbacks.at(-1)?.result ?? null,
    closed: notice.closedAt !== null,
    lamp: { lamp: lamp.lamp, sign: lamp.sign, label: lamp.label, title: lamp.title },
    deadline: lamp.open,
    delivery: beside.delivery,
    listings: beside.listings,
    hasDraft: beside.hasDraft,
    correction: openCorrectionDeadline(notice.corrections ?? [], day.calendar),
  };
}

/** Every deadline that applies to the notice, done or not. */
export const deadlinesOf = (notice: Notice, { today, calendar, thresholds }: Day): Deadline[] =>
  noticeClocks(notice, calendar, thresholds).map((clock) =>
    deadlineToday(clock, today, calendar, thresholds.feedbackDueSoonWorkingDays),
  );

/** The term of a feedback that is being filled in; null where it has none. */
export function feedbackTermOf(
  notice: Notice,
  feedbackId: string | null,
  facts: FeedbackClockFacts,
  { today, calendar, thresholds }: Day,
): Deadline | null {
  const given = notice.feedbacks.find(({ id }) => id === feedbackId);
  const clock = feedbackClock(notice, facts, given ? chinaDate(given.at) : null, calendar);
  return clock && deadlineToday(clock, today, calendar, thresholds.feedbackDueSoonWorkingDays);
}
