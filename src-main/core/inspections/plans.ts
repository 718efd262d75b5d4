/** 抽查方案 in the order of a list, with how far their subjects are. A PC holds some hundreds of plans at most. */
import type { PlanRow, Progress } from '#shared/domains/inspections/contract.ts';
import type { PlanList } from '#shared/domains/inspections/lists.ts';
import { finishConfirmation, type Plan, planOperations, takesPart } from '#shared/domains/inspections/plans.ts';
import type { SubjectStage } from '#shared/domains/inspections/words.ts';
import type { SheetRequest } from '#shared/lists/schema.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';
import { shortList } from '../records/short-list.ts';
import { personSql } from '../sync/outbox/entries.ts';
import { readShadow } from '../sync/versions.ts';
import { type Day, dayOf } from '../records/day.ts';
import type { Workspace } from '../workspace.ts';
import { planListSpec } from './lists.ts';
import { plansCollection, readPlan } from './sync.ts';

/** What a list of plans asks for. */
export type PlanQuery = SheetRequest<PlanList>;

/** The plans of a list in order. */
export function findPlans(
  database: Database,
  query: PlanQuery,
  { today, department }: Pick<Day, 'today' | 'department'>,
): Plan[] {
  const refused = waitingForPerson(database);
  const all = statement<[], { data: string }>(database, 'SELECT data FROM inspection_plan ORDER BY ends_on, id')
    .all()
    .map(({ data }) => JSON.parse(data) as Plan)
    .map((plan) => (refused.has(plan.id) ? (planThatCloses(database, plan.id) ?? plan) : plan))
    .filter((plan) => query.page !== 'confirm' || takesPart(plan, department));
  return shortList(planListSpec, all, query, today);
}

/**
 * The plan as it closes lists: with a 确认完毕 that is on its way, without one that waits for a person because the platform
 * refused it. Null: not here.
 */
export const planThatCloses = (database: Database, id: string): Plan | null =>
  waitingForPerson(database).has(id)
    ? (readShadow(database, plansCollection, id)?.data ?? null)
    : readPlan(database, id);

/** Plans whose 确认完毕 was not accepted. */
const waitingForPerson = (database: Database): ReadonlySet<string> =>
  new Set(
    statement<[string], { id: string }>(
      database,
      `SELECT DISTINCT record_id AS id FROM outbox INDEXED BY outbox_state
       WHERE state IN ${personSql} AND collection = ?`,
    )
      .all(plansCollection.collection)
      .map(({ id }) => id),
  );

/** How far a plan is, of the own department and of each organ whose subjects are here, and how many wait for the account. */
export type PlanCounts = Pick<PlanRow, 'own' | 'organs' | 'mine'>;

/** Counts for any plan; two statements for all of them. */
export function planCounts(
  database: Database,
  { account, department }: Pick<Day, 'account' | 'department'>,
): (plan: Plan) => PlanCounts {
  const counted = organProgress(database);
  const mine = openTasksByPlan(database, account);
  return (plan) => {
    const names = new Map([plan.leadDepartment, ...plan.departments].map(({ code, name }) => [code, name]));
    const organs = [...(counted.get(plan.id) ?? [])].map(([code, progress]) => ({
      code,
      name: names.get(code) ?? code,
      ...progress,
    }));
    const own = organs.find(({ code }) => code === department);
    return {
      own: own ? progressOf(own) : noProgress(),
      organs: [...(own ? [own] : []), ...organs.filter((one) => one !== own)],
      mine: mine.get(plan.id) ?? 0,
    };
  };
}

const noProgress = (): Progress => ({ total: 0, unconfirmed: 0, skipped: 0, waiting: 0, entered: 0, published: 0 });
const progressOf = ({ total, unconfirmed, skipped, waiting, entered, published }: Progress): Progress => ({
  total,
  unconfirmed,
  skipped,
  waiting,
  entered,
  published,
});

/** The rows of a list of plans. */
export function listPlans(workspace: Workspace, query: Partial<PlanQuery> & Pick<PlanQuery, 'filter'>): PlanRow[] {
  const { database, actor, roles } = workspace;
  const day = dayOf(workspace);
  const mayFinish = planOperations.rightRefusal('inspectionPlans.finishConfirmation', roles) === null;
  const countsOf = planCounts(database, day);
  return findPlans(database, { ...query, page: query.page ?? 'query' }, day).map((plan) => {
    const counts = countsOf(plan);
    return {
      ...plan,
      ...counts,
      mayFinishConfirmation: mayFinish && counts.own.unconfirmed === 0 && finishConfirmation(plan, actor).ok,
    };
  });
}

/** By plan, then by 检查机关. */
function organProgress(database: Database): Map<string, Map<string, Progress>> {
  const rows = statement<[], { plan: string; organ: string; stage: SubjectStage; n: number }>(
    database,
    `SELECT plan_id AS plan, department AS organ, stage, count(*) AS n
     FROM inspection_subject INDEXED BY inspection_subject_by_plan GROUP BY plan_id, department, stage`,
  ).all();
  const plans = new Map<string, Map<string, Progress>>();
  for (const { plan, organ, stage, n } of rows) {
    const organs = plans.get(plan) ?? new Map<string, Progress>();
    const progress = organs.get(organ) ?? noProgress();
    progress.total += n;
    progress[stage === 'sentBack' ? 'waiting' : stage] += n;
    plans.set(plan, organs.set(organ, progress));
  }
  return plans;
}

function openTasksByPlan(database: Database, account: string): Map<string, number> {
  const rows = statement<[string], { plan: string; n: number }>(
    database,
    `SELECT s.plan_id AS plan, count(*) AS n FROM inspection_assignment a INDEXED BY inspection_assignment_open
     CROSS JOIN inspection_subject s ON s.key = a.subject WHERE a.account = ? AND a.open = 1 GROUP BY s.plan_id`,
  ).all(account);
  return new Map(rows.map(({ plan, n }) => [plan, n]));
}
