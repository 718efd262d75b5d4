/** 报送与冲突 in the house. */
import { Position } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';
import { useOutboxSummary } from './outbox-summary.ts';

export const feature: Feature = {
  routes: [
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
  ],
  help: () => import('./help.ts'),
  navigation: {
    name: null,
    order: 90,
    entries: [
      {
        route: 'outbox',
        icon: Position,
        waiting: { count: countNeedPerson, words: '条请您处理', attention: true },
      },
    ],
  },
  topics: ['outbox'],
};

async function countNeedPerson() {
  const { needPerson } = await useOutboxSummary().refresh();
  return { value: needPerson, capped: false };
}
