/** 设置 in the house. */
import { Setting } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [
    { path: '/settings', name: 'settings', meta: { title: '设置' }, component: () => import('./SettingsPage.vue') },
  ],
  help: () => import('./help.ts'),
  navigation: { name: null, order: 92, entries: [{ route: 'settings', icon: Setting }] },
};
