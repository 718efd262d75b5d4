/** 专项记录表: one for each 检查项目 of the checklist, with every 检查内容, its method, and what was found. */
import type { Block, PaperDocument } from '#core/documents/pages.ts';
import { mergeDown, type Row } from '#core/documents/table.ts';
import { answersOf, checkedWords, type ChecklistGroup, type ChecklistItem, issueWords, pointWords } from './answers.ts';
import { Sheet, textRow, tick, widthsOf } from '#core/documents/form-sheet.ts';
import { followUpRows, type FormInput, outcomesRow } from './form-parts.ts';
import { inspectorsBand, subjectRows } from './signatures.ts';

const widths = widthsOf(7, 32, 26, 15, 20);
const [numberWidth = 0, pointWidth = 0, methodWidth = 0, checkedWidth = 0, issueWidth = 0] = widths;

/** No document where the checklist has not arrived: nobody could tell what to print. */
export const specialForms = (input: FormInput): PaperDocument[] =>
  (input.checklist?.groups ?? []).map((group) => specialForm(input, group));

function specialForm(input: FormInput, group: ChecklistGroup): PaperDocument {
  const { subject, result, checklist, typeface, isDraft } = input;
  const sheet = new Sheet(typeface);
  const title = `${group.name}专项记录表`;
  const [labelWidth = 0, restWidth = 0] = widthsOf(15, 85);
  let number = 0;
  const itemRows = group.items.flatMap((item) => {
    const rows = rowsOfItem(sheet, input, item, number);
    number += item.points.length;
    return rows;
  });
  const blocks: Block[] = [
    sheet.heading(title),
    {
      kind: 'table',
      rows: [
        ...subjectRows(sheet, input),
        { cells: [sheet.label('住所\n（经营场所）', labelWidth), sheet.cell(subject.address, restWidth)] },
      ],
    },
    {
      kind: 'table',
      header: [sheet.headerRow(['序号', '检查内容', '操作方法与要领', '是否检查', '发现问题情况（可另附页）'], widths)],
      rows: [...itemRows, ...otherRows(sheet, input, number)],
    },
    {
      kind: 'table',
      rows: [
        materialsRow(sheet, checklist?.materials ?? [], labelWidth, restWidth),
        outcomesRow(sheet, result?.outcomes ?? []),
        ...followUpRows(sheet, result?.followUp ?? null, result?.followUpWords ?? ''),
        textRow(sheet, '备注', remarkOf(input, group), 30),
      ],
      withNext: true,
    },
    ...inspectorsBand(sheet, input),
  ];
  return {
    title: `${subject.enterpriseName} ${title}`,
    footer: `${subject.planNumber} ${subject.enterpriseName}`,
    isDraft,
    blocks,
  };
}

/** 操作方法与要领 belongs to the item and runs down beside all its 检查内容. */
function rowsOfItem(sheet: Sheet, { result, isDraft }: FormInput, item: ChecklistItem, before: number): Row[] {
  const answers = answersOf(result);
  const rows: Row[] = item.points.map((point, index) => {
    const answer = answers.get(point.id);
    const blank = result === null || (isDraft && !answer);
    return {
      cells: [
        sheet.label(String(before + index + 1), numberWidth),
        sheet.cell(pointWords(point, answer, blank), pointWidth),
        { width: methodWidth, lines: [] },
        sheet.cell(checkedWords(answer, blank), checkedWidth),
        sheet.cell(issueWords(point, answer, blank), issueWidth, { vertical: 'top' }),
      ],
    };
  });
  const method = [item.name, item.method, item.basis === '' ? '' : `依据：${item.basis}`].filter(
    (words) => words !== '',
  );
  return mergeDown(rows, 2, sheet.lines(method.join('\n'), methodWidth - 8, { size: 9.5 }));
}

/** 其他: items that were added on the spot, or room for them. */
function otherRows(sheet: Sheet, { result }: FormInput, before: number): Row[] {
  const row = (number: string, words: string, checked: string, issue: string): Row => ({
    minimum: 40,
    cells: [
      sheet.label(number, numberWidth),
      sheet.cell(words, pointWidth),
      sheet.cell('', methodWidth),
      sheet.cell(checked, checkedWidth),
      sheet.cell(issue, issueWidth, { vertical: 'top' }),
    ],
  });
  if (!result) return [row(String(before + 1), '其他：', '☐ 是\n☐ 否', '☐ 无　☐ 有')];
  return result.extraItems.map(({ title, found, sound }, index) =>
    row(String(before + index + 1), `其他：${title}`, '☑ 是\n☐ 否', `${tick(sound)} 无　${tick(!sound)} 有\n${found}`),
  );
}

function materialsRow(sheet: Sheet, materials: readonly string[], labelWidth: number, restWidth: number): Row {
  const choices = materials.length > 0 ? [...materials, '其他＿＿＿＿＿＿'] : ['＿＿＿＿＿＿＿＿', '＿＿＿＿＿＿＿＿'];
  return {
    minimum: 26,
    cells: [
      sheet.label('要求提供的材料', labelWidth),
      sheet.cell(
        sheet.choices(
          choices.map((name) => `☐ ${name}`),
          restWidth,
        ),
        restWidth,
      ),
    ],
  };
}

function remarkOf({ result }: FormInput, group: ChecklistGroup): string {
  if (!result) return '';
  const points = new Set(group.items.flatMap(({ points: all }) => all.map(({ id }) => id)));
  const photos = result.evidence.filter(({ pointId }) => pointId !== null && points.has(pointId)).length;
  const words = photos > 0 ? [`本表所涉照片和附件 ${photos} 件，见《随机抽查情况记录表》附页。`] : [];
  return [result.remark, ...words].filter((one) => one !== '').join('\n');
}
