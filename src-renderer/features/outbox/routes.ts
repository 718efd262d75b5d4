import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/outbox', name: 'outbox', meta: { title: '报送与冲突' }, component: () => import('./OutboxPage.vue') },
];
