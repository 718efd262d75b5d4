/** Clocks of a record, as every screen and lamp tells them. */
import {
  type Deadline as Term,
  deadlineRules,
  deadlineStatus,
  dayUnitNames,
  remainingDays,
} from '#shared/trade/deadlines.ts';
import { type Calendar, restDayName, uncertainDateWords } from '#shared/trade/working-days.ts';
import type { Deadline } from './parts.ts';

/** A clock that runs, or has run: what is known of it before it is compared with today. */
export type Clock = Pick<
  Deadline,
  'name' | 'startOn' | 'startWords' | 'dueOn' | 'certain' | 'unit' | 'doneOn' | 'reminder' | 'article'
>;

/** The clock of a statutory term. */
export const clockOf = ({ kind, title, startOn, dueOn, certain, article }: Term, doneOn: string | null): Clock => ({
  name: `${title}期限`,
  startOn,
  startWords: `自${deadlineRules[kind].startsFrom}起算`,
  dueOn,
  certain,
  unit: 'workingDay',
  doneOn,
  reminder: false,
  article,
});

/** Whether the step was done after its last day. A reminder is no last day. */
export const isDoneLate = ({ doneOn, dueOn, reminder }: Clock): boolean =>
  !reminder && doneOn !== null && doneOn > dueOn;

/** The clock as it stands today. `dueSoonDays`: how many days before the end it counts as soon. */
export function deadlineToday(clock: Clock, today: string, calendar: Calendar, dueSoonDays: number): Deadline {
  const { dueOn, unit, doneOn } = clock;
  const told = { ...clock, dueRest: restDayName(calendar, dueOn) ?? '' };
  if (doneOn !== null) return { ...told, remaining: null, status: isDoneLate(clock) ? 'doneLate' : 'done' };
  const status = deadlineStatus(dueOn, today, calendar, dueSoonDays, unit);
  return {
    ...told,
    remaining: remainingDays(dueOn, today, unit, calendar),
    status: !clock.reminder ? status : status === 'overdue' ? 'reminded' : status === 'dueToday' ? 'dueSoon' : status,
  };
}

/** 「还剩 5 个工作日」「今天到期」「已逾期 2 天」「2026-01-05 完成」; of a reminder 「距提醒日 5 个工作日」「已过提醒日 2 个工作日」. */
export function deadlineWords({ status, remaining, unit, doneOn, reminder }: Deadline): string {
  const days = `${Math.abs(remaining ?? 0)} ${dayUnitNames[unit]}`;
  switch (status) {
    case 'done':
      return `${doneOn} 完成`;
    case 'doneLate':
      return `${doneOn} 完成（逾期）`;
    case 'overdue':
    case 'reminded': {
      // On a weekend right after the last working day no working day has passed yet, but the date has.
      const passed = status === 'overdue' ? '已逾期' : '已过提醒日';
      return remaining === 0 ? passed : `${passed} ${days}`;
    }
    case 'dueToday':
      return '今天到期';
    case 'dueSoon':
    case 'comfortable':
      if (!reminder) return `还剩 ${days}`;
      return remaining === 0 ? '今天提醒' : `距提醒日 ${days}`;
  }
}

/** 「2026-11-29（周日）」, with the warning where the date is a guess. */
export const dueDayWords = ({ dueOn, dueRest, certain }: Pick<Deadline, 'dueOn' | 'dueRest' | 'certain'>): string => {
  const beside = [dueRest, certain ? '' : uncertainDateWords].filter(Boolean).join('，');
  return beside ? `${dueOn}（${beside}）` : dueOn;
};
