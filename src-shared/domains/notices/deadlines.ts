/** The clocks of a 告知: 接收 and 反馈. */
import { defaultLampThresholds, type LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import type { NoticeStage } from './words.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  chinaDate,
  countWorkingDaysBetween,
  startOfChinaDay,
} from '#shared/trade/working-days.ts';
import { type Deadline, deadlineOf } from '#shared/trade/deadlines.ts';

/** What the clocks of a notice need to know of it; a `Notice` fits, and so does a lean row of a list. */
export interface NoticeClockFacts {
  stage: NoticeStage;
  /** Instants, ISO 8601 UTC. */
  pushedAt: string;
  receipt?: { at: string; way?: 'receive' | 'claim' } | null;
  returned?: { at: string } | null;
  feedbacks?: readonly { at: string }[];
}

export interface NoticeDeadline extends Deadline {
  step: 'receive' | 'feedback';
  /** The date on which the step was done; null while it is open. */
  doneOn: string | null;
  /** Done after the due day. For an open step compare `dueOn` with today (`deadlineStatus`). */
  doneLate: boolean;
}

/** Last day on which a notice pushed on `pushedOn` can be received before the lamp shows it as overdue. */
export function receiptDueOn(
  pushedOn: string,
  calendar: Calendar,
  thresholds: LampThresholds,
): { date: string; certain: boolean } {
  return thresholds.unit === 'day'
    ? { date: addDays(pushedOn, thresholds.notReceivedDays), certain: true }
    : addWorkingDays(calendar, pushedOn, thresholds.notReceivedDays);
}

/** The day on which a notice received on `receivedOn` is reminded of its feedback: a setting of the PC, no article's term. */
export const feedbackReminderOn = (
  receivedOn: string,
  calendar: Calendar,
  thresholds: LampThresholds,
): { date: string; certain: boolean } => addWorkingDays(calendar, receivedOn, thresholds.feedbackReminderWorkingDays);

/**
 * The deadlines of a notice's steps, those that apply to its stage, in order. 接收 follows the lamp's thresholds, so that
 * lamp and deadline never disagree. A notice in the pool belongs to nobody yet and a claimed one was never late to receive:
 * neither has a 接收 deadline.
 */
export function noticeDeadlines(
  notice: NoticeClockFacts,
  calendar: Calendar,
  thresholds: LampThresholds = defaultLampThresholds,
): NoticeDeadline[] {
  const steps: NoticeDeadline[] = [];
  const { stage, receipt } = notice;
  const received = stage === 'pending' || stage === 'pool' ? undefined : receipt;
  if (stage !== 'pool' && received?.way !== 'claim') {
    const startOn = chinaDate(notice.pushedAt);
    const due = receiptDueOn(startOn, calendar, thresholds);
    const doneAt = received?.at ?? (stage === 'returned' ? notice.returned?.at : undefined);
    steps.push({
      ...deadlineOf('noticeReceipt', startOn, calendar),
      dueOn: due.date,
      certain: due.certain,
      workingDays: countWorkingDaysBetween(calendar, startOn, due.date),
      step: 'receive',
      ...done(doneAt, due.date),
    });
  }
  if (received && stage !== 'returned') {
    const deadline = deadlineOf('noticeFeedback', chinaDate(received.at), calendar);
    const first = notice.feedbacks
      ?.map((feedback) => feedback.at)
      .sort()
      .at(0);
    steps.push({ ...deadline, step: 'feedback', ...done(stage === 'answered' ? first : undefined, deadline.dueOn) });
  }
  return steps;
}

function done(at: string | undefined, dueOn: string): { doneOn: string | null; doneLate: boolean } {
  const doneOn = at === undefined ? null : chinaDate(at);
  return { doneOn, doneLate: doneOn !== null && doneOn > dueOn };
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
