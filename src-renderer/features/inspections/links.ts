/** Addresses of 双随机抽查. */
import type { RouteLocationRaw } from 'vue-router';
import type { SubjectsLink } from '#shared/domains/inspections/requests.ts';
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
} as const;

export const resultLocation = (id: string): RouteLocationRaw => ({ name: inspectionRoutes.result, params: { id } });
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
export function subjectsLocation({ page, filter }: Pick<SubjectsLink, 'page' | 'filter'>): RouteLocationRaw {
  if (page === 'mine') {
    const { stages = [], ...inBar } = filter;
    const [tab] = stages.length === 1 ? stages : ['all'];
    return { name: inspectionRoutes.entry, query: { tab, filter: JSON.stringify(inBar) } };
  }
  return listLocation(page === 'review' ? inspectionRoutes.review : inspectionRoutes.subjects, filter);
}
