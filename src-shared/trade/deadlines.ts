/**
 * The statutory clocks, as data with the article that each comes from.
 *
 * 《试行办法》 is 《国家企业信用信息公示系统（部门协同监管平台—湖南）管理和运用试行办法》 (湘商改〔2016〕7号, in force since it was issued,
 * 2016-11-11). A term of 工作日 starts on the day after `startOn`; see `working-days.ts`.
 */
import { defaultLampThresholds } from './lamp-thresholds.ts';
import { addWorkingDays, type Calendar, countWorkingDaysBetween, daysBetween } from './working-days.ts';

export const deadlineKinds = [
  'recordCollection',
  'publication',
  'noticeFeedback',
  'inspectorUpdate',
  'enforcementFeedback',
  'correction',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export interface DeadlineRule {
  title: string;
  workingDays: number;
  /** Short, for a table: 「《试行办法》第五条第一款」. */
  article: string;
  /** From when the term runs, in words. */
  startsFrom: string;
}

export const deadlineRules: Readonly<Record<DeadlineKind, DeadlineRule>> = {
  recordCollection: {
    title: '归集',
    workingDays: 7,
    article: '《试行办法》第五条第一款',
    startsFrom: '信息产生之日',
  },
  /** The 20 include the 7 of 归集: both run from the same day. */
  publication: {
    title: '公示',
    workingDays: 20,
    article: '《试行办法》第五条第一款',
    startsFrom: '信息产生之日（含归集的7个工作日）',
  },
  /**
   * Of a permit: what must be made public comes to the platform within 7 工作日 of the day on which it arose. No article gives
   * the answer to a 告知 a term of its own.
   */
  noticeFeedback: {
    title: '反馈',
    workingDays: 7,
    article: '《试行办法》第七条第三款',
    startsFrom: '发证之日',
  },
  inspectorUpdate: {
    title: '执法检查人员名录库更新',
    workingDays: 7,
    article: '《试行办法》第八条第二款',
    startsFrom: '人员变动之日',
  },
  enforcementFeedback: {
    title: '惩戒实施反馈',
    workingDays: 15,
    article: '《试行办法》第九条第一款',
    startsFrom: '做出限制决定之日',
  },
  correction: {
    title: '更正报请',
    workingDays: 3,
    article: '《试行办法》第十八条第一款',
    startsFrom: '发现错误之日',
  },
};

export interface Deadline {
  kind: DeadlineKind;
  title: string;
  startOn: string;
  /** Last day on which it is still in time. */
  dueOn: string;
  /** false: the way there passes days that no published calendar covers; show `uncertainDateWords`. */
  certain: boolean;
  article: string;
  workingDays: number;
}

/** The deadline of a term that starts running on `startOn` (`YYYY-MM-DD`, itself not counted). */
export function deadlineOf(kind: DeadlineKind, startOn: string, calendar: Calendar): Deadline {
  let known = knownDeadlines.get(calendar);
  // Lists ask for the same few days again and again; the bound is some years of days for every kind.
  if (!known || known.size > 20_000) knownDeadlines.set(calendar, (known = new Map<string, Deadline>()));
  const name = `${kind} ${startOn}`;
  let deadline = known.get(name);
  if (!deadline) {
    const { title, workingDays, article } = deadlineRules[kind];
    const { date, certain } = addWorkingDays(calendar, startOn, workingDays);
    deadline = Object.freeze({ kind, title, startOn, dueOn: date, certain, article, workingDays });
    known.set(name, deadline);
  }
  return deadline;
}
const knownDeadlines = new WeakMap<Calendar, Map<string, Deadline>>();

/** In what days are counted: 天, as the calendar has them, or 工作日. */
export type DayUnit = 'day' | 'workingDay';
export const dayUnitNames: Readonly<Record<DayUnit, string>> = { day: '天', workingDay: '个工作日' };

/** Days left after today, up to and including the due day; 0 on the due day, negative once it has passed. */
export const remainingDays = (dueOn: string, today: string, unit: DayUnit, calendar: Calendar): number =>
  unit === 'day' ? daysBetween(today, dueOn) : countWorkingDaysBetween(calendar, today, dueOn);

export type DeadlineStatus = 'overdue' | 'dueToday' | 'dueSoon' | 'comfortable';

/** How pressing an open deadline is; due soon means that at most `dueSoonDays` are left, counted in its own unit. */
export function deadlineStatus(
  dueOn: string,
  today: string,
  calendar: Calendar,
  dueSoonDays: number = defaultLampThresholds.feedbackDueSoonWorkingDays,
  unit: DayUnit = 'workingDay',
): DeadlineStatus {
  if (dueOn < today) return 'overdue';
  if (dueOn === today) return 'dueToday';
  return remainingDays(dueOn, today, unit, calendar) <= dueSoonDays ? 'dueSoon' : 'comfortable';
}
