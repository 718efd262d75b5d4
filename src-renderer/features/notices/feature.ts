/** 双告知 in the house. */
import { ChatLineSquare, MessageBox, Tickets } from '@element-plus/icons-vue';
import { noticeList } from '#shared/domains/notices/lists.ts';
import { pagesOf } from '#shared/lists/list.ts';
import { core } from '#app/app/core-client.ts';
import type { Feature } from '#app/app/feature.ts';
import { noticeLocation, noticeRoutes, noticesLocation } from './links.ts';

const name = '双告知';

export const feature: Feature = {
  routes: [
    { path: '/notices', redirect: { name: noticeRoutes.receive } },
    ...pagesOf(noticeList).map((page) => ({
      path: `/notices/${page}`,
      name: noticeRoutes[page],
      meta: { title: noticeList.pages[page].title },
      component: () => import('./NoticeListPage.vue'),
      props: { page },
    })),
  ],
  help: () => import('./help.ts'),
  navigation: {
    name,
    order: 10,
    entries: [
      {
        route: noticeRoutes.receive,
        icon: MessageBox,
        // As 待接收 on the 工作台: a claim is an offer, nobody waits for it.
        waiting: {
          count: () => core().notices.count({ page: 'receive', filter: { statuses: ['pending'] } }),
          words: '条待接收',
          late: () => core().notices.count({ page: 'receive', filter: { statuses: ['overdue'] } }),
        },
      },
      {
        route: noticeRoutes.feedback,
        icon: ChatLineSquare,
        waiting: {
          count: () => core().notices.count({ page: 'feedback', filter: { statuses: ['received'] } }),
          words: '条待反馈',
        },
      },
      { route: noticeRoutes.query, icon: Tickets },
    ],
  },
  workbench: {
    location: (link) => (link.to === 'notices' ? noticeLocation(link) : null),
    panels: [() => import('./WeeksPanel.vue')],
  },
  records: {
    notices: {
      location: (id) => noticesLocation('query', {}, id),
      parts: {
        stage: '状态',
        reviewDepartment: '后置审批部门',
        receipt: '接收',
        returned: '回退',
        feedbacks: '反馈',
        corrections: '更正',
      },
      words: async () => (await import('./words.ts')).noticeWords,
    },
  },
};
