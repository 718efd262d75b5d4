/** The signatures below a record: who signed, drawn or refused, and room for the pen where nobody has yet. */
import type { Signature } from '#shared/domains/inspections/results.ts';
import { type Line, unbroken } from '#core/documents/lines.ts';
import type { Block } from '#core/documents/pages.ts';
import { type Cell, linesHeight, padding, type Row } from '#core/documents/table.ts';
import { emptyDate, paperDateOf, type Sheet, widthsOf } from '#core/documents/form-sheet.ts';
import { codeOf, type FormInput } from './form-parts.ts';

const pictureHeight = 30;
const [titleWidth = 0, boxWidth = 0] = widthsOf(15, 42.5, 42.5);
/** Of a box that somebody signs. */
const boxHeight = 62;

/**
 * 检查人员签名 in equal boxes, below them 被检查单位意见 | 组长审核意见 | 结果公示审批意见. One table whose rows stay together, so
 * that nobody signs on another page than the others.
 */
export function signatureBand(sheet: Sheet, input: FormInput): Block[] {
  const widths = widthsOf(1, 1, 1);
  const [first = 0, second = 0, third = 0] = widths;
  return [
    { kind: 'table', rows: inspectorRows(sheet, input), withNext: true },
    band(sheet, ['被检查单位意见', '组长审核意见', '结果公示审批意见'], widths, {
      minimum: 70,
      whole: true,
      cells: [inspectedCell(sheet, input, first), leaderCell(sheet, second), approvalCell(sheet, input, third)],
    }),
  ];
}

/** 检查人员 | 组长审核意见, at the end of a 专项记录表. */
export function inspectorsBand(sheet: Sheet, input: FormInput): Block[] {
  return [
    { kind: 'table', rows: inspectorRows(sheet, input), withNext: true },
    {
      kind: 'table',
      rows: [
        {
          minimum: 58,
          whole: true,
          cells: [sheet.label('组长审核\n意见', titleWidth), leaderCell(sheet, boxWidth * 2)],
        },
      ],
    },
  ];
}

const leaderCell = (sheet: Sheet, width: number): Cell =>
  sheet.cell(`签名：\n\n${emptyDate}`, width, { vertical: 'bottom' });

/** The titles are the table's header, so that they never stand on another page than what is signed. */
const band = (sheet: Sheet, titles: readonly string[], widths: readonly number[], row: Row): Block => ({
  kind: 'table',
  header: [sheet.headerRow(titles, widths)],
  rows: [row],
});

function inspectedCell(sheet: Sheet, input: FormInput, width: number): Cell {
  const signatures = (input.result?.signatures ?? []).filter(({ role }) => role !== 'inspector');
  if (signatures.length === 0)
    return sheet.cell(`法定代表人（负责人）\n签字或盖章：\n\n${emptyDate}`, width, { vertical: 'bottom' });
  return {
    width,
    lines: signatures.flatMap((signature) => signatureLines(sheet, input, signature, width)),
    vertical: 'bottom',
  };
}

/** A box for each inspector, two beside each other and all of one size; who has not signed on the screen signs there. */
function inspectorRows(sheet: Sheet, input: FormInput): Row[] {
  const { inspectors } = input.subject;
  const signatures = (input.result?.signatures ?? []).filter(({ role }) => role === 'inspector');
  // An inspection is never one person's (《行政处罚法》第四十二条): there are two boxes at least.
  const others = signatures.filter(({ name }) => !inspectors.some((one) => one.name === name));
  const boxes = [
    ...inspectors.map(({ name, certificateNumber }) => {
      const signature = signatures.find((one) => one.name === name);
      const who = `${name}（执法证号 ${certificateNumber ? unbroken(certificateNumber) : '＿＿＿＿＿＿'}）`;
      return signature ? signatureLines(sheet, input, signature, boxWidth, who) : emptyBox(sheet, who);
    }),
    ...others.map((signature) => signatureLines(sheet, input, signature, boxWidth)),
  ];
  while (boxes.length < 2 || boxes.length % 2 === 1)
    boxes.push(emptyBox(sheet, boxes.length < 2 ? '（执法证号 ＿＿＿＿＿＿）' : ''));
  const minimum = Math.max(boxHeight, ...boxes.map((lines) => linesHeight(lines) + 2 * padding.y));
  return Array.from({ length: boxes.length / 2 }, (_, row) => ({
    minimum,
    whole: true,
    cells: [
      row === 0 ? sheet.label('检查人员\n签名', titleWidth) : { width: titleWidth, lines: [], joined: true },
      ...boxes.slice(row * 2, row * 2 + 2).map((lines): Cell => ({ width: boxWidth, lines, vertical: 'bottom' })),
    ],
  }));
}

const emptyBox = (sheet: Sheet, who: string): Line[] =>
  who === '' ? [] : [who, '签名：', emptyDate].flatMap((words) => sheet.lines(words, inner(boxWidth)));

/** The review that published the result, or room for it. */
function approvalCell(sheet: Sheet, { subject, result }: FormInput, width: number): Cell {
  const review = subject.reviews.findLast(({ decision }) => decision === 'pass');
  if (!result || subject.stage !== 'published' || !review)
    return sheet.cell(`签名：\n\n${emptyDate}`, width, { vertical: 'bottom' });
  const [year, month, day] = review.on.split('-').map(Number);
  return sheet.cell(`${review.opinion}\n审批人：${review.person}\n${year} 年 ${month} 月 ${day} 日`, width, {
    vertical: 'bottom',
  });
}

const inner = (width: number): number => width - 2 * padding.x;

const roleWords: Record<Signature['role'], string> = { inspector: '', inspected: '', witness: '见证人：' };

function signatureLines(sheet: Sheet, input: FormInput, signature: Signature, width: number, called?: string): Line[] {
  const { name, refused, refusalWords, sha256, onPaper, at, role } = signature;
  const who = sheet.lines(called ?? `${roleWords[role]}${name}`, inner(width));
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
    ...who,
    { kind: 'picture', height: pictureHeight, width: Math.max(1, picture.width * scale), picture },
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
