/** 更正申请 of a published 抽查结果. */
import type { SubjectCorrectionPaper } from '#shared/domains/inspections/requests.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { correctionPaper } from '#core/records/correction-paper.ts';
import { readSubject } from '../sync.ts';
import { resultWords } from '../timeline.ts';

export const subjectCorrectionPaper = correctionPaper<SubjectCorrectionPaper>((database, { id, correctionId }) => {
  const subject = readSubject(database, id)?.data;
  const correction = subject?.corrections.find((one) => one.id === correctionId);
  if (!subject || !correction) return null;
  const { result, publishedAt } = subject;
  return {
    organ: subject.department.name,
    subject: subject.enterpriseName,
    code: subject.creditCode ?? subject.registrationNumber ?? '',
    about: [
      { label: '抽查方案', value: `${subject.planName}　${subject.planNumber}` },
      { label: '更正的结果', value: result ? `${result.inspectedOn} 检查，${resultWords(result)}` : '' },
      { label: '公示日期', value: publishedAt ? chinaDate(publishedAt) : '' },
    ],
    correction,
  };
});
