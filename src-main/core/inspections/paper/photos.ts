/** 附页: the photos, two on a page, with words, time and 检查内容; whatever cannot be printed is told in its place. */
import { pointsOf } from '#shared/domains/inspections/checklist.ts';
import type { Evidence } from '#shared/domains/inspections/results.ts';
import { type Block, contentWidth } from '#core/documents/pages.ts';
import { type Cell, padding, type Row } from '#core/documents/table.ts';
import { paperTimeOf, type Sheet } from '#core/documents/form-sheet.ts';
import { type FormInput } from './form-parts.ts';

/** Two on a page, with their words. */
const photoHeight = 275;
/** Across the sheet, within the rules. */
const width = contentWidth - 2 * padding.x;

export function photoBlocks(sheet: Sheet, input: FormInput): Block[] {
  const evidence = input.result?.evidence ?? [];
  if (evidence.length === 0) return [];
  const titles = new Map((input.checklist ? pointsOf(input.checklist) : []).map(({ id, title }) => [id, title]));
  const rows = evidence.map((one, index): Row => ({
    whole: true,
    cells: [photoCell(sheet, input, one, index, titles.get(one.pointId ?? '') ?? '')],
  }));
  return [
    { kind: 'break' },
    sheet.heading(`附页：现场照片和附件（共 ${evidence.length} 件）`, 14),
    { kind: 'table', rows },
  ];
}

function photoCell(sheet: Sheet, input: FormInput, one: Evidence, index: number, point: string): Cell {
  const check = input.picture(one.sha256);
  const words = [
    `图 ${index + 1}　${one.caption || one.name}`,
    `时间：${paperTimeOf(one.takenAt)}${point ? `　　检查内容：${point}` : ''}`,
  ].join('\n');
  const caption = [
    ...sheet.lines(words, width),
    // Tells which file it is to whoever compares; for nobody else.
    ...sheet.lines(`校验值 ${one.sha256.slice(0, 16)}`, width, { size: 6.5 }),
  ];
  if (!check.ok)
    return {
      width: contentWidth,
      vertical: 'top',
      lines: [...sheet.lines(`〔未能印出：${one.name}，${check.why}〕`, width), ...caption],
    };
  const { picture } = check;
  const scale = Math.min(width / picture.width, photoHeight / picture.height);
  return {
    width: contentWidth,
    align: 'center',
    vertical: 'top',
    lines: [
      {
        kind: 'picture',
        picture,
        width: Math.max(1, picture.width * scale),
        height: Math.max(1, picture.height * scale),
      },
      ...caption,
    ],
  };
}
