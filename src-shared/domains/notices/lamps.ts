/**
 * The lamp before a notice, as the manual draws it (三、1): 红 未接收, 黄 已接收未反馈, 绿 已反馈, 「!」 3天以上未接收. Colour is
 * never the only sign: each lamp has a sign and a word, and its title says why and until when.
 *
 * The manual's 「!」 is yellow; here it is red like everything overdue, so that yellow keeps its one meaning.
 */
import { type DeadlineStatus, deadlineStatus, deadlineWords } from '#shared/trade/deadlines.ts';
import { type NoticeClockFacts, type NoticeDeadline, noticeDeadlines } from './deadlines.ts';
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { noticeStageNames } from './words.ts';
import { type Calendar, chinaDate, daysBetween, countWorkingDaysBetween } from '#shared/trade/working-days.ts';

export const lamps = ['red', 'yellow', 'green', 'overdue', 'none'] as const;
export type Lamp = (typeof lamps)[number];

/** Sign and word of each lamp, for the legend. */
export const lampLegend: Readonly<Record<Lamp, { sign: string; label: string }>> = {
  red: { sign: '●', label: '未接收' },
  yellow: { sign: '◐', label: '已接收未反馈' },
  green: { sign: '✓', label: '已反馈' },
  overdue: { sign: '!', label: '超期' },
  none: { sign: '', label: '' },
};

export interface NoticeLamp {
  lamp: Lamp;
  /** One character, or nothing where there is no lamp. */
  sign: string;
  label: string;
  /** A sentence for the hover and for screen readers. */
  title: string;
  /** The step that waits for a person, with its deadline; null when nothing does. */
  open: (NoticeDeadline & { status: DeadlineStatus }) | null;
}

/** The lamp of a notice at an instant (ISO 8601 UTC, or milliseconds). */
export function noticeLamp(
  notice: NoticeClockFacts,
  now: string | number,
  thresholds: LampThresholds,
  calendar: Calendar,
): NoticeLamp {
  const today = chinaDate(now);
  const deadlines = noticeDeadlines(notice, calendar, thresholds);
  const openDeadline = notice.stage === 'pending' || notice.stage === 'received' ? deadlines.at(-1) : undefined;
  const open = openDeadline
    ? {
        ...openDeadline,
        status: deadlineStatus(openDeadline.dueOn, today, calendar, thresholds.feedbackDueSoonWorkingDays),
      }
    : null;
  const show = (lamp: Lamp, title: string, label = lampLegend[lamp].label): NoticeLamp => ({
    lamp,
    sign: lampLegend[lamp].sign,
    label,
    title,
    open,
  });
  switch (notice.stage) {
    case 'pending': {
      const waited = waitedWords(chinaDate(notice.pushedAt), today, thresholds, calendar);
      if (open?.status === 'overdue') {
        const limit = `${thresholds.notReceivedDays} ${unitName(thresholds)}`;
        return show('overdue', `推送 ${waited}仍未接收，已超过 ${limit}`);
      }
      return show('red', open ? `未接收，请于 ${open.dueOn} 前（含当日）接收` : '未接收');
    }
    case 'received':
      return show(
        'yellow',
        open
          ? `已接收未反馈，反馈期限 ${open.dueOn}，${deadlineWords(open, today, calendar)}（${open.article}）`
          : '已接收未反馈',
      );
    case 'answered':
      return show('green', deadlines.at(-1)?.doneLate ? '已反馈（超过期限）' : '已反馈');
    case 'returned':
      return show('none', '已回退，等待登记机关重新指派', noticeStageNames.returned);
    case 'pool':
      return show('none', '未明确后置审批部门，等待认领', noticeStageNames.pool);
  }
}

function unitName(thresholds: LampThresholds): string {
  return thresholds.unit === 'day' ? '天' : '个工作日';
}

function waitedWords(pushedOn: string, today: string, thresholds: LampThresholds, calendar: Calendar): string {
  const waited =
    thresholds.unit === 'day' ? daysBetween(pushedOn, today) : countWorkingDaysBetween(calendar, pushedOn, today);
  return `${waited} ${unitName(thresholds)}`;
}
