/**
 * The clocks of a 告知.
 *
 * - 接收: the manual's lamp (三、1: 「3天以上未接收」), in the days and the unit that the department has set.
 * - 反馈, while it is owed: a reminder some working days after the receipt, a setting. Nothing is late when it has passed: no
 *   article gives the answer a term, and a permit may well take longer.
 * - 反馈 that a permit was issued (已发证): the 7 工作日 of article 7, which run from the day on which the information arose. 不予发证
 *   and 非本级发证 bring nothing into being here: they have no term.
 */
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { type Clock, clockOf, isDoneLate } from '#shared/records/deadlines.ts';
import { type Deadline, deadlineOf } from '#shared/trade/deadlines.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  chinaDate,
  type CountedDate,
  startOfChinaDay,
} from '#shared/trade/working-days.ts';
import type { FeedbackResult, NoticeStage, NoticeStatus } from './words.ts';

/** What the term of a feedback depends on. */
export interface FeedbackClockFacts {
  result: FeedbackResult;
  /** 发证日期 */
  issuedOn: string | null;
}

/** What the clocks of a notice need to know of it; a `Notice` fits. */
export interface NoticeClockFacts {
  stage: NoticeStage;
  /** Instants, ISO 8601 UTC. */
  pushedAt: string;
  receipt?: { at: string; way?: 'receive' | 'claim' } | null;
  returned?: { at: string } | null;
  feedbacks?: readonly (FeedbackClockFacts & { at: string })[];
  closedAt?: string | null;
}

export interface NoticeClock extends Clock {
  step: 'receive' | 'feedback';
}

/** Last day on which a notice pushed on `pushedOn` can be received before the lamp shows it as overdue. */
export function receiptDueOn(pushedOn: string, calendar: Calendar, thresholds: LampThresholds): CountedDate {
  return thresholds.unit === 'day'
    ? { date: addDays(pushedOn, thresholds.notReceivedDays), certain: true }
    : addWorkingDays(calendar, pushedOn, thresholds.notReceivedDays);
}

/** The day on which a notice received on `receivedOn` is reminded of its feedback. */
export const feedbackReminderOn = (receivedOn: string, calendar: Calendar, thresholds: LampThresholds): CountedDate =>
  addWorkingDays(calendar, receivedOn, thresholds.feedbackReminderWorkingDays);

/**
 * The term of one feedback; null where it has none.
 *
 * Article 7 counts from the day of the permit. At a 变更登记 the permit may be years older than the 告知: counted from its day the
 * feedback would be late before anybody could give it. What is owed here is the answer to this 告知, and that can be given
 * from the receipt on; so the term runs from the later of the two days. Whether the permit itself came to the platform in
 * time is a matter of 归集 (article 5), with a clock of its own.
 */
export function feedbackTerm(
  { result, issuedOn }: FeedbackClockFacts,
  receivedOn: string,
  calendar: Calendar,
): (Deadline & { fromReceipt: boolean }) | null {
  if (result !== 'issued' || issuedOn === null) return null;
  const fromReceipt = issuedOn < receivedOn;
  return { ...deadlineOf('noticeFeedback', fromReceipt ? receivedOn : issuedOn, calendar), fromReceipt };
}

/** The clock of one feedback, given on `doneOn`, or not given yet; null where it has no term. */
export function feedbackClock(
  notice: NoticeClockFacts,
  feedback: FeedbackClockFacts,
  doneOn: string | null,
  calendar: Calendar,
): NoticeClock | null {
  const term = feedbackTerm(feedback, chinaDate(notice.receipt?.at ?? notice.pushedAt), calendar);
  if (!term) return null;
  const clock = clockOf(term, doneOn);
  return { ...clock, step: 'feedback', ...(term.fromReceipt && { startWords: '发证早于接收，自接收之日起算' }) };
}

/**
 * The clocks of a notice's steps, those that apply to its stage, in order. A notice in the pool belongs to nobody yet and a
 * claimed one was never late to receive: neither has a 接收 clock.
 */
export function noticeClocks(notice: NoticeClockFacts, calendar: Calendar, thresholds: LampThresholds): NoticeClock[] {
  const { stage, receipt } = notice;
  const clocks: NoticeClock[] = [];
  const received = stage === 'pending' || stage === 'pool' ? undefined : receipt;
  if (stage !== 'pool' && received?.way !== 'claim') {
    const doneAt = received?.at ?? (stage === 'returned' ? notice.returned?.at : undefined);
    clocks.push(receiptClock(notice.pushedAt, doneAt, calendar, thresholds));
  }
  if (stage === 'received' && received) clocks.push(reminderClock(received.at, calendar, thresholds));
  if (stage === 'answered') clocks.push(...feedbackClocks(notice, calendar));
  return clocks;
}

