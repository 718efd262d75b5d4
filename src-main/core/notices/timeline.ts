/** What a notice and the work on it tell of its history. */
import type { TimelineEntry } from '#shared/records/parts.ts';
import { type NoticeOperation, noticeOperations } from '#shared/domains/notices/operations.ts';
import type { Feedback, FeedbackInput, Notice } from '#shared/domains/notices/record.ts';
import { feedbackResultNames, returnReasonNames } from '#shared/domains/notices/words.ts';
import type { Database } from '../database/types.ts';
import { timelineOf, type Told } from '../records/timeline.ts';

/** Everything that happened to one notice, oldest first. */
export const noticeTimeline = (database: Database, notice: Notice, arrivedAt: string): TimelineEntry[] =>
  timelineOf(database, {
    collection: 'notices',
    recordId: notice.id,
    operations: noticeOperations,
    toldByRecord: [...noticeDeeds(notice), { at: arrivedAt, title: '收到本机', person: '', detail: '' }],
    workWords: (operation) => ({ detail: workWords(operation) }),
  });

/** What was done to a notice, by its own words. */
export function noticeDeeds(notice: Notice): Told[] {
  const all: Told[] = [];
  const tell = (at: string, title: string, person: string, detail: string) => all.push({ at, title, person, detail });
  tell(
    notice.pushedAt,
    '推送',
    notice.registrationOrgan,
    notice.reviewDepartment ? `至${notice.reviewDepartment.name}` : '未明确后置审批部门，待认领',
  );
  const { receipt, returned } = notice;
  if (receipt) tell(receipt.at, receipt.way === 'claim' ? '认领' : '接收', receipt.person, receipt.department.name);
  if (returned) tell(returned.at, '回退', returned.person, returnWords(returned));
  for (const feedback of notice.feedbacks) {
    const { at, person, departmentName, amended } = feedback;
    // What it said before an amendment is not in the record: only the last words are, and they belong to the amendment.
    tell(at, '反馈', person, amended ? departmentName : `${departmentName}，${feedbackWords(feedback)}`);
    if (amended) tell(amended.at, '修改反馈', amended.person, feedbackWords(feedback));
  }
  if (notice.closedAt) tell(notice.closedAt, '平台办结', '', '办结后不能再修改');
  for (const { at, person, reason, settledAt } of notice.corrections ?? []) {
    tell(at, '提出更正', person, reason);
    if (settledAt) tell(settledAt, '更正办结', '', '');
  }
  return all;
}

function workWords({ kind, payload }: NoticeOperation): string {
  switch (kind) {
    case 'notices.receive':
    case 'notices.claim':
      return '';
    case 'notices.return':
      return returnWords(payload);
    case 'notices.feedback':
    case 'notices.amendFeedback':
      return feedbackWords(payload.feedback);
    case 'notices.correct':
      return payload.reason;
  }
}

const returnWords = ({ reason, words }: Pick<NonNullable<Notice['returned']>, 'reason' | 'words'>): string =>
  `${returnReasonNames[reason]}：${words}`;

function feedbackWords(feedback: FeedbackInput | Feedback): string {
  const certificate = [feedback.certificateName, feedback.certificateNumber].filter(Boolean).join(' ');
  return [feedbackResultNames[feedback.result], certificate, feedback.result === 'refused' ? feedback.remark : '']
    .filter(Boolean)
    .join('，');
}
