/** Printed forms of 双告知. */
import type { NoticeCorrectionPaper } from '#shared/domains/notices/contract.ts';
import { feedbackResultNames } from '#shared/domains/notices/words.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import { correctionPaper } from '../records/correction-paper.ts';
import { readNotice } from './sync.ts';

/** 更正申请 of a feedback. */
export const noticeCorrectionPaper = correctionPaper<NoticeCorrectionPaper>((database, { id, correctionId }) => {
  const notice = readNotice(database, id)?.data;
  const correction = notice?.corrections?.find((one) => one.id === correctionId);
  const feedback = notice?.feedbacks.find((one) => one.id === correction?.feedbackId);
  if (!notice || !correction || !feedback) return null;
  const certificate = [feedback.certificateName, feedback.certificateNumber].filter(Boolean).join(' ');
  return {
    organ: feedback.departmentName,
    subject: notice.enterpriseName,
    code: notice.creditCode ?? notice.registrationNumber ?? '',
    about: [
      { label: '后置审批事项', value: notice.permitItemName },
      {
        label: '更正的反馈',
        value: [`${feedback.feedbackOn} ${feedbackResultNames[feedback.result]}`, certificate]
          .filter(Boolean)
          .join('，'),
      },
      { label: '平台办结', value: notice.closedAt ? chinaDate(notice.closedAt) : '' },
    ],
    correction,
  };
});
