/** The Excel of the 执法检查人员名录: what the list shows. Columns of the import template keep its words (`template.ts`). */
import type { InspectorFilter, InspectorSort } from '#shared/domains/inspectors/lists.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { Database } from '../database/types.ts';
import type { SheetColumn } from '../exports/sheet-form.ts';
import { type Content, inspectionLayout } from '../inspections/workbook-form.ts';
import type { WorkbookMaker } from '../exports/archive-layout.ts';
import { conditionWords } from '../exports/condition-words.ts';
import { findInspectors } from './queries.ts';

interface InspectorColumn extends SheetColumn {
  value(inspector: Inspector, number: number): string | number;
}
const text = (title: string, width: number, value: InspectorColumn['value']): InspectorColumn => ({
  title,
  width,
  kind: 'text',
  value,
});
const short = (title: string, width: number, value: InspectorColumn['value']): InspectorColumn => ({
  ...text(title, width, value),
  kind: 'short',
  align: 'center',
});
const genderNames = { male: '男', female: '女' };

export const inspectorSheetColumns: readonly InspectorColumn[] = [
  { title: '序', width: 5, kind: 'number', align: 'center', value: (_, number) => number },
  short('姓名', 9, ({ name }) => name),
  text('用户账号', 12, ({ account }) => account),
  short('性别', 6, ({ gender }) => (gender ? genderNames[gender] : '')),
  { title: '年龄', width: 6, kind: 'number', align: 'center', value: ({ age }) => age ?? '' },
  short('学历', 10, ({ education }) => education),
  text('单位', 20, ({ department }) => department.name),
  text('人员类型', 14, ({ types }) => types.join('、')),
  text('监督检查（执法）种类', 18, ({ lines }) => lines.join('、')),
  text('监督检查（执法）区域', 14, ({ area }) => area),
  text('专业技能', 14, ({ skills }) => skills.join('、')),
  text('执法证号', 16, ({ certificateNumber }) => certificateNumber),
  short('有效期限起始时间', 11, ({ certificateFrom }) => certificateFrom ?? ''),
  short('有效期限截止时间', 11, ({ certificateTo }) => certificateTo ?? ''),
  text('发证机关', 18, ({ certificateOrgan }) => certificateOrgan),
  text('电话', 13, ({ phone }) => phone),
  short('在岗状态', 9, ({ onDuty, revoked }) => (revoked ? '已撤销' : onDuty ? '在岗' : '不在岗')),
  text('备注', 14, ({ remark }) => remark),
];

export const inspectorsTitle = '双随机抽查·执法检查人员名录';

/** The people of the list in its order. */
export function inspectorsContent(
  database: Database,
  request: { filter: InspectorFilter; sort?: InspectorSort | undefined },
  maker: WorkbookMaker,
): Content {
  const { filter, sort } = request;
  const people = findInspectors(database, filter, sort);
  const words = conditionWords([
    ['人员姓名', filter.name],
    ['执法证号', filter.certificateNumber],
    ['人员类型', filter.types?.join('、')],
    ['监督检查（执法）种类', filter.lines?.join('、')],
    ['名录状态', filter.revoked === undefined ? undefined : filter.revoked ? '已撤销' : '名录内'],
    ['执法证有效期截止', filter.certificateEndsBefore && `${filter.certificateEndsBefore} 及以前`],
  ]);
  return {
    layout: inspectionLayout(
      inspectorsTitle,
      inspectorSheetColumns,
      maker,
      `查询条件：${words}　　共 ${people.length} 人`,
    ),
    rows: people.map((person, index) => inspectorSheetColumns.map((column) => column.value(person, index + 1))),
    total: people.length,
  };
}
