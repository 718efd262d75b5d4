/** Numbers of 双告知 on the 工作台. Every number is counted by the filter that lists it. */
import type { NoticesLink } from '#shared/domains/notices/contract.ts';
import type { NoticeFilter, NoticePage } from '#shared/domains/notices/lists.ts';
import type { WorkbenchNumber } from '#shared/contract/workbench.ts';
import { sundayOf } from '#shared/trade/weeks.ts';
import { dayUnitNames } from '#shared/trade/deadlines.ts';
import { noticeStatusNames } from '#shared/domains/notices/words.ts';
import { lastWorkingDayBefore, startOfChinaDay } from '#shared/trade/working-days.ts';
import type { Workspace } from '../workspace.ts';
import { firstWholeAt } from '../sync/pull/streams.ts';
import { noticeCount } from './queries.ts';
import { noticesCollection } from './sync.ts';

type NoticeNumber = WorkbenchNumber<NoticesLink>;

/** In the order of urgency. */
export function noticeNumbers(workspace: Workspace): NoticeNumber[] {
  const today = workspace.today();
  const { notReceivedDays, unit, feedbackReminderWorkingDays } = workspace.settings().lamp;
  const limit = `${notReceivedDays} ${dayUnitNames[unit]}`;
  const number = (
    key: string,
    title: string,
    tone: NoticeNumber['tone'],
    hint: string,
    page: NoticePage,
    filter: NoticeFilter,
  ): NoticeNumber => {
    const { value, capped } = noticeCount(workspace, { page, filter });
    return { key, title, value, capped, tone, hint, link: { to: 'notices', page, filter } };
  };
  return [
    number('overdue', noticeStatusNames.overdue, 'alarm', `推送超过 ${limit}仍未接收`, 'receive', {
      statuses: ['overdue'],
    }),
    number(
      'reminded',
      `反馈${noticeStatusNames.reminded}`,
      'attention',
      `接收超过 ${feedbackReminderWorkingDays} 个工作日还没有反馈；许可还在办理的，办好再反馈`,
      'feedback',
      { statuses: ['reminded'] },
    ),
    number('remindToday', '今天提醒反馈', 'attention', '反馈提醒日是今天', 'feedback', {
      feedbackDue: { from: today, to: today },
    }),
    number('remindThisWeek', '本周提醒反馈', 'attention', '反馈提醒日在本周日以前（含当日）', 'feedback', {
      feedbackDue: { from: today, to: sundayOf(today) },
    }),
    number('pending', '待接收', 'calm', '已推送到本部门，还没有接收', 'receive', { statuses: ['pending'] }),
    number('pool', '待认领', 'calm', '未明确后置审批部门，可以认领', 'receive', { statuses: ['pool'] }),
    number('arrived', '新到告知', 'calm', '上一个工作日以来收到本机的；首次下载带来的不算', 'query', {
      arrivedSince: newSince(workspace, startOfChinaDay(lastWorkingDayBefore(today, workspace.calendar()))),
    }),
  ];
}

/** Since an instant, but not before the first download had ended: it brings years of notices on one day. */
export function newSince(workspace: Workspace, instant: string): string {
  const whole = firstWholeAt(workspace.database, noticesCollection.collection);
  // What came with its last page came at that instant.
  const after = new Date(Date.parse(whole ?? workspace.correctedNow()) + 1).toISOString();
  return after > instant ? after : instant;
}
