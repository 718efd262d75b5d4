/** The lists of 抽查方案: columns and conditions. */
import type { PlanList, PlanSort } from '#shared/domains/inspections/lists.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';
import type { ListScreen } from '#app/lists/list-screen.ts';

const name = { key: 'name', title: '抽查方案名称 / 抽查编号', heading: '抽查方案名称\n抽查编号', fixed: true };
const basis = { key: 'basis', title: '抽查依据', width: 160 };
const scope = { key: 'scope', title: '抽查检查范围', width: 170 };
const period = { key: 'period', title: '抽查起止时间', width: 116, compact: 116 };
const drawnUpOn = { key: 'drawnUpOn', title: '制定日期', width: 94 };

const drawnUpBy = { key: 'drawnUpBy', title: '制定机关', width: 150 };
const parts = { placeholder: '包含的字词' };

/** 抽查方案查询 */
const planColumns: readonly ListColumn<PlanSort['by']>[] = [
  { ...name, width: 230, compact: 230, sort: 'name', ascendingFirst: true },
  { key: 'lead', title: '牵头部门', width: 150 },
  { key: 'departments', title: '协同部门', width: 170 },
  { ...drawnUpBy, spare: true },
  { ...basis, spare: true },
  { ...scope, spare: true },
  { ...period, sort: 'endsOn', ascendingFirst: true },
  { ...drawnUpOn, sort: 'drawnUpOn' },
  { key: 'progress', title: '本部门主体数 / 已录入 / 已公示', heading: '本部门主体\n已录入/已公示', width: 104 },
  { key: 'mine', title: '本人待办', width: 76, spare: true },
  { key: 'stage', title: '状态', width: 84, compact: 84, sort: 'stage', ascendingFirst: true },
];
export const planScreen: ListScreen<PlanList> = {
  page: 'query',
  memory: 'inspections.plans',
  hint: '本部门牵头或协同的，以及下级机关参加的全部抽查方案',
  daily: ['name', 'number', 'stages'],
  more: ['drawnUp', 'begins', 'ends', 'drawnUpBy', 'lead'],
  looks: { drawnUpBy: parts, lead: parts },
  columns: planColumns,
  empty: { title: '本机还没有抽查方案', hint: '从平台下载到的抽查方案会自动显示在这里。' },
};
/** 主体名单确认 */
export const confirmPlanScreen: ListScreen<PlanList> = {
  page: 'confirm',
  memory: 'inspections.confirmPlans',
  hint: '选择方案，逐家确认检查或不检查；全部确认后进入人员选派环节',
  daily: ['name', 'number'],
  more: ['drawnUp', 'begins', 'ends'],
  columns: [
    { ...name, width: 220, compact: 220, sort: 'name', ascendingFirst: true },
    basis,
    scope,
    { key: 'lead', title: '牵头部门', width: 150, spare: true },
    { key: 'departments', title: '协同部门', width: 170, spare: true },
    {
      ...period,
      title: '抽查开始时间 / 截止时间',
      heading: '抽查开始时间\n截止时间',
      sort: 'endsOn',
      ascendingFirst: true,
    },
    { ...drawnUpOn, sort: 'drawnUpOn' },
    { key: 'confirmation', title: '确认情况', width: 110 },
    { key: 'action', title: '操作', width: 124, fixed: true },
  ],
  empty: { title: '没有等待确认名单的抽查方案', hint: '新的方案派发到本部门后，会自动出现在这里。', done: true },
};
