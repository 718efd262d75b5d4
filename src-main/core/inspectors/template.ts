/** The 登记表 of the platform: its columns. */
import type { SheetRow, Template } from '../imports/template.ts';

const columns = [
  { key: 'name', title: '姓名', required: true, also: ['人员姓名'] },
  { key: 'gender', title: '性别', required: false, also: [] },
  { key: 'age', title: '年龄', required: false, also: [] },
  { key: 'education', title: '学历', required: false, also: [] },
  { key: 'types', title: '人员类型', required: true, also: [] },
  { key: 'lines', title: '监督检查（执法）种类', required: true, also: ['监督检查种类', '执法种类'] },
  { key: 'area', title: '监督检查（执法）区域', required: false, also: ['监督检查区域', '执法区域'] },
  { key: 'certificateNumber', title: '编号', required: false, also: ['执法证号', '证号'] },
  { key: 'certificateFrom', title: '有效期限起始时间', required: false, also: ['起始时间', '有效期起'] },
  { key: 'certificateTo', title: '有效期限截止时间', required: false, also: ['截止时间', '有效期止'] },
  // Behind those of the platform's own form, which stays readable without them.
  { key: 'skills', title: '专业技能', required: false, also: [] },
  { key: 'phone', title: '电话', required: false, also: ['联系电话'] },
  { key: 'mobile', title: '手机号码', required: false, also: ['手机', '手机号'] },
] as const;
export type InspectorColumn = (typeof columns)[number]['key'];
export type InspectorRow = SheetRow<InspectorColumn>;

export const inspectorTemplate: Template<InspectorColumn> = {
  columns,
  found: 'name',
  words: { rows: '人员', unit: '人', whole: '人员名录' },
};
