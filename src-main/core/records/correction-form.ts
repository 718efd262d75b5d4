/** 更正申请: the written report of an error that 《试行办法》第十八条 asks for, one page to be signed and stamped. */
import { type Correction, correctionDeadline } from '#shared/records/corrections.ts';
import { type Calendar, uncertainDateWords } from '#shared/trade/working-days.ts';
import { emptyDate, labelWidth, paperDate, paperDateOf, restWidth, Sheet, textRow } from '../documents/form-sheet.ts';
import type { PaperDocument } from '../documents/pages.ts';
import type { Row } from '../documents/table.ts';
import type { Typeface } from '../documents/typeface.ts';

/** What the form tells of the record beside the request itself. */
export interface CorrectedRecord {
  /** 申请机关 */
  readonly organ: string;
  readonly subject: string;
  /** 统一社会信用代码, else 注册号. */
  readonly code: string;
  /** What was published or closed: 抽查方案, 后置审批事项, when. */
  readonly about: readonly { readonly label: string; readonly value: string }[];
}

export const correctionTitle = '更正申请';

export function correctionForm(
  { organ, subject, code, about }: CorrectedRecord,
  correction: Correction,
  calendar: Calendar,
  typeface: Typeface,
): PaperDocument {
  const sheet = new Sheet(typeface);
  const { dueOn, certain, workingDays, article } = correctionDeadline(correction, calendar);
  const due = `${paperDate(dueOn)}${certain ? '' : `（${uncertainDateWords}）`}`;
  // Whoever filed it before the day was asked for did not name one.
  const found = correction.foundOn ? paperDate(correction.foundOn) : '未填写';
  const pair = (left: string, leftValue: string, right: string, rightValue: string): Row => {
    const half = (restWidth - labelWidth) / 2;
    return {
      minimum: 24,
      cells: [
        sheet.label(left, labelWidth),
        sheet.cell(leftValue, half),
        sheet.label(right, labelWidth),
        sheet.cell(rightValue, half),
      ],
    };
  };
  const line = (label: string, value: string): Row => textRow(sheet, label, value, 24);
  const signed = { size: 12, leading: 1.6 };
  return {
    title: `${subject} ${correctionTitle}`,
    footer: `${correctionTitle} ${subject}`,
    blocks: [
      sheet.heading(correctionTitle, 20, 6),
      sheet.paragraph(
        `依据${article}，自发现错误之日起 ${workingDays} 个工作日内报请`,
        { size: 10.5 },
        { align: 'center', after: 8 },
      ),
      {
        kind: 'table',
        after: 18,
        withNext: true,
        rows: [
          line('申请机关', organ),
          line('主体名称', subject),
          line('统一社会信用代码/注册号', code),
          ...about.map(({ label, value }) => line(label, value)),
          textRow(sheet, '原内容', correction.stood ?? '未填写', 70),
          textRow(sheet, '更正为', correction.wanted, 70),
          textRow(sheet, '更正理由', correction.reason, 70),
          pair('发现日期', found, '报请期限', correction.foundOn ? due : '未填写'),
          pair('报请日期', paperDateOf(correction.at), '经办人', correction.person),
        ],
      },
      sheet.paragraph('经办人（签名）：＿＿＿＿＿＿＿＿　　　审核人（签名）：＿＿＿＿＿＿＿＿', signed, {
        after: 10,
        withNext: true,
      }),
      sheet.paragraph(`${organ}（公章）`, signed, { align: 'right', withNext: true }),
      sheet.paragraph(emptyDate, signed, { align: 'right' }),
    ],
  };
}
