/** What each lamp means by the settings of this PC, for the legend. */
import type { Lamp } from '#shared/domains/notices/lamps.ts';
import { dayUnitNames } from '#shared/trade/deadlines.ts';
import type { LampThresholds } from '#shared/trade/lamp-thresholds.ts';

export interface LampMeaning {
  readonly lamp: Exclude<Lamp, 'none'>;
  readonly text: string;
}

export const lampMeanings = ({
  notReceivedDays,
  unit,
  feedbackReminderWorkingDays,
}: LampThresholds): readonly LampMeaning[] => [
  { lamp: 'overdue', text: `推送超过 ${notReceivedDays} ${dayUnitNames[unit]}仍未接收` },
  { lamp: 'red', text: '平台已推送，本部门还没有接收' },
  { lamp: 'yellow', text: `已接收，等待反馈许可办理结果；满 ${feedbackReminderWorkingDays} 个工作日提醒，不算逾期` },
  { lamp: 'green', text: '已反馈，平台办结前仍可修改' },
  { lamp: 'pool', text: '没有明确后置审批部门，可以认领，没有规定期限' },
];
