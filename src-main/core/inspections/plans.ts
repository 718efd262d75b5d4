/** 抽查方案 in the order of a list, with how far their subjects are. A PC holds some hundreds of plans at most. */
import type { PlanRow } from '#shared/domains/inspections/contract.ts';
import type { PlanList } from '#shared/domains/inspections/lists.ts';
import { finishConfirmation, type Plan, takesPart } from '#shared/domains/inspections/plans.ts';
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

/** How many subjects of a plan stand where, and how many wait for the account. */
export type PlanCounts = Pick<PlanRow, 'unconfirmed' | 'waiting' | 'entered' | 'published' | 'skipped' | 'mine'>;

/** Counts for any plan, of the own department's subjects; two statements for all of them. */
export function planCounts(
  database: Database,
  { account, department }: Pick<Day, 'account' | 'department'>,
): (planId: string) => PlanCounts {
  const counts = stageCounts(database, department);
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

/** The rows of a list of plans. */
export function listPlans(workspace: Workspace, query: Partial<PlanQuery> & Pick<PlanQuery, 'filter'>): PlanRow[] {
  const { database, actor } = workspace;
  const day = dayOf(workspace);
  const countsOf = planCounts(database, day);
  return findPlans(database, { ...query, page: query.page ?? 'query' }, day).map((plan) => {
    const counts = countsOf(plan.id);
    return {
      ...plan,
      ...counts,
      mayFinishConfirmation: counts.unconfirmed === 0 && finishConfirmation(plan, actor).ok,
    };
  });
}

function stageCounts(database: Database, department: string): Map<string, number> {
  const rows = statement<[string], { plan: string; stage: string; n: number }>(
    database,
    `SELECT plan_id AS plan, stage, count(*) AS n FROM inspection_subject INDEXED BY inspection_subject_by_plan
     WHERE department = ? GROUP BY plan_id, stage`,
  ).all(department);
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
