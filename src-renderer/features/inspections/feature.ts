/** 双随机抽查 in the house. */
import {
  Calendar,
  DocumentChecked,
  EditPen,
  Finished,
  OfficeBuilding,
  Suitcase,
  Switch,
} from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';
import { planRight, reviewRight } from '#shared/trade/rights.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { core } from '#app/app/core-client.ts';
import type { Feature } from '#app/app/feature.ts';
import { listLocation } from '#app/app/links.ts';
import { today } from '#app/app/use-today.ts';
import { inspectionRoutes as names, subjectsLocation } from './links.ts';

const name = '双随机抽查';

const routes: RouteRecordRaw[] = [
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
    path: '/inspections/tasks/:id/result',
    name: names.taskResult,
    meta: { title: '抽查结果录入', module: names.tasks },
    component: () => import('./result/ResultPage.vue'),
    props: true,
  },
];

export const feature: Feature = {
  routes,
  help: () => import('./help.ts'),
  navigation: {
    name,
    order: 20,
    entries: [
      {
        route: names.tasks,
        icon: Suitcase,
        waiting: {
          count: () => core().inspections.count({ page: 'mine', filter: {} }),
          words: '家待录入或待修改',
          late: () => core().inspections.count({ page: 'mine', filter: { planEnds: { to: addDays(today(), -1) } } }),
        },
      },
      { route: names.entry, icon: EditPen },
      {
        route: names.review,
        icon: DocumentChecked,
        by: reviewRight,
        waiting: { count: () => core().inspections.count({ page: 'review', filter: {} }), words: '家待复核' },
      },
      {
        route: names.confirmPlans,
        icon: Finished,
        by: planRight,
        waiting: {
          count: () => core().inspections.count({ page: 'confirm', filter: { stages: ['unconfirmed'] } }),
          words: '家待确认',
        },
      },
      { route: names.adjust, by: planRight, icon: Switch },
      { route: names.plans, icon: Calendar },
      { route: names.subjects, icon: OfficeBuilding },
    ],
  },
  workbench: {
    location: (link) => (link.to === 'inspections' ? subjectsLocation(link) : null),
    panels: [() => import('./PlansPanel.vue')],
  },
  records: {
    inspectionSubjects: {
      location: (id) => listLocation(names.subjects, {}, id),
      parts: {
        stage: '状态',
        confirmationClosed: '名单确认完毕',
        inspectors: '检查人员',
        result: '抽查结果',
        reviews: '复核意见',
        publishedAt: '公示时间',
        corrections: '更正',
      },
      // Photos and signatures belong under the result that they were made for.
      wholes: ['result'],
      words: async () => (await import('./words.ts')).subjectWords,
    },
    inspectionPlans: {
      location: (id) => listLocation(names.plans, {}, id),
      parts: { stage: '环节', confirmedBy: '已确认完毕的部门' },
      words: async () => (await import('./words.ts')).planWords,
    },
  },
};
