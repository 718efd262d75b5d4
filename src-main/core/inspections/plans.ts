/** 抽查方案 in the order of a list, with how far their subjects are. A PC holds some hundreds of plans at most. */
import type { PlanRow } from '#shared/domains/inspections/contract.ts';
import type { PlanFilter, PlanSort } from '#shared/domains/inspections/lists.ts';
import { finishConfirmation, type Plan } from '#shared/domains/inspections/plans.ts';
import type { SubjectStage } from '#shared/domains/inspections/words.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import { comparePlaces } from '../records/order.ts';
import type { Workspace } from '../workspace.ts';

/** What a plan is placed by, most significant first. */
const placeBy: Record<PlanSort['by'], (plan: Plan) => readonly string[]> = {
  stage: (plan) => [plan.stage === 'finished' ? '1' : '0'],
  name: (plan) => [pinyinInitials(plan.name), plan.name],
  endsOn: (plan) => [plan.to],
  drawnUpOn: (plan) => [plan.drawnUpOn],
};
const usual: PlanSort = { by: 'stage', direction: 'ascending' };

/** The plans of a list in order; what stands alike goes by the end. */
export function findPlans(database: Database, filter: PlanFilter, { by, direction }: PlanSort = usual): Plan[] {
  const holds = (text: string, wanted: string | undefined) =>
    normalizeSearchText(text).includes(normalizeSearchText(wanted ?? ''));
  const found = statement<[], { data: string }>(database, 'SELECT data FROM inspection_plan ORDER BY ends_on, id')
    .all()
    .map(({ data }) => JSON.parse(data) as Plan)
    .filter((plan) => holds(plan.name, filter.name) && holds(plan.number, filter.number))
    .filter((plan) => !filter.stages?.length || filter.stages.includes(plan.stage))
    .map((plan) => ({ plan, place: placeBy[by](plan) }))
    .sort((left, right) => comparePlaces(left.place, right.place))
    .map(({ plan }) => plan);
  return direction === 'ascending' ? found : found.reverse();
}

/** How many subjects of a plan stand where, and how many wait for the account. */
export type PlanCounts = Pick<PlanRow, 'unconfirmed' | 'waiting' | 'entered' | 'published' | 'skipped' | 'mine'>;

/** Counts for any plan; two statements for all of them. */
export function planCounts(database: Database, account: string): (planId: string) => PlanCounts {
  const counts = stageCounts(database);
  const mine = openTasksByPlan(database, account);
  return (planId) => {
    const count = (...stages: SubjectStage[]) =>
      stages.reduce((sum, stage) => sum + (counts.get(`${planId} ${stage}`) ?? 0), 0);
    return {
      unconfirmed: count('unconfirmed'),
      waiting: count('waiting', 'sentBack'),
      entered: count('entered'),
      published: count('published'),
      skipped: count('skipped'),
      mine: mine.get(planId) ?? 0,
    };
  };
}

/** The rows of a list of plans; without an order running ones first, then by the end. */
export function listPlans({ database, actor }: Workspace, filter: PlanFilter & { sort?: PlanSort }): PlanRow[] {
  const countsOf = planCounts(database, actor.account);
  return findPlans(database, filter, filter.sort).map((plan) => {
    const counts = countsOf(plan.id);
    return {
      ...plan,
      ...counts,
      mayFinishConfirmation: counts.unconfirmed === 0 && finishConfirmation(plan, actor).ok,
    };
  });
}

function stageCounts(database: Database): Map<string, number> {
  const rows = statement<[], { plan: string; stage: string; n: number }>(
    database,
    `SELECT plan_id AS plan, stage, count(*) AS n FROM inspection_subject INDEXED BY inspection_subject_by_plan
     GROUP BY plan_id, stage`,
  ).all();
  return new Map(rows.map(({ plan, stage, n }) => [`${plan} ${stage}`, n]));
}

function openTasksByPlan(database: Database, account: string): Map<string, number> {
  const rows = statement<[string], { plan: string; n: number }>(
    database,
    `SELECT s.plan_id AS plan, count(*) AS n FROM inspection_assignment a INDEXED BY inspection_assignment_open
     CROSS JOIN inspection_subject s ON s.key = a.subject WHERE a.account = ? AND a.open = 1 GROUP BY s.plan_id`,
  ).all(account);
  return new Map(rows.map(({ plan, n }) => [plan, n]));
}
