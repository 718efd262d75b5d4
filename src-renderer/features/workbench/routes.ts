import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/workbench', name: 'workbench', meta: { title: '工作台' }, component: () => import('./WorkbenchPage.vue') },
];
