/** Parts of a 告知 as a clerk reads them, where the values alone would be codes and empty answers one by one. */
import { z } from 'zod';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { type Feedback, feedbackSchema, noticeSchema } from '#shared/domains/notices/record.ts';
import {
  applicationTypeNames,
  feedbackResultNames,
  noticeStageNames,
  receiptWayNames,
  returnReasonNames,
} from '#shared/domains/notices/words.ts';
import { correctionsWords } from '#app/app/correction-words.ts';
import type { RecordWords } from '#app/app/feature.ts';
import { formatInstant } from '#app/app/format.ts';
import { nameOfCode, readAs } from '#app/app/record-words.ts';

const { receipt, returned, reviewDepartment } = noticeSchema.shape;
const codes = {
  stage: noticeStageNames,
  enterpriseKind: enterpriseKindNames,
  applicationType: applicationTypeNames,
  'receipt.way': receiptWayNames,
  'returned.reason': returnReasonNames,
  'feedbacks.result': feedbackResultNames,
};

export const noticeWords = (): RecordWords => ({ wordsOf });

function wordsOf(path: string, value: unknown): string | null {
  switch (path) {
    case 'feedbacks':
      return (
        readAs(feedbackSchema, value, feedbackWords) ??
        readAs(z.array(feedbackSchema), value, (all) => all.map(feedbackWords).join('\n'))
      );
    case 'corrections':
      return correctionsWords(value);
    case 'receipt':
      return readAs(receipt.unwrap(), value, ({ way, department, person, at }) =>
        [receiptWayNames[way], department.name, `${person}（${formatInstant(at)}）`].join('，'),
      );
    case 'returned':
      return readAs(
        returned.unwrap(),
        value,
        ({ reason, words, person, at }) => `${returnReasonNames[reason]}：${words}　${person}（${formatInstant(at)}）`,
      );
    case 'reviewDepartment':
      return readAs(reviewDepartment.unwrap(), value, ({ name }) => name);
    default:
      return nameOfCode(codes, path, value);
  }
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
    ['后置审批许可内容', feedback.permitContent],
    ['备注', feedback.remark],
  ] as const;
  const told = facts.flatMap(([label, value]) => (value === '' ? [] : [`${label}：${value}`]));
  return `${[feedbackResultNames[feedback.result], ...told].join('；')}　${feedback.person}（${formatInstant(feedback.at)}）`;
}
