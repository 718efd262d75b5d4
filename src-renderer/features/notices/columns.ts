/** The columns of the lists of 告知, in the manual's order. */
import type { NoticePage, NoticeSort } from '#shared/domains/notices/lists.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';

type Order = NoticeSort['by'];

const columns: readonly ListColumn<Order>[] = [
  {
    key: 'name',
    title: '主体名称 / 统一社会信用代码/注册号',
    heading: '主体名称\n统一社会信用代码/注册号',
    width: 188,
    sort: 'enterpriseName',
    fixed: true,
    ascendingFirst: true,
    compact: 168,
  },
  { key: 'businessScope', title: '经营范围', width: 106 },
  { key: 'address', title: '住所/街道', width: 96, yields: true },
  { key: 'establishedOn', title: '成立日期', width: 90, yields: true },
  {
    key: 'approvedOn',
    title: '最近业务核准日期',
    heading: '最近业务\n核准日期',
    width: 88,
    sort: 'approvedOn',
  },
  { key: 'applicationType', title: '申请类型', width: 72, yields: true },
  { key: 'permitItem', title: '后置审批事项', width: 114, compact: 100 },
  { key: 'department', title: '后置审批部门', width: 130, spare: true },
  { key: 'pushedAt', title: '推送时间', width: 130, sort: 'pushedAt', spare: true },
  { key: 'receivedAt', title: '接收日期', width: 92, sort: 'receivedAt', spare: true },
  { key: 'deadline', title: '期限', width: 114, compact: 118, stays: true },
  { key: 'status', title: '状态', width: 132, stays: true },
  { key: 'action', title: '操作', width: 68, fixed: true },
];

/** On 告知接收 the lamp already tells the state; elsewhere the state must be in sight at 1280 px, so that the oldest date waits. */
export const columnsOf = (page: NoticePage): readonly ListColumn<Order>[] => {
  const spare = page === 'receive' ? 'status' : 'establishedOn';
  return columns.map((column) => {
    if (column.key === spare) return { ...column, spare: true };
    // On 告知查询 stand deadlines of two kinds: no one order of both.
    return column.key === 'deadline' && page !== 'query' ? { ...column, sort: 'urgent', ascendingFirst: true } : column;
  });
};
