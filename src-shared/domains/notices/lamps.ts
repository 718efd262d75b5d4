/**
 * The lamp before a notice, as the manual draws it (三、1): 红 未接收, 黄 已接收未反馈, 绿 已反馈, 「!」 3天以上未接收. Colour is
 * never the only sign: each lamp has a sign and a word, and its title says why and until when.
 *
 * The manual's 「!」 is yellow; here it is red like everything overdue, so that yellow keeps its one meaning. The manual has no
 * lamp for what is 待认领.
 */
import { deadlineToday, deadlineWords, dueDayWords, isDoneLate } from '#shared/records/deadlines.ts';
import type { Deadline } from '#shared/records/parts.ts';
import { dayUnitNames, remainingDays } from '#shared/trade/deadlines.ts';
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { type Calendar, chinaDate } from '#shared/trade/working-days.ts';
import { type NoticeClock, type NoticeClockFacts, noticeClocks, noticeStatus } from './deadlines.ts';
import { noticeStageNames, type NoticeStatus, noticeStatusNames } from './words.ts';

export const lamps = ['red', 'yellow', 'green', 'overdue', 'pool', 'none'] as const;
export type Lamp = (typeof lamps)[number];

/** Sign and word of each lamp, for the legend. */
export const lampLegend: Readonly<Record<Lamp, { sign: string; label: string }>> = {
  red: { sign: '●', label: noticeStageNames.pending },
  yellow: { sign: '◐', label: noticeStageNames.received },
  green: { sign: '✓', label: noticeStageNames.answered },
  overdue: { sign: '!', label: noticeStatusNames.overdue },
  pool: { sign: '○', label: noticeStageNames.pool },
  none: { sign: '', label: '' },
};

export interface NoticeLamp {
  lamp: Lamp;
  status: NoticeStatus;
  /** One character, or nothing where there is no lamp. */
  sign: string;
  label: string;
  /** A sentence for the hover and for screen readers. */
  title: string;
  /** The step that waits for a person, with its deadline; null when nothing does. */
  open: Deadline | null;
}

/** The lamp of a notice at an instant (ISO 8601 UTC, or milliseconds). */
export function noticeLamp(
  notice: NoticeClockFacts,
  now: string | number,
  thresholds: LampThresholds,
  calendar: Calendar,
): NoticeLamp {
  const today = chinaDate(now);
  const clocks = noticeClocks(notice, calendar, thresholds);
  const status = noticeStatus(notice, today, calendar, thresholds);
  const waits = !notice.closedAt && (notice.stage === 'pending' || notice.stage === 'received');
  const running = waits ? clocks.at(-1) : undefined;
  const open = running ? deadlineToday(running, today, calendar, thresholds.feedbackDueSoonWorkingDays) : null;
  const show = (lamp: Lamp, title: string, label = lampLegend[lamp].label): NoticeLamp => ({
    lamp,
    status,
    sign: lampLegend[lamp].sign,
    label,
    title,
    open,
  });
  switch (notice.stage) {
    case 'pending': {
      if (!open) return show('red', '未接收');
      if (status !== 'overdue') return show('red', `未接收，请于 ${dueDayWords(open)} 前（含当日）接收`);
      const unit = dayUnitNames[thresholds.unit];
      const waited = -remainingDays(open.startOn, today, thresholds.unit, calendar);
      return show('overdue', `推送 ${waited} ${unit}仍未接收，已超过 ${thresholds.notReceivedDays} ${unit}`);
    }
    case 'received':
      return show(
        'yellow',
        open ? `已接收未反馈，${open.name} ${dueDayWords(open)}，${deadlineWords(open)}` : '已接收未反馈',
      );
    case 'answered':
      return show('green', answeredTitle(clocks), noticeStatusNames[status]);
    case 'returned':
      return show('none', '已回退，等待登记机关重新指派', noticeStageNames.returned);
    case 'pool':
      return show('pool', '未明确后置审批部门，可以认领，没有规定期限');
  }
}

function answeredTitle(clocks: readonly NoticeClock[]): string {
  const late = clocks.find((clock) => clock.step === 'feedback' && isDoneLate(clock));
  return late ? `逾期反馈：应于 ${late.dueOn} 前（含当日）反馈，${late.doneOn} 反馈（${late.article}）` : '已反馈';
}
