/** Addresses of 双随机抽查. */
import type { RouteLocationRaw } from 'vue-router';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
import type { SubjectFilter } from '#shared/domains/inspections/lists.ts';
import { listLocation } from '#app/app/links.ts';

export const inspectionRoutes = {
  tasks: 'inspection-tasks',
  entry: 'inspection-entry',
  review: 'inspection-review',
  confirmPlans: 'inspection-confirm',
  confirm: 'inspection-confirm-plan',
  adjust: 'inspection-adjust',
  plans: 'inspection-plans',
  subjects: 'inspection-subjects',
  departure: 'inspection-departure',
  result: 'inspection-result',
  taskResult: 'inspection-task-result',
} as const;

/** 录入 of one subject. `from`: the page that leads there; from 我的抽查任务 one stays in it. */
export const resultLocation = (id: string, from?: unknown): RouteLocationRaw => ({
  name: from === inspectionRoutes.tasks ? inspectionRoutes.taskResult : inspectionRoutes.result,
  params: { id },
});
/** What the person has entered, also where it is finished. */
export const enteredLocation = (): RouteLocationRaw =>
  listLocation(inspectionRoutes.subjects, { whose: ['me'], stages: ['entered', 'published'] } satisfies SubjectFilter);
/** 抽查主体查询, with one of them open. */
export const subjectLocation = (open: string): RouteLocationRaw => ({
  name: inspectionRoutes.subjects,
  query: { open },
});
/** 抽查主体查询 of one plan. */
export const planSubjectsLocation = (planId: string): RouteLocationRaw => ({
  name: inspectionRoutes.subjects,
  query: { plan: planId },
});

/**
 * A list of 抽查主体 under a filter, which always travels, so that a remembered one does not limit it further. The stage of
 * 录入 is a tab of its own, not a condition.
 */
export function subjectsLocation({
  page,
  filter,
  open,
}: Pick<SubjectsLink, 'page' | 'filter' | 'open'>): RouteLocationRaw {
  if (page === 'confirm')
    return filter.planId === undefined
      ? { name: inspectionRoutes.confirmPlans }
      : { name: inspectionRoutes.confirm, params: { planId: filter.planId } };
  if (page === 'mine') {
    if (open !== undefined) return resultLocation(open);
    const { stages = [], ...inBar } = filter;
    const [tab] = stages.length === 1 ? stages : ['all'];
    return { name: inspectionRoutes.entry, query: { tab, filter: JSON.stringify(inBar) } };
  }
  return listLocation(page === 'review' ? inspectionRoutes.review : inspectionRoutes.subjects, filter, open);
}
