/** Everything that happened to one notice: told by the record, by the outbox and by the audit, in the order of time. */
import type { TimelineEntry } from '#shared/records/parts.ts';
import type { DeliveryState } from '#shared/trade/delivery.ts';
import { type Feedback, type FeedbackInput, type Notice } from '#shared/domains/notices/record.ts';
import { feedbackResultNames, returnReasonNames } from '#shared/domains/notices/words.ts';
import { type NoticeOperationKind, noticeOperations } from '#shared/domains/notices/operations.ts';
import { inOrderOfTime, toldByAudit } from '../audit/timeline.ts';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';

/** Work done on this PC, as the outbox has it. */
interface WorkRow {
  kind: NoticeOperationKind;
  payload: string;
  actor: string;
  time: string;
  state: DeliveryState;
}

/** Oldest first. */
export function timelineOf(database: Database, notice: Notice, arrivedAt: string): TimelineEntry[] {
  const work = workOn(database, notice.id);
  // What was done here also stands in the record once it is applied: the outbox tells it with its delivery.
  const doneHere = new Set(work.map(({ at, title }) => `${title} ${at}`));
  return inOrderOfTime([
    ...toldByRecord(notice, arrivedAt).filter(({ at, title }) => !doneHere.has(`${title} ${at}`)),
    ...work,
    ...toldByAudit(database, 'notices', notice.id),
  ]);
}

function toldByRecord(notice: Notice, arrivedAt: string): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const platform = (at: string, title: string, person: string, detail: string) =>
    entries.push({ at, title, person, place: 'platform', delivery: null, detail });
  platform(
    notice.pushedAt,
    '推送',
    notice.registrationOrgan,
    notice.reviewDepartment ? `推送至${notice.reviewDepartment.name}` : '未明确后置审批部门，进入公示池',
  );
  platform(arrivedAt, '到达本机', '', '');
  const { receipt, returned } = notice;
  if (receipt) platform(receipt.at, receipt.way === 'claim' ? '认领' : '接收', receipt.person, receipt.department.name);
  if (returned)
    platform(returned.at, '回退', returned.person, `${returnReasonNames[returned.reason]}：${returned.words}`);
  for (const feedback of notice.feedbacks) {
    const { at, person, departmentName, amended } = feedback;
    // What it said before an amendment is not in the record: only the last words are, and they belong to the amendment.
    platform(at, '反馈', person, amended ? departmentName : `${departmentName}，${feedbackWords(feedback)}`);
    if (amended) platform(amended.at, '修改反馈', amended.person, feedbackWords(feedback));
  }
  if (notice.closedAt) platform(notice.closedAt, '平台办结', '', '办结后不能再修改');
  return entries;
}

function workOn(database: Database, noticeId: string): TimelineEntry[] {
  const rows = statement<[string], WorkRow>(
    database,
    "SELECT kind, payload, actor, time, state FROM outbox WHERE collection = 'notices' AND record_id = ? ORDER BY sequence",
  ).all(noticeId);
  return rows.map(({ kind, payload, actor, time, state }) => ({
    at: time,
    title: noticeOperations.kinds[kind].name,
    person: (JSON.parse(actor) as { name: string }).name,
    place: state === 'accepted' ? 'delivered' : 'local',
    delivery: state,
    detail: workWords(kind, JSON.parse(payload)),
  }));
}

function workWords(kind: WorkRow['kind'], payload: unknown): string {
  if (kind === 'notices.return') {
    const parsed = noticeOperations.kinds[kind].payload.safeParse(payload);
    return parsed.success ? `${returnReasonNames[parsed.data.reason]}：${parsed.data.words}` : '';
  }
  if (kind === 'notices.feedback' || kind === 'notices.amendFeedback') {
    const parsed = noticeOperations.kinds[kind].payload.safeParse(payload);
    return parsed.success ? feedbackWords(parsed.data.feedback) : '';
  }
  return '';
}

function feedbackWords(feedback: FeedbackInput | Feedback): string {
  const certificate = [feedback.certificateName, feedback.certificateNumber].filter(Boolean).join(' ');
  return [feedbackResultNames[feedback.result], certificate, feedback.result === 'refused' ? feedback.remark : '']
    .filter(Boolean)
    .join('，');
}
