/** The empty 登记表 for the import: its columns, and what may stand in them. What is read is `template.ts` alone. */
import type { InspectorTemplateSheet } from '#shared/domains/inspectors/contract.ts';
import { educations, inspectionLines, inspectorTypes } from '#shared/domains/inspectors/words.ts';
import type { Sheet } from '../exports/sheet.ts';
import { allSkills } from './queries.ts';
import { inspectorTemplate } from './template.ts';

const name = '执法检查人员名录登记表';
/** Rows whose cells are texts, so that Excel keeps every digit of a code. */
const rowsToFill = 200;
const widths: Readonly<Partial<Record<string, number>>> = {
  name: 12,
  gender: 7,
  age: 7,
  types: 18,
  lines: 20,
  area: 18,
};

export const inspectorTemplateSheet: Sheet<InspectorTemplateSheet> = {
  title: () => name,
  isEmpty: () => false,
  content(database) {
    const skills = allSkills(database).map((skill) => skill.name);
    const columns = inspectorTemplate.columns.map(({ key, title, required }) => ({
      title: required ? `*${title}` : title,
      width: widths[key] ?? 14,
      kind: 'text' as const,
    }));
    const lines = [
      '每人一行，不合并单元格；带 * 的必填，多项用顿号分开；日期写成 2000年12月30日 的形式。姓名须与平台用户账号一致，单位按姓名自动匹配。',
      `人员类型：${inspectorTypes.join('、')}。监督检查（执法）种类：${inspectionLines.join('、')}。学历：${educations.join('、')}。`,
      ...(skills.length > 0 ? [`专业技能：${skills.join('、')}。`] : []),
    ];
    const empty = columns.map(() => '');
    return {
      layout: { name: '登记表', title: name, lines, columns, signature: '', footer: name },
      rows: Array.from({ length: rowsToFill }, () => empty),
      total: rowsToFill,
    };
  },
};
