/** What differs between the lists of 抽查主体: conditions, columns, words. */
import type { SubjectList, SubjectSort } from '#shared/domains/inspections/lists.ts';
import { confirmationNames } from '#shared/domains/inspections/words.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';
import type { ListScreen, Looks } from '#app/lists/list-screen.ts';
import type { SheetKind } from './sheets.ts';

export type SubjectView = 'entry' | 'review' | 'confirm' | 'query';
export interface SubjectViewFacts extends ListScreen<SubjectList> {
  /** What 导出 Excel offers; Ctrl+E takes the first. */
  readonly sheets: readonly [SheetKind, ...SheetKind[]];
}
type Column = ListColumn<SubjectSort['by']>;

const looks: Looks<SubjectList['fields']> = {
  name: { placeholder: '几个字或拼音首字母' },
  planName: { placeholder: '包含的字词' },
  planNumber: { placeholder: '包含的字词' },
  inspectorName: { placeholder: '包含的字词' },
  organName: { placeholder: '包含的字词' },
  legalRepresentative: { placeholder: '包含的字词' },
  registrationOrgan: { placeholder: '包含的字词' },
  jurisdiction: { placeholder: '包含的字词' },
  drawnUpBy: { placeholder: '包含的字词' },
};

const column = {
  name: {
    key: 'name',
    title: '主体名称 / 统一社会信用代码/注册号',
    heading: '主体名称\n统一社会信用代码/注册号',
    width: 200,
    compact: 200,
    sort: 'enterpriseName',
    ascendingFirst: true,
    fixed: true,
  },
  plan: { key: 'plan', title: '抽查方案名称 / 抽查编号', heading: '抽查方案名称\n抽查编号', width: 190 },
  kind: { key: 'kind', title: '主体类型', width: 76 },
  representative: {
    key: 'representative',
    title: '法定代表人/经营者',
    heading: '法定代表人\n/经营者',
    width: 90,
  },
  address: { key: 'address', title: '住所', width: 170, yields: true },
  organ: { key: 'organ', title: '登记机关', width: 130, yields: true },
  jurisdiction: { key: 'jurisdiction', title: '管辖机关', width: 130 },
  department: { key: 'department', title: '检查机关', width: 130 },
  period: { key: 'period', title: '抽查起止时间', width: 116, sort: 'planTo', ascendingFirst: true },
  left: { key: 'left', title: '剩余时间', width: 126, compact: 126, stays: true, sort: 'planTo', ascendingFirst: true },
  people: { key: 'people', title: '检查人员', width: 104 },
  inspectedOn: { key: 'inspectedOn', title: '检查日期', width: 92, sort: 'inspectedOn' },
  outcome: { key: 'outcome', title: '检查结果', width: 80, compact: 80 },
  stage: { key: 'stage', title: '状态', width: 130, compact: 130 },
  phone: { key: 'phone', title: '联系电话', width: 116, yields: true },
  action: { key: 'action', title: '操作', width: 84, fixed: true },
} as const satisfies Record<string, Column>;
/** In the order given; those that are not shown from the start stand before the button, or before 状态 where it is next to it. */
const columnsOf = (shown: readonly Column[], spare: readonly Column[]): readonly Column[] => {
  const before = shown.at(-2)?.key === 'stage' ? -2 : -1;
  return [...shown.slice(0, before), ...spare.map((one) => ({ ...one, spare: true })), ...shown.slice(before)];
};
/** The button, and beside it the manual's 打印. */
const withPrint: Column = { ...column.action, width: 136 };

export const subjectViews: Record<SubjectView, SubjectViewFacts> = {
  entry: {
    page: 'mine',
    memory: 'inspections.entry',
    title: '抽查结果录入',
    hint: '分派给本人检查、还没有录入或被退回修改的抽查主体',
    daily: ['name', 'code', 'planName'],
    more: ['enterpriseKinds', 'planEnds', 'planNumber', 'deliveries'],
    looks,
    columns: columnsOf(
      // How urgent it is stays in sight at 1024 px.
      [
        column.name,
        column.left,
        column.stage,
        { ...column.plan, width: 166 },
        column.address,
        column.people,
        withPrint,
      ],
      [column.kind, column.representative, column.phone, column.period, column.organ],
    ),
    sheets: ['inspectionTasks'],
    empty: { title: '没有需要录入的抽查主体', hint: '平台把主体分派给您以后，会自动出现在这里。', done: true },
  },
  review: {
    page: 'review',
    memory: 'inspections.review',
    title: '复核',
    hint: '本部门已录入、等待复核的抽查结果；复核通过后自动公示',
    daily: ['name', 'code', 'planName'],
    more: ['enterpriseKinds', 'inspected', 'planEnds', 'inspectorName', 'deliveries'],
    looks,
    columns: columnsOf(
      [column.name, column.plan, column.people, column.inspectedOn, column.outcome, column.stage, column.action],
      [column.kind, column.address, column.period],
    ),
    sheets: ['inspectionResults', 'inspectionTasks'],
    empty: { title: '没有等待复核的结果', hint: '同事录入结果后，会自动出现在这里。', done: true },
  },
  confirm: {
    page: 'confirm',
    memory: 'inspections.confirm',
    hint: '逐个或批量确认检查、确认不检查；全部确认后按“确认完毕”',
    daily: ['name', 'code', 'stages'],
    more: ['legalRepresentative', 'registrationOrgan', 'jurisdiction', 'enterpriseKinds', 'deliveries'],
    looks: {
      ...looks,
      stages: { label: '确认状态', values: ['unconfirmed', 'waiting', 'skipped'], names: confirmationNames },
    },
    columns: columnsOf(
      [
        column.name,
        column.kind,
        column.representative,
        column.address,
        column.organ,
        column.stage,
        { ...column.action, width: 190 },
      ],
      [column.phone, column.jurisdiction],
    ),
    sheets: ['inspectionTasks'],
    empty: { title: '这个方案没有本部门的抽查主体', hint: '' },
  },
  query: {
    page: 'query',
    memory: 'inspections.query',
    hint: '本部门、下级机关和本部门牵头方案的全部抽查主体，含已公示和确认不检查的；其他机关的只能查看',
    daily: ['name', 'code', 'whose', 'stages'],
    more: [
      'planName',
      'planNumber',
      'drawnUpBy',
      'drawnUp',
      'planBegins',
      'planEnds',
      'organName',
      'inspectorName',
      'inspected',
      'enterpriseKinds',
      'timesDrawn',
      'deliveries',
    ],
    looks: {
      ...looks,
      inspectorName: { label: '抽查人员', placeholder: '包含的字词' },
      inspected: { label: '检查时间' },
      planEnds: { label: '截止时间' },
    },
    columns: columnsOf(
      [
        column.name,
        column.plan,
        column.people,
        column.department,
        column.inspectedOn,
        column.outcome,
        column.stage,
        column.action,
      ],
      [
        column.period,
        column.kind,
        column.representative,
        column.phone,
        column.address,
        column.organ,
        column.jurisdiction,
        column.left,
      ],
    ),
    sheets: ['inspectionTasks', 'inspectionResults', 'inspectionStatistics'],
    empty: { title: '本机还没有抽查主体', hint: '从平台下载到的抽查主体会自动显示在这里。' },
  },
};
