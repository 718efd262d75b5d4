/** 随机抽查情况记录表: one subject, all 检查事项 in brief, signatures, and the photos on pages of their own. */
import { explainedFindings } from '#shared/domains/inspections/results.ts';
import { unbroken } from '#core/documents/lines.ts';
import type { Block, PaperDocument } from '#core/documents/pages.ts';
import { mergeDown, type Row } from '#core/documents/table.ts';
import { answersOf, itemFindings } from './answers.ts';
import { photoBlocks } from './photos.ts';
import { paperDate, Sheet, textRow, widthsOf } from '#core/documents/form-sheet.ts';
import { checkWaysRow, followUpRows, type FormInput, outcomesRow } from './form-parts.ts';
import { signatureBand, subjectRows } from './signatures.ts';

const title = '随机抽查情况记录表';
/** Rows for the pen where the checklist is not here. */
const emptyRows = 8;
/** Height of what is written already: no room for the pen, so that signatures mostly stand on the page that they sign. */
const written = 20;

export function recordForm(input: FormInput): PaperDocument {
  const { subject, result, typeface, isDraft } = input;
  const sheet = new Sheet(typeface);
  const date = result ? paperDate(result.inspectedOn) : '　　　年　　月　　日';
  const blocks: Block[] = [
    sheet.heading(title),
    sheet.paragraph(
      `检查机关：${subject.department.name}　　检查日期：${date}`,
      { size: 10.5 },
      { after: 4, withNext: true },
    ),
    { kind: 'table', rows: [...subjectRows(sheet, input), ...addressRows(sheet, input)] },
    itemsTable(sheet, input),
    {
      kind: 'table',
      rows: [
        ...(result
          ? [
              textRow(sheet, '检查发现问题', result.foundIssues, written),
              textRow(sheet, '处理情况', result.handling, written),
            ]
          : []),
        checkWaysRow(sheet, result?.checkWays ?? []),
        outcomesRow(sheet, result?.outcomes ?? []),
        ...followUpRows(sheet, result?.followUp ?? null, result?.followUpWords ?? ''),
        ...explanationRows(sheet, input),
        textRow(sheet, '备注', result?.remark ?? '', written),
      ],
      // Signatures alone on a page would sign nothing.
      withNext: true,
    },
    ...signatureBand(sheet, input),
    ...photoBlocks(sheet, input),
  ];
  return {
    title: `${subject.enterpriseName} ${title}`,
    footer: `${subject.planNumber} ${subject.enterpriseName}`,
    isDraft,
    blocks,
  };
}

/** 住所 stands beside 法定代表人 and 联络员, over both rows. */
function addressRows(sheet: Sheet, { subject }: FormInput): Row[] {
  const [first = 0, second = 0, third = 0, fourth = 0] = widthsOf(15, 45, 15, 25);
  const rows: Row[] = [
    {
      cells: [
        sheet.label('住所\n（经营场所）', first),
        sheet.cell('', second),
        sheet.label('法定代表人\n及电话', third),
        sheet.cell(
          [subject.legalRepresentative, unbroken(subject.phone)].filter((words) => words !== '').join('　'),
          fourth,
        ),
      ],
    },
    {
      minimum: 20,
      cells: [
        { width: first, lines: [], joined: true },
        sheet.cell('', second),
        sheet.label('联络员及电话', third),
        sheet.cell('', fourth),
      ],
    },
  ];
  return mergeDown(rows, 1, sheet.lines(subject.address, second - 8));
}

/** 检查事项 | 发现问题情况 | 处置情况 */
function itemsTable(sheet: Sheet, { checklist, result, isDraft }: FormInput): Block {
  const widths = widthsOf(7, 33, 36, 24);
  const [first = 0, second = 0, third = 0, fourth = 0] = widths;
  const answers = answersOf(result);
  const line = (number: string, name: string, found: string): Row => ({
    minimum: result ? 20 : 22,
    cells: [sheet.label(number, first), sheet.cell(name, second), sheet.cell(found, third), sheet.cell('', fourth)],
  });
  const items = (checklist?.groups ?? []).flatMap((group) =>
    group.items.map((item) => ({
      name: item.name === group.name ? item.name : `${group.name}：${item.name}`,
      found: result ? itemFindings(item, answers, isDraft) : '',
    })),
  );
  const extra = (result?.extraItems ?? []).map(({ title: name, found, sound }) => ({
    name: `${name}（临时添加）`,
    found: found || (sound ? '未发现问题' : '有问题'),
  }));
  const missing = checklist
    ? []
    : [
        line(
          '',
          '〔检查表第 ' + String(result?.checklistVersion ?? '') + ' 版尚未同步到本机，请手工填写检查事项〕',
          '',
        ),
      ];
  const blank = checklist ? [] : Array.from({ length: emptyRows }, () => line('', '', ''));
  return {
    kind: 'table',
    header: [sheet.headerRow(['序号', '检查事项', '发现问题情况', '处置情况'], widths)],
    rows: [
      ...missing,
      ...[...items, ...extra].map(({ name, found }, index) => line(String(index + 1), name, found)),
      ...(result ? [] : [...blank, line('', '其他：', '')]),
    ],
  };
}

/** 核实 findings that were explained: doubt and words travel along, on paper too. */
function explanationRows(sheet: Sheet, { subject, result, checklist }: FormInput): Row[] {
  const explained = result ? explainedFindings(result, checklist, subject.inspectors) : [];
  if (explained.length === 0) return [];
  const lines = explained.map(({ about, words }, index) => `${index + 1}. ${about && `${about}：`}${words}`);
  return [textRow(sheet, '核实说明', lines.join('\n'), 20)];
}
