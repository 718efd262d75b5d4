import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/settings', name: 'settings', meta: { title: '设置' }, component: () => import('./SettingsPage.vue') },
];
