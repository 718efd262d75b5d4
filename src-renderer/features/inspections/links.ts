/** Addresses of 双随机抽查. */
import type { RouteLocationRaw } from 'vue-router';

export const inspectionRoutes = {
  tasks: 'inspection-tasks',
  entry: 'inspection-entry',
  review: 'inspection-review',
  confirmPlans: 'inspection-confirm',
  confirm: 'inspection-confirm-plan',
  adjust: 'inspection-adjust',
  plans: 'inspection-plans',
  subjects: 'inspection-subjects',
  people: 'inspection-inspectors',
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