function receiptClock(
  pushedAt: string,
  doneAt: string | undefined,
  calendar: Calendar,
  thresholds: LampThresholds,
): NoticeClock {
  const startOn = chinaDate(pushedAt);
  const { date, certain } = receiptDueOn(startOn, calendar, thresholds);
  const isManual = thresholds.unit === 'day' && thresholds.notReceivedDays === 3;
  return {
    step: 'receive',
    name: '接收期限',
    startOn,
    startWords: '自推送之日起算',
    dueOn: date,
    certain,
    unit: thresholds.unit,
    doneOn: doneAt === undefined ? null : chinaDate(doneAt),
    reminder: false,
    article: isManual ? '操作手册“3天以上未接收”' : '本机设置',
  };
}

function reminderClock(receivedAt: string, calendar: Calendar, thresholds: LampThresholds): NoticeClock {
  const startOn = chinaDate(receivedAt);
  const { date, certain } = feedbackReminderOn(startOn, calendar, thresholds);
  return {
    step: 'feedback',
    name: '反馈提醒日',
    startOn,
    startWords: `接收后第 ${thresholds.feedbackReminderWorkingDays} 个工作日`,
    dueOn: date,
    certain,
    unit: 'workingDay',
    doneOn: null,
    reminder: true,
    article: '本机设置',
  };
}

/**
 * One for each feedback that has a term. It was given when it was given first: what was amended later, its 发证日期 perhaps, was
 * then known to be wrong, not late.
 */
function feedbackClocks(notice: NoticeClockFacts, calendar: Calendar): NoticeClock[] {
  const { feedbacks = [] } = notice;
  return feedbacks.flatMap((feedback, index) => {
    const clock = feedbackClock(notice, feedback, chinaDate(feedback.at), calendar);
    if (!clock) return [];
    return [feedbacks.length === 1 ? clock : { ...clock, name: `第 ${index + 1} 份${clock.name}` }];
  });
}

/** Whether a feedback was given after its term. */
export const isAnsweredLate = (notice: NoticeClockFacts, calendar: Calendar): boolean =>
  notice.stage === 'answered' && feedbackClocks(notice, calendar).some(isDoneLate);

/** What lists and sheets tell of the notice today. */
export function noticeStatus(
  notice: NoticeClockFacts,
  today: string,
  calendar: Calendar,
  thresholds: LampThresholds,
): NoticeStatus {
  const { stage, closedAt, receipt, pushedAt } = notice;
  if (stage === 'answered') return isAnsweredLate(notice, calendar) ? 'answeredLate' : 'answered';
  if (closedAt) return stage;
  if (stage === 'pending' && receiptDueOn(chinaDate(pushedAt), calendar, thresholds).date < today) return 'overdue';
  if (stage === 'received' && receipt && feedbackReminderOn(chinaDate(receipt.at), calendar, thresholds).date < today)
    return 'reminded';
  return stage;
}

/**
 * For queries: notices still 未接收 are due on or before `date` exactly when they were pushed before this instant. Overdue
 * today are those that were due yesterday: `pushedBeforeForReceiptDue(addDays(today, -1), …)`.
 */
export function pushedBeforeForReceiptDue(date: string, calendar: Calendar, thresholds: LampThresholds): string {
  return startedBefore(date, (startOn) => receiptDueOn(startOn, calendar, thresholds).date);
}

/** For queries: the reminder's day of notices 已接收未反馈 is `date` or before exactly when they were received before this instant. */
export function receivedBeforeForReminder(date: string, calendar: Calendar, thresholds: LampThresholds): string {
  return startedBefore(date, (startOn) => feedbackReminderOn(startOn, calendar, thresholds).date);
}

/** A later start is never due earlier, so one boundary splits the starts: the day after the last one that is due by `date`. */
function startedBefore(date: string, dueOf: (startOn: string) => string): string {
  let startOn = date;
  while (dueOf(startOn) > date) startOn = addDays(startOn, -1);
  return startOfChinaDay(addDays(startOn, 1));
}
