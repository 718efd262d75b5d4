import type { RouteRecordRaw } from 'vue-router';
import { inspectionRoutes as names } from './links.ts';

export const routes: RouteRecordRaw[] = [
  { path: '/inspections', redirect: { name: names.tasks } },
  {
    path: '/inspections/tasks',
    name: names.tasks,
    meta: { title: '我的抽查任务' },
    component: () => import('./TasksPage.vue'),
  },
  {
    path: '/inspections/departure',
    name: names.departure,
    meta: { title: '出发前检查', module: names.tasks },
    component: () => import('./DeparturePage.vue'),
  },
  {
    path: '/inspections/entry',
    name: names.entry,
    meta: { title: '抽查结果录入' },
    component: () => import('./EntryPage.vue'),
  },
  {
    path: '/inspections/review',
    name: names.review,
    meta: { title: '复核' },
    component: () => import('./ReviewPage.vue'),
  },
  {
    path: '/inspections/confirm',
    name: names.confirmPlans,
    meta: { title: '主体名单确认' },
    component: () => import('./ConfirmPlansPage.vue'),
  },
  {
    path: '/inspections/confirm/:planId',
    name: names.confirm,
    meta: { title: '主体名单确认', module: names.confirmPlans },
    component: () => import('./ConfirmPage.vue'),
    props: true,
  },
  {
    path: '/inspections/adjust',
    name: names.adjust,
    meta: { title: '抽查人员调整' },
    component: () => import('./AdjustPage.vue'),
  },
  {
    path: '/inspections/plans',
    name: names.plans,
    meta: { title: '抽查方案查询' },
    component: () => import('./PlansPage.vue'),
  },
  {
    path: '/inspections/subjects',
    name: names.subjects,
    meta: { title: '抽查主体查询' },
    component: () => import('./SubjectsPage.vue'),
  },
  {
    path: '/inspections/subjects/:id/result',
    name: names.result,
    meta: { title: '抽查结果录入', module: names.entry },
    component: () => import('./result/ResultPage.vue'),
    props: true,
  },
  {
    path: '/inspections/inspectors',
    name: names.people,
    meta: { title: '执法人员名录' },
    component: () => import('../inspectors/InspectorsPage.vue'),
  },
];
