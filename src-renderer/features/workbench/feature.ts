/** 工作台 in the house. */
import { House } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/workbench',
      name: 'workbench',
      meta: { title: '工作台' },
      component: () => import('./WorkbenchPage.vue'),
    },
  ],
  help: () => import('./help.ts'),
  navigation: { name: null, order: 0, entries: [{ route: 'workbench', icon: House }] },
};
