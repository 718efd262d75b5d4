/** 我的草稿 and 最近查看 in the house. */
import { Memo } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [
    { path: '/drafts', name: 'drafts', meta: { title: '草稿与最近查看' }, component: () => import('./DraftsPage.vue') },
  ],
  help: () => import('./help.ts'),
  navigation: { name: null, order: 1, entries: [{ route: 'drafts', icon: Memo }] },
  workbench: {
    location: () => null,
    panels: [() => import('./DraftsPanel.vue')],
  },
};
