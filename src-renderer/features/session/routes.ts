import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    meta: { title: '登录', open: true },
    component: () => import('./SignInPage.vue'),
  },
];
