/** The open subjects of a person, gathered by plan, or by township for the way of the day. */
import type { PlanRow, SubjectRow } from '#shared/domains/inspections/contract.ts';
import { shortAddress } from '#app/app/short-address.ts';

export interface Tasks {
  /** Tells it from the others. */
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** Until the first plan ends. */
  readonly daysLeft: number | null;
  /** Null: of several plans. */
  readonly planId: string | null;
  /** What the plan asks of inspectors; empty where the plan is not on this PC. */
  readonly requirements: string;
  readonly rows: readonly SubjectRow[];
}
export const groupings = ['plan', 'place'] as const;
export type Grouping = (typeof groupings)[number];

/** What was sent back comes first, then what somebody began, then the rest in the order of the list. */
const urgency = (row: SubjectRow): number => (row.stage === 'sentBack' ? 0 : row.hasDraft ? 1 : 2);

/** Plans that end first come first. */
export function tasksByPlan(rows: readonly SubjectRow[], plans: readonly PlanRow[]): Tasks[] {
  const requirements = new Map(plans.map((plan) => [plan.id, plan.requirements]));
  return gathered(rows, (row) => row.planId)
    .toSorted(([, [one]], [, [other]]) => compare(one.planTo, other.planTo))
    .map(([planId, group]) => {
      const [{ planName, planNumber, planFrom, planTo, daysLeft }] = group;
      return {
        key: planId,
        title: planName,
        about: `${planNumber}　${planFrom} 至 ${planTo}`,
        daysLeft,
        planId,
        requirements: requirements.get(planId) ?? '',
        rows: group.toSorted((one, other) => urgency(one) - urgency(other)),
      };
    });
}

/** Townships with most to do come first; within one, what lies along the same street stands together. */
export const tasksByPlace = (rows: readonly SubjectRow[]): Tasks[] =>
  gathered(rows, ({ address }) => townshipOf(address))
    .toSorted(([one, many], [other, more]) => more.length - many.length || compare(one, other))
    .map(([township, group]) => ({
      key: township,
      title: township,
      about: `${new Set(group.map(({ planId }) => planId)).size} 个方案`,
      daysLeft: group.reduce<number | null>(
        (least, { daysLeft }) => (least === null || (daysLeft ?? least) < least ? daysLeft : least),
        null,
      ),
      planId: null,
      requirements: '',
      rows: group.toSorted((one, other) => compare(one.address, other.address)),
    }));

/** 「石桥堰镇」; what names none stands together. */
export function townshipOf(address: string): string {
  const [township] = /^[\u4e00-\u9fff]{1,8}?(?:街道|镇|乡)/.exec(shortAddress(address)) ?? [];
  return township ?? '其他地址';
}

const gathered = (
  rows: readonly SubjectRow[],
  keyOf: (row: SubjectRow) => string,
): [string, [SubjectRow, ...SubjectRow[]]][] =>
  // No group is empty.
  [...Map.groupBy(rows, keyOf)] as [string, [SubjectRow, ...SubjectRow[]]][];
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
