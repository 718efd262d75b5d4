/** What differs between 告知接收, 告知反馈 and 告知查询: the manual gives each its own filters and its own button. */
import type { NoticePage, NoticeSort, noticeStatuses } from '#shared/domains/notices/lists.ts';

export type NoticeStatus = (typeof noticeStatuses)[number];

/** Filters that the bar has a control for. A range counts as one. */
export type FilterControl =
  | 'name'
  | 'code'
  | 'statuses'
  | 'permitItemCodes'
  | 'reviewDepartment'
  | 'businessScope'
  | 'address'
  | 'enterpriseKinds'
  | 'applicationTypes'
  | 'approved'
  | 'received'
  | 'feedbackDue'
  | 'deliveries';

export interface PageFacts {
  readonly title: string;
  readonly hint: string;
  /** Controls under 更多条件, in the manual's order. Name, code and status are always in sight. */
  readonly more: readonly FilterControl[];
  /** States that can occur on the page. */
  readonly statuses: readonly NoticeStatus[];
  readonly sort: NoticeSort;
  /** What an empty page without any filter means. */
  readonly empty: { readonly title: string; readonly hint: string };
}

const newestFirst: NoticeSort = { by: 'approvedOn', direction: 'descending' };

export const pageFacts: Record<NoticePage, PageFacts> = {
  receive: {
    title: '告知接收',
    hint: '平台推送、等待本部门接收的告知，以及未明确后置审批部门、可以认领的告知',
    more: [
      'permitItemCodes',
      'reviewDepartment',
      'businessScope',
      'address',
      'enterpriseKinds',
      'applicationTypes',
      'approved',
      'deliveries',
    ],
    statuses: ['overdue', 'pending', 'pool'],
    sort: newestFirst,
    empty: { title: '没有等待接收的告知', hint: '平台有新的推送时会自动出现在这里。' },
  },
  feedback: {
    title: '告知反馈',
    hint: '已接收、需要反馈许可办理结果的告知；平台办结前，已反馈的仍可修改',
    more: [
      'permitItemCodes',
      'businessScope',
      'address',
      'enterpriseKinds',
      'applicationTypes',
      'approved',
      'received',
      'feedbackDue',
      'deliveries',
    ],
    statuses: ['received', 'answered'],
    sort: newestFirst,
    empty: { title: '没有需要反馈的告知', hint: '在“告知接收”里接收或认领后，会出现在这里。' },
  },
  query: {
    title: '告知查询',
    hint: '本部门的全部告知，含已反馈、已回退和待认领的',
    more: [
      'permitItemCodes',
      'reviewDepartment',
      'businessScope',
      'address',
      'enterpriseKinds',
      'applicationTypes',
      'approved',
      'received',
      'feedbackDue',
      'deliveries',
    ],
    statuses: ['overdue', 'pending', 'received', 'answered', 'returned', 'pool'],
    sort: newestFirst,
    empty: { title: '本机还没有告知', hint: '从平台下载到的告知会自动显示在这里。' },
  },
};
