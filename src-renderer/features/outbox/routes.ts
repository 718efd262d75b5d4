import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/outbox', name: 'outbox', meta: { title: '报送与冲突' }, component: () => import('./OutboxPage.vue') },
  {
    path: '/outbox/devices',
    name: 'devices',
    meta: { title: '科室各台电脑', module: 'outbox' },
    component: () => import('./DevicesPage.vue'),
  },
  {
    path: '/outbox/conflicts/:recordId',
    name: 'conflict',
    meta: { title: '处理冲突', module: 'outbox' },
    component: () => import('./ConflictPage.vue'),
    props: true,
  },
];
