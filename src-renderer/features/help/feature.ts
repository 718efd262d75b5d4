/** 帮助 in the house. */
import { QuestionFilled } from '@element-plus/icons-vue';
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [{ path: '/help', name: 'help', meta: { title: '帮助' }, component: () => import('./HelpPage.vue') }],
  help: () => import('./help.ts'),
  navigation: { name: null, order: 93, entries: [{ route: 'help', icon: QuestionFilled }] },
};
