/** The columns of 我的抽查任务; the plan heads its own table. */
import type { ListColumn } from '#app/lists/list-columns.ts';

export const taskColumns: readonly ListColumn[] = [
  {
    key: 'name',
    title: '主体名称 / 统一社会信用代码/注册号',
    heading: '主体名称\n统一社会信用代码/注册号',
    width: 220,
    fixed: true,
  },
  // In sight at 1024 px: what was sent back, what was begun.
  { key: 'stage', title: '状态', width: 120, stays: true },
  { key: 'kind', title: '主体类型', width: 76, spare: true },
  { key: 'representative', title: '法定代表人/经营者', heading: '法定代表人\n/经营者', width: 90 },
  { key: 'phone', title: '联系电话', width: 116 },
  { key: 'address', title: '住所', width: 190, yields: true },
  { key: 'organ', title: '登记机关', width: 130, spare: true },
  { key: 'people', title: '检查人员', width: 110 },
  { key: 'action', title: '操作', width: 140, fixed: true },
];
/** By township the plan stands in each row, and what is urgent beside it. */
export const placeColumns: readonly ListColumn[] = taskColumns.flatMap((column) =>
  column.key === 'stage'
    ? [column, { key: 'plan', title: '抽查方案名称 / 抽查编号', heading: '抽查方案名称\n抽查编号', width: 170 }]
    : [column],
);
