/** The Excel of the 执法检查人员名录: what the list shows. Columns of the import template keep its words (`template.ts`). */
import { type InspectorFilter, inspectorList } from '#shared/domains/inspectors/lists.ts';
import { conditionWords, said } from '#shared/lists/fields.ts';
import type { InspectorSheet } from '#shared/domains/inspectors/contract.ts';
import { genderNames } from '#shared/domains/inspectors/words.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import { archiveLayout } from '../exports/archive-layout.ts';
import type { Sheet } from '../exports/sheet.ts';
import { columnsFor, withUsual } from '../exports/sheet-columns.ts';
import { findInspectors } from './queries.ts';

const { ordinal, code, text, short, amount } = columnsFor<Inspector>();

export const inspectorSheetColumns = withUsual(
  [
    ordinal,
    short('姓名', 9, ({ name }) => name),
    code('用户账号', 12, ({ account }) => account),
    short('性别', 6, ({ gender }) => (gender ? genderNames[gender] : '')),
    amount('年龄', 6, ({ age }) => age ?? ''),
    short('学历', 10, ({ education }) => education),
    text('单位', 20, ({ department }) => department.name),
    short('部门', 12, ({ unit }) => unit ?? ''),
    text('人员类型', 14, ({ types }) => types.join('、')),
    text('监督检查（执法）种类', 18, ({ lines }) => lines.join('、')),
    text('监督检查（执法）区域', 14, ({ area }) => area),
    text('专业技能', 14, ({ skills }) => skills.join('、')),
    code('执法证号', 16, ({ certificateNumber }) => certificateNumber),
    short('有效期限起始时间', 11, ({ certificateFrom }) => certificateFrom ?? ''),
    short('有效期限截止时间', 11, ({ certificateTo }) => certificateTo ?? ''),
    text('发证机关', 18, ({ certificateOrgan }) => certificateOrgan),
    code('电话', 13, ({ phone }) => phone),
    code('手机号码', 13, ({ mobile }) => mobile ?? ''),
    short('在岗状态', 9, ({ onDuty, revoked }) => (revoked ? '已撤销' : onDuty ? '在岗' : '不在岗')),
    text('备注', 14, ({ remark }) => remark),
  ],
  '序',
  '姓名',
  '性别',
  '单位',
  '部门',
  '人员类型',
  '监督检查（执法）种类',
  '执法证号',
  '有效期限截止时间',
  '电话',
  '在岗状态',
);

const name = '执法检查人员名录';

/** The people of the list in its order. */
export const inspectorSheet: Sheet<InspectorSheet> = {
  title: () => `双随机抽查·${name}`,
  columns: () => inspectorSheetColumns,
  isEmpty: (database, request, { today }) => findInspectors(database, request, today).length === 0,
  content(database, request, { today }, maker) {
    const people = findInspectors(database, request, today);
    const words = request.ids ? '所选记录' : wordsOf(request.filter);
    return {
      layout: archiveLayout(
        {
          title: inspectorSheet.title(request),
          columns: inspectorSheetColumns,
          line: `查询条件：${words}　　共 ${people.length} 人`,
        },
        maker,
      ),
      rows: people.map((person, index) => inspectorSheetColumns.map((column) => column.value(person, index + 1))),
      total: people.length,
    };
  },
};

/** Whoever finds the paper in ten years must know that revoked people are not on it, although nobody asked for that. */
const wordsOf = (filter: InspectorFilter): string =>
  conditionWords([
    ...said(inspectorList.fields, filter, (_, code) => code),
    ...(filter.state ? [] : [{ label: inspectorList.fields.state.label, values: ['名录内'] }]),
  ]);
