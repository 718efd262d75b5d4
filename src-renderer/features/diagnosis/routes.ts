import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/diagnosis',
    name: 'diagnosis',
    meta: { title: '连接检查' },
    component: () => import('./DiagnosisPage.vue'),
  },
];
