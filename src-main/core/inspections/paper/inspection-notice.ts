/** 随机抽查通知书: tells the enterprise what will be looked at, when and how, and what to have ready. Always to be stamped by hand. */
import type { Block, PaperDocument } from '#core/documents/pages.ts';
import { emptyDate, paperDate, Sheet } from '#core/documents/form-sheet.ts';
import { codeOf, type FormInput } from './form-parts.ts';

const title = '随机抽查通知书';
const body = { size: 14, leading: 1.6, indent: 2 } as const;
const flush = { size: 14, leading: 1.6 } as const;

export function noticeForm(input: FormInput): PaperDocument {
  const { subject, plan, checklist, phones, typeface } = input;
  const sheet = new Sheet(typeface);
  const items = (checklist?.groups ?? []).map(
    (group) => `${group.name}：${group.items.map(({ name }) => name).join('、')}`,
  );
  const materials = checklist?.materials ?? [];
  const numbered = (words: readonly string[], none: string) =>
    words.length > 0 ? words.map((one, index) => `${index + 1}. ${one}`).join('\n') : none;
  const contacts = subject.inspectors.map(({ name, account }) => {
    const phone = phones.get(account);
    return phone ? `${name} ${phone}` : name;
  });
  const known = subject.inspectors.some(({ account }) => phones.has(account));
  const department =
    plan?.departments.find(({ code }) => code === subject.department.code)?.name ?? subject.department.name;
  const section = (heading: string): Block => sheet.paragraph(heading, { ...body, bold: true }, { withNext: true });
  const blocks: Block[] = [
    sheet.heading(title, 22, 12),
    sheet.paragraph(`任务编号：${subject.planNumber}`, { size: 12, leading: 1.6 }, { align: 'right', after: 6 }),
    sheet.paragraph(`${subject.enterpriseName}（统一社会信用代码/注册号：${codeOf(subject)}）：`, flush),
    sheet.paragraph(`根据“${subject.planName}”的安排，你单位在随机抽取中被列为检查对象。现将有关事项通知如下：`, body),
    section('一、检查事项'),
    sheet.paragraph(numbered(items, '以现场出示的检查事项清单为准。'), body),
    section('二、检查时间和方法'),
    sheet.paragraph(
      `检查在 ${paperDate(subject.planFrom)}至 ${paperDate(subject.planTo)}之间进行，采取实地检查、书面检查、网络监测等方式，` +
        '由两名以上执法人员实施，检查时出示执法证件。',
      body,
    ),
    section('三、请准备的资料'),
    sheet.paragraph(numbered(materials, '营业执照、许可证件及与检查事项有关的资料。'), body),
    sheet.paragraph(
      '请你单位如实提供情况和资料，并由法定代表人（负责人）或者委托人员到场配合。拒绝、阻挠检查或者不如实提供情况，情节严重的，' +
        '检查结果将按“不配合检查情节严重”记录并依法向社会公示。',
      body,
    ),
    sheet.paragraph(`联系人：${contacts.join('、') || '＿＿＿＿＿＿＿＿'}`, body),
    ...(known ? [] : [sheet.paragraph('联系电话：＿＿＿＿＿＿＿＿＿＿', body)]),
    sheet.paragraph('', body),
    sheet.paragraph(`${department}（公章）`, flush, { align: 'right', withNext: true }),
    sheet.paragraph(emptyDate, flush, { align: 'right' }),
  ];
  return {
    title: `${subject.enterpriseName} ${title}`,
    footer: `${subject.planNumber} ${subject.enterpriseName}`,
    blocks,
  };
}
