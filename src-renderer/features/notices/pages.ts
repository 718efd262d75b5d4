/** What differs between 告知接收, 告知反馈 and 告知查询: the manual gives each its own conditions and its own button. */
import type { NoticeFilter, NoticeList, NoticePage } from '#shared/domains/notices/lists.ts';
import type { NoticeStatus } from '#shared/domains/notices/words.ts';
import type { ListScreen, Looks } from '#app/lists/list-screen.ts';
import type { ListTab } from '#app/lists/use-list-tabs.ts';
import { columnsOf } from './columns.ts';
import { toFeedback, toReceive } from './next-work.ts';

/** States that can occur on the page, beside what reads the same on all three. */
const looks = (values: readonly NoticeStatus[]): Looks<NoticeList['fields']> => ({
  name: { placeholder: '几个字或拼音首字母' },
  statuses: { values },
  businessScope: { placeholder: '包含的字词' },
  address: { placeholder: '住所或街道' },
});
/** Where tabs do not tell the status. */
const daily = ['name', 'code', 'statuses'] as const;
/** Name, code and status are always in sight; these are under 更多条件 on every page, in the manual's order. */
const ofTheEnterprise = ['businessScope', 'address', 'enterpriseKinds', 'applicationTypes', 'approved'] as const;

const all: ListTab<NoticeFilter> = { key: 'all', name: '全部', limit: {}, settled: true };
/** What the two work lists are opened for; 告知查询 is no work list. */
export const noticeTabs: Readonly<Record<NoticePage, readonly ListTab<NoticeFilter>[]>> = {
  receive: [
    { key: 'pending', name: '待接收', limit: { statuses: ['pending'] } },
    {
      key: 'overdue',
      name: '逾期',
      limit: { statuses: ['overdue'] },
      late: true,
      empty: { title: '没有逾期未接收的告知', hint: '' },
    },
    {
      key: 'pool',
      name: '待认领',
      limit: { statuses: ['pool'] },
      empty: { title: '没有可以认领的告知', hint: '未明确后置审批部门的告知会列在这里。' },
    },
    all,
  ],
  feedback: [
    { key: 'received', name: '待反馈', limit: { statuses: ['received'] } },
    {
      key: 'reminded',
      name: '已过提醒日',
      limit: { statuses: ['reminded'] },
      empty: { title: '没有过了提醒日还没反馈的告知', hint: '' },
    },
    {
      key: 'answered',
      name: '已反馈',
      limit: { statuses: ['answered'] },
      settled: true,
      empty: { title: '还没有反馈过告知', hint: '' },
    },
    all,
  ],
  query: [],
};

export const noticeScreens: Readonly<Record<NoticePage, ListScreen<NoticeList>>> = {
  receive: {
    page: 'receive',
    memory: 'notices.receive',
    hint: '平台推送、等待本部门接收的告知，以及未明确后置审批部门、可以认领的告知',
    daily: ['name', 'code', 'permitItems'],
    more: ['department', ...ofTheEnterprise, 'deliveries'],
    looks: looks(['overdue', 'pending', 'pool']),
    columns: columnsOf('receive'),
    empty: {
      title: '没有等待接收的告知',
      hint: '平台有新的推送时会自动出现在这里。',
      done: true,
      next: [toFeedback],
    },
  },
  feedback: {
    page: 'feedback',
    memory: 'notices.feedback',
    hint: '已接收、需要反馈许可办理结果的告知；平台办结前，已反馈的仍可修改',
    daily: ['name', 'code', 'permitItems'],
    more: [...ofTheEnterprise, 'received', 'feedbackDue', 'deliveries'],
    looks: looks(['reminded', 'received', 'answered', 'answeredLate']),
    columns: columnsOf('feedback'),
    empty: {
      title: '没有需要反馈的告知',
      hint: '在“告知接收”里接收或认领后，会出现在这里。',
      done: true,
      next: [toReceive],
    },
  },
  query: {
    page: 'query',
    memory: 'notices.query',
    hint: '本部门的全部告知，含已反馈、已回退和待认领的',
    daily,
    more: ['permitItems', 'department', ...ofTheEnterprise, 'received', 'feedbackDue', 'deliveries'],
    looks: looks(['overdue', 'pending', 'reminded', 'received', 'answered', 'answeredLate', 'returned', 'pool']),
    columns: columnsOf('query'),
    empty: { title: '本机还没有告知', hint: '从平台下载到的告知会自动显示在这里。' },
  },
};
