import type { Deadline } from '#shared/records/parts.ts';

/** 「还剩 5 个工作日」「今天到期」「已逾期 2 个工作日」「已于 2026-01-05 完成」. */
export function remainingWords(
  deadline: Pick<Deadline, 'status' | 'remainingWorkingDays' | 'doneOn' | 'dueOn'>,
): string {
  const days = deadline.remainingWorkingDays;
  switch (deadline.status) {
    case 'done':
      return deadline.doneOn === null
        ? '已完成'
        : deadline.doneOn > deadline.dueOn
          ? `${deadline.doneOn} 完成（逾期）`
          : `${deadline.doneOn} 完成`;
    case 'overdue':
      // Overdue on a weekend right after the last working day: no working day has passed yet, but the date has.
      return days === null || days === 0 ? '已逾期' : `已逾期 ${Math.abs(days)} 个工作日`;
    case 'dueToday':
      return '今天到期';
    default:
      return days === null ? deadline.dueOn : `还剩 ${days} 个工作日`;
  }
}
