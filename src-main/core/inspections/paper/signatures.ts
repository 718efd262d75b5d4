/** The band of signatures below a record: who signed, drawn or refused, and room for the pen where nobody has yet. */
import type { Signature } from '#shared/domains/inspections/results.ts';
import type { Line } from '#core/documents/lines.ts';
import type { Block } from '#core/documents/pages.ts';
import { type Cell, padding, type Row } from '#core/documents/table.ts';
import { emptyDate, paperDateOf, type Sheet, widthsOf } from '#core/documents/form-sheet.ts';
import { codeOf, type FormInput } from './form-parts.ts';

const pictureHeight = 34;
const bandHeight = 106;

/** 被检查单位意见 | 检查人员签名 | 组长审核意见 | 结果公示审批意见 */
export function signatureBand(sheet: Sheet, input: FormInput): Block {
  const widths = widthsOf(1, 1, 1, 1);
  const [first = 0, second = 0, third = 0, fourth = 0] = widths;
  const titles = ['被检查单位意见', '检查人员签名', '组长审核意见', '结果公示审批意见'];
  return band(sheet, titles, widths, {
    minimum: bandHeight,
    whole: true,
    cells: [
      inspectedCell(sheet, input, first),
      inspectorsCell(sheet, input, second),
      sheet.cell(`\n签名：\n\n${emptyDate}`, third, { vertical: 'bottom' }),
      approvalCell(sheet, input, fourth),
    ],
  });
}

/** 检查人员 | 组长审核意见, at the end of a 专项记录表. */
export function inspectorsBand(sheet: Sheet, input: FormInput): Block {
  const widths = widthsOf(1, 1);
  const [first = 0, second = 0] = widths;
  return band(sheet, ['检查人员', '组长审核意见'], widths, {
    minimum: 90,
    whole: true,
    cells: [
      inspectorsCell(sheet, input, first),
      sheet.cell(`\n签名：\n\n${emptyDate}`, second, { vertical: 'bottom' }),
    ],
  });
}

/** The titles are the table's header, so that they never stand on another page than what is signed. */
const band = (sheet: Sheet, titles: readonly string[], widths: readonly number[], row: Row): Block => ({
  kind: 'table',
  header: [sheet.headerRow(titles, widths)],
  rows: [row],
});

function inspectedCell(sheet: Sheet, input: FormInput, width: number): Cell {
  const signatures = (input.result?.signatures ?? []).filter(({ role }) => role !== 'inspector');
  if (signatures.length === 0)
    return sheet.cell(`法定代表人（负责人）\n签字或盖章：\n\n\n${emptyDate}`, width, { vertical: 'bottom' });
  return {
    width,
    lines: signatures.flatMap((signature) => signatureLines(sheet, input, signature, width)),
    vertical: 'bottom',
  };
}

function inspectorsCell(sheet: Sheet, input: FormInput, width: number): Cell {
  const { inspectors } = input.subject;
  const signatures = (input.result?.signatures ?? []).filter(({ role }) => role === 'inspector');
  const certificate = (name: string) => inspectors.find((one) => one.name === name)?.certificateNumber ?? '';
  // Who has not signed on the screen signs on the paper: an inspection is never one person's (《行政处罚法》第四十二条).
  const places = inspectors
    .filter(({ name }) => !signatures.some((one) => one.name === name))
    .map(({ name, certificateNumber }) => `${name}（执法证号 ${certificateNumber || '＿＿＿＿'}）\n签名：`);
  if (signatures.length === 0)
    return sheet.cell([...(places.length > 0 ? places : ['签名：']), emptyDate].join('\n'), width, {
      vertical: 'bottom',
    });
  return {
    width,
    lines: [
      ...signatures.flatMap((signature) => [
        ...signatureLines(sheet, input, signature, width),
        ...(certificate(signature.name) ? sheet.lines(`执法证号 ${certificate(signature.name)}`, inner(width)) : []),
      ]),
      ...places.flatMap((place) => sheet.lines(place, inner(width))),
    ],
    vertical: 'bottom',
  };
}

/** The review that published the result, or room for it. */
function approvalCell(sheet: Sheet, { subject, result }: FormInput, width: number): Cell {
  const review = subject.reviews.findLast(({ decision }) => decision === 'pass');
  if (!result || subject.stage !== 'published' || !review)
    return sheet.cell(`\n签名：\n\n${emptyDate}`, width, { vertical: 'bottom' });
  const [year, month, day] = review.on.split('-').map(Number);
  return sheet.cell(`${review.opinion}\n审批人：${review.person}\n${year} 年 ${month} 月 ${day} 日`, width, {
    vertical: 'bottom',
  });
}

const inner = (width: number): number => width - 2 * padding.x;

const roleWords: Record<Signature['role'], string> = { inspector: '', inspected: '', witness: '见证人：' };

function signatureLines(sheet: Sheet, input: FormInput, signature: Signature, width: number): Line[] {
  const { name, refused, refusalWords, sha256, onPaper, at, role } = signature;
  const who = sheet.lines(`${roleWords[role]}${name}`, inner(width));
  const date = sheet.lines(paperDateOf(at), inner(width));
  if (refused || sha256 === null)
    return [...who, ...sheet.lines(`拒绝签名：${refusalWords || '未写明理由'}`, inner(width)), ...date];
  if (onPaper) {
    const page = (input.result?.evidence ?? []).findIndex((one) => one.sha256 === sha256) + 1;
    return [...who, ...sheet.lines(`见纸质签名页${page > 0 ? `（附页图 ${page}）` : ''}`, inner(width)), ...date];
  }
  const check = input.picture(sha256);
  if (!check.ok) return [...who, ...sheet.lines(`〔签名未能印出：${check.why}〕`, inner(width)), ...date];
  const { picture } = check;
  const scale = Math.min(pictureHeight / picture.height, inner(width) / picture.width);
  return [
    { kind: 'picture', height: pictureHeight, width: Math.max(1, picture.width * scale), picture },
    ...who,
    ...date,
  ];
}

/** 被检查单位 and code, for the head of several forms. */
export function subjectRows(sheet: Sheet, { subject }: FormInput): Row[] {
  const widths = widthsOf(15, 45, 15, 25);
  const [first = 0, second = 0, third = 0, fourth = 0] = widths;
  return [
    {
      cells: [
        sheet.label('任务名称', first),
        sheet.cell(subject.planName, second),
        sheet.label('任务编号', third),
        sheet.cell(subject.planNumber, fourth),
      ],
    },
    {
      cells: [
        sheet.label('被检查单位', first),
        sheet.cell(subject.enterpriseName, second),
        sheet.label('统一社会信用代码/注册号', third),
        sheet.cell(codeOf(subject), fourth),
      ],
    },
  ];
}
