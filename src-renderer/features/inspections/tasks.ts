/** The open subjects of a person, gathered by plan. */
import type { PlanRow, SubjectRow } from '#shared/domains/inspections/contract.ts';

export interface PlanTasks {
  readonly planId: string;
  readonly planName: string;
  readonly planNumber: string;
  readonly from: string;
  readonly to: string;
  readonly daysLeft: number | null;
  /** What the plan asks of inspectors; empty where the plan is not on this PC. */
  readonly requirements: string;
  readonly rows: readonly SubjectRow[];
}

/** What was sent back comes first, then what somebody began, then the rest in the order of the list. */
const urgency = (row: SubjectRow): number => (row.stage === 'sentBack' ? 0 : row.hasDraft ? 1 : 2);

/** Plans that end first come first. */
export function tasksByPlan(rows: readonly SubjectRow[], plans: readonly PlanRow[]): PlanTasks[] {
  const requirements = new Map(plans.map((plan) => [plan.id, plan.requirements]));
  const groups = [...Map.groupBy(rows, (row) => row.planId).values()].flatMap((group): PlanTasks[] => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        planId: first.planId,
        planName: first.planName,
        planNumber: first.planNumber,
        from: first.planFrom,
        to: first.planTo,
        daysLeft: first.daysLeft,
        requirements: requirements.get(first.planId) ?? '',
        rows: [...group].sort((one, other) => urgency(one) - urgency(other)),
      },
    ];
  });
  return groups.sort((one, other) => (one.to < other.to ? -1 : one.to > other.to ? 1 : 0));
}
