/** 双随机抽查 in 今天要办: what the person has to enter or amend, to review, and lists that wait for 名单确认. */
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
import { hasFinished, type Plan, planOperations, takesPart } from '#shared/domains/inspections/plans.ts';
import type { SubjectFilter } from '#shared/domains/inspections/lists.ts';
import type { TodayGroup, Urgency } from '#shared/contract/workbench.ts';
import { mayDo, reviewRight } from '#shared/trade/rights.ts';
import { sundayOf } from '#shared/trade/weeks.ts';
import { daysBetween } from '#shared/trade/working-days.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';
import { listSubjects, subjectCount } from './queries.ts';

type Group = TodayGroup<SubjectsLink>;

export function inspectionsToday(workspace: Workspace, limit: number): Group[] {
  const sunday = sundayOf(workspace.today());
  return [
    subjects(workspace, limit, 'enter', '本周以前应录入', 'mine', '录入', {
      stages: ['waiting'],
      planEnds: { to: sunday },
    }),
    subjects(workspace, limit, 'amend', '退回修改', 'mine', '修改', { stages: ['sentBack'] }),
    ...(mayDo(reviewRight, workspace.roles)
      ? [subjects(workspace, limit, 'review', '待复核', 'review', '复核', {})]
      : []),
    ...(planOperations.rightRefusal('inspectionPlans.finishConfirmation', workspace.roles) === null
      ? [listsToConfirm(workspace, limit)]
      : []),
  ];
}

function subjects(
  workspace: Workspace,
  limit: number,
  key: string,
  title: string,
  page: 'mine' | 'review',
  action: string,
  filter: SubjectFilter,
): Group {
  const { rows } = listSubjects(workspace, { page, filter, sort: undefined, cursor: null, limit });
  return {
    key,
    title,
    count: subjectCount(workspace, { page, filter }),
    link: { to: 'inspections', page, filter },
    items: rows.map(({ id, enterpriseName, planName, planTo, stage }) => ({
      collection: 'inspectionSubjects',
      recordId: id,
      title: enterpriseName,
      about: planName,
      action,
      // The day of the plan is the day of the inspection: whoever reviews has none.
      ...(page === 'review'
        ? { urgency: 'waiting' as const, due: null }
        : endOf(planTo, workspace.today(), stage === 'sentBack' ? 'returned' : 'waiting')),
      link: { to: 'inspections', page, filter, open: id },
    })),
  };
}

/** Plans of which the department has not said 确认完毕, what ends first in front. A PC holds some hundreds of plans. */
function listsToConfirm({ database, department, today }: Workspace, limit: number): Group {
  const open = statement<[], { data: string }>(
    database,
    "SELECT data FROM inspection_plan WHERE stage = 'confirming' ORDER BY ends_on, id",
  )
    .all()
    .map(({ data }) => JSON.parse(data) as Plan)
    .filter((plan) => takesPart(plan, department.code) && !hasFinished(plan, department.code));
  const unconfirmed = statement<[string, string], { n: number }>(
    database,
    `SELECT count(*) AS n FROM inspection_subject INDEXED BY inspection_subject_by_plan
     WHERE plan_id = ? AND stage = 'unconfirmed' AND department = ?`,
  );
  const linkTo = (planId?: string): SubjectsLink => ({
    to: 'inspections',
    page: 'confirm',
    filter: planId === undefined ? {} : { planId },
  });
  return {
    key: 'confirm',
    title: '待确认的方案',
    count: { value: open.length, capped: false },
    link: linkTo(),
    items: open.slice(0, limit).map(({ id, name, to }) => {
      const left = unconfirmed.get(id, department.code)!.n;
      return {
        collection: 'inspectionPlans',
        recordId: id,
        title: name,
        about: left > 0 ? `名单还有 ${left} 家没有确认` : '名单已全部确认，待点“确认完毕”',
        action: '确认',
        ...endOf(to, today(), 'waiting'),
        link: linkTo(id),
      };
    }),
  };
}

/** How much the end of a plan presses; `otherwise` where it lies beyond this week. */
function endOf(planTo: string, today: string, otherwise: Urgency): Pick<Group['items'][number], 'urgency' | 'due'> {
  const days = daysBetween(today, planTo);
  const words = days < 0 ? `已逾期 ${-days} 天` : days === 0 ? '今天截止' : `还剩 ${days} 天`;
  const soon: Urgency = days < 0 ? 'overdue' : days === 0 ? 'today' : 'week';
  return { urgency: planTo <= sundayOf(today) ? soon : otherwise, due: { on: planTo, words } };
}
