/** The list of 执法检查人员: its conditions and columns. */
import {
  type InspectorList,
  type InspectorSort,
  type ListedState,
  listedStateNames,
  listedStates,
} from '#shared/domains/inspectors/lists.ts';
import type { ListColumn } from '#app/lists/list-columns.ts';
import type { ListScreen } from '#app/lists/list-screen.ts';

/** 名录状态 as it is chosen: one is always chosen, and 名录内 is no condition, as it limits nothing that anybody would take away. */
const usual = 'listed';
export const stateOptions = [
  { value: usual, label: '名录内' },
  ...listedStates.map((value) => ({ value, label: listedStateNames[value] })),
];
export const chosenState = (state: ListedState | undefined): string => state ?? usual;
export const stateOf = (chosen: string): ListedState | undefined => listedStates.find((state) => state === chosen);

const columns: readonly ListColumn<InspectorSort['by']>[] = [
  {
    key: 'name',
    title: '人员姓名 / 用户账号',
    heading: '人员姓名\n用户账号',
    width: 120,
    compact: 120,
    sort: 'name',
    ascendingFirst: true,
    fixed: true,
  },
  { key: 'organ', title: '单位', width: 160, sort: 'organ', ascendingFirst: true },
  { key: 'unit', title: '部门', width: 100, spare: true },
  { key: 'types', title: '人员类型', width: 110 },
  { key: 'lines', title: '监督检查（执法）种类', heading: '监督检查\n（执法）种类', width: 130 },
  { key: 'area', title: '执法区域', width: 100, spare: true },
  { key: 'skills', title: '专业技能', width: 130, spare: true },
  { key: 'certificate', title: '执法证号', width: 130, compact: 130 },
  {
    key: 'ends',
    title: '执法证有效期截止',
    heading: '执法证\n有效期截止',
    width: 116,
    compact: 116,
    sort: 'certificateEnds',
    ascendingFirst: true,
  },
  { key: 'phone', title: '电话', width: 112 },
  { key: 'mobile', title: '手机号码', width: 112, spare: true },
  { key: 'duty', title: '在岗状态', width: 76 },
];

/** 执法人员库查询, for everybody. */
export const inspectorScreen: ListScreen<InspectorList> = {
  page: 'query',
  memory: 'inspections.people',
  title: '执法人员库查询',
  hint: '本级和下级机关的执法检查人员；随机选派和抽查人员调整只在名录内的人员中进行，名录由本单位指定的人员维护',
  daily: ['name', 'certificateNumber', 'types', 'lines', 'state'],
  more: ['organName'],
  columns,
  empty: { title: '名录里还没有人员', hint: '由维护名录的同事在“执法人员库管理”里新增或导入。' },
};
/** 执法人员库管理, for those who keep it. */
export const keepingScreen: ListScreen<InspectorList> = {
  ...inspectorScreen,
  memory: 'inspections.keeping',
  title: '执法人员库管理',
  hint: '随机选派和抽查人员调整只在名录内的人员中进行',
  empty: { title: '名录里还没有人员', hint: '可以逐个新增，或用 Excel 导入。' },
};
