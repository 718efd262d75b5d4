/** Parts of a 告知 as a clerk reads them, where `valueWords` would read out codes and empty answers one by one. */
import { z } from 'zod';
import { type Feedback, feedbackSchema, noticeSchema } from '#shared/domains/notices/record.ts';
import { feedbackResultNames } from '#shared/domains/notices/words.ts';
import { formatInstant } from '#app/app/format.ts';
import { valueWords } from './value-words.ts';

const { receipt, returned, reviewDepartment } = noticeSchema.shape;

/** Words for a value at a path of a notice; null: it has no words of its own. */
export function noticeWords(path: string, value: unknown): string | null {
  const field = path.replace(/\[[^\]]*\]/g, '');
  if (field === 'feedbacks')
    return (
      read(feedbackSchema, value, feedbackWords) ??
      read(z.array(feedbackSchema).min(1), value, (all) => all.map(feedbackWords).join('\n'))
    );
  if (field === 'receipt')
    return read(receipt.unwrap(), value, ({ way, department, person, at }) =>
      [valueWords('way', way), department.name, `${person}（${formatInstant(at)}）`].join('，'),
    );
  if (field === 'returned')
    return read(
      returned.unwrap(),
      value,
      ({ reason, words, person, at }) => `${valueWords('reason', reason)}：${words}　${person}（${formatInstant(at)}）`,
    );
  if (field === 'reviewDepartment') return read(reviewDepartment.unwrap(), value, ({ name }) => name);
  return null;
}

function read<Shape>(schema: z.ZodType<Shape>, value: unknown, words: (value: Shape) => string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? words(parsed.data) : null;
}

/** What was filled in, with its labels; who gave it and when at the end. */
function feedbackWords(feedback: Feedback): string {
  const term = feedback.longTerm ? '长期有效' : (feedback.validTo ?? '');
  const facts = [
    ['反馈日期', feedback.feedbackOn],
    ['证件编号', feedback.certificateNumber],
    ['证件名称', feedback.certificateName],
    ['发证机关', feedback.issuingOrgan],
    ['发证日期', feedback.issuedOn ?? ''],
    ['有效期', [feedback.validFrom ?? '', term].filter(Boolean).join(' 至 ')],
    ['许可内容', feedback.permitContent],
    ['备注', feedback.remark],
  ] as const;
  const told = facts.flatMap(([label, value]) => (value === '' ? [] : [`${label}：${value}`]));
  return `${[feedbackResultNames[feedback.result], ...told].join('；')}　${feedback.person}（${formatInstant(feedback.at)}）`;
}
