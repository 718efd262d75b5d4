/** 登录 in the house. */
import type { Feature } from '#app/app/feature.ts';

export const feature: Feature = {
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      meta: { title: '登录', open: true },
      component: () => import('./SignInPage.vue'),
    },
  ],
};
