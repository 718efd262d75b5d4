/** 登录 in the house. */
import type { Feature } from '#app/app/feature.ts';
import SignInPage from './SignInPage.vue';

export const feature: Feature = {
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      meta: { title: '登录', open: true },
      // With the first page and not after it: every start begins here.
      component: SignInPage,
    },
  ],
};
