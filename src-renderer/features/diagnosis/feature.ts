/** 连接检查 in the house. */
import { Connection } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/diagnosis',
      name: 'diagnosis',
      meta: { title: '连接检查' },
      component: () => import('./DiagnosisPage.vue'),
    },
  ],
  help: () => import('./help.ts'),
  navigation: { name: null, order: 91, entries: [{ route: 'diagnosis', icon: Connection }] },
};
