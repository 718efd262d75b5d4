/**
 * 双告知: the operations that a department may do on a notice, and the rules of each.
 *
 * Source of the rules: the platform's manual, 三、1 (接收, 反馈, 查询), and 《试行办法》第五条、第七条、第十七条 as cited in
 * `trade/deadlines.ts`. The same functions run in the client (before anything is stored) and in the demo platform (before
 * anything is accepted), so both ends refuse the same things with the same words.
 */
import { z } from 'zod';
import { type Actor, text } from '#shared/platform-api/common.ts';
import type { FieldReason } from '#shared/platform-api/interface.ts';
import { type Applied, type Refused, refuse } from '#shared/records/applied.ts';
import { checkCorrection, correctionInputSchema, correctionOf, openCorrection } from '#shared/records/corrections.ts';
import { type OperationOf, operations } from '#shared/records/operations.ts';
import { feedbackResultNames, type FeedbackResult, feedbackResults, noticeStageNames, returnReasons } from './words.ts';
import { feedbackInputSchema, type FeedbackInput, type Feedback, type Notice, noticeVisibleTo } from './record.ts';

const kinds = {
  'notices.receive': { name: '接收', payload: z.object({}) },
  'notices.claim': { name: '认领', payload: z.object({}) },
  'notices.return': { name: '回退', payload: z.object({ reason: z.enum(returnReasons), words: text(500) }) },
  'notices.feedback': { name: '反馈', payload: z.object({ feedbackId: z.uuid(), feedback: feedbackInputSchema }) },
  'notices.amendFeedback': {
    name: '修改反馈',
    payload: z.object({ feedbackId: z.uuid(), feedback: feedbackInputSchema }),
  },
  'notices.correct': {
    name: '更正',
    payload: correctionInputSchema.extend({ correctionId: z.uuid(), feedbackId: z.uuid() }),
  },
} as const;
export type NoticeOperation = OperationOf<typeof kinds>;
export type NoticeOperationKind = NoticeOperation['kind'];

/** Required and forbidden fields of a feedback, by its result. Fields are named as in `FeedbackInput`. */
export function checkFeedback(feedback: FeedbackInput, today: string): FieldReason[] {
  const reasons: FieldReason[] = [];
  const say = (field: keyof FeedbackInput, code: string, message: string) => reasons.push({ field, code, message });
  const need = (field: keyof FeedbackInput, label: string) => {
    const value = feedback[field];
    if (value === null || (typeof value === 'string' && value.trim() === '')) say(field, 'required', `请填写${label}`);
  };
  if (feedback.feedbackOn > today) say('feedbackOn', 'future', '反馈日期不能晚于今天');
  switch (feedback.result) {
    case 'issued':
      need('certificateNumber', '证件编号');
      need('certificateName', '证件名称');
      need('issuingOrgan', '发证机关');
      need('issuedOn', '发证日期');
      need('validFrom', '有效期自');
      if (!feedback.longTerm) need('validTo', '有效期至，或勾选“长期有效”');
      need('permitContent', '后置审批许可内容');
      break;
    case 'otherLevel':
      need('issuingOrgan', '发证机关（实际发证的机关）');
      break;
    case 'refused':
      need('remark', '备注（不予发证的理由）');
      break;
  }
  if (feedback.longTerm && feedback.validTo) say('validTo', 'contradiction', '已勾选“长期有效”，有效期至应留空');
  if (feedback.issuedOn && feedback.issuedOn > today) say('issuedOn', 'future', '发证日期不能晚于今天');
  if (feedback.validFrom && feedback.validTo && feedback.validTo < feedback.validFrom)
    say('validTo', 'order', '有效期至不能早于有效期自');
  return reasons;
}

/** Why nothing of this kind can be begun on the notice now, whatever it would say; null: it can. */
export function noticeObstacle(notice: Notice, kind: NoticeOperationKind, actor: Actor): Refused | null {
  if (!noticeVisibleTo(notice, actor.departmentCode)) return refuse('notYours', '该告知不属于本部门');
  if (kind === 'notices.correct') return correctionObstacle(notice);
  if (notice.closedAt) return refuse('closed', '平台已办结该告知，不能再修改');
  const stage = noticeStageNames[notice.stage];
  switch (kind) {
    case 'notices.receive':
      if (notice.stage === 'pool') return refuse('needsClaim', '该告知未明确后置审批部门，请用“认领”');
      return notice.stage === 'pending' ? null : refuse('wrongStage', `该告知${stage}，不能再接收`);
    case 'notices.claim':
      return notice.stage === 'pool' ? null : refuse('wrongStage', `该告知${stage}，不能认领`);
    case 'notices.return':
      if (notice.stage !== 'pending' && notice.stage !== 'received')
        return refuse('wrongStage', `该告知${stage}，不能回退`);
      return notice.feedbacks.length === 0 ? null : refuse('wrongStage', '已经反馈的告知不能回退');
    case 'notices.feedback':
    case 'notices.amendFeedback':
      if (notice.stage === 'received' || notice.stage === 'answered') return null;
      return refuse('wrongStage', `该告知${stage}，请先接收再反馈`);
  }
}

/** A 更正 is for what can no longer be amended: a feedback after the platform closed the matter. */
function correctionObstacle({ closedAt, feedbacks, corrections = [] }: Notice): Refused | null {
  if (closedAt === null) return refuse('wrongStage', '平台还没有办结，请直接修改反馈，无需更正');
  if (feedbacks.length === 0) return refuse('noFeedback', '这条告知没有反馈，无可更正');
  return openCorrection(corrections) ? refuse('open', '已有一项更正正在办理') : null;
}

/**
 * Does one operation on a notice. Pure: returns the notice after it, or the reasons why it is refused (`field` is a path
 * inside the payload). `today` is the calendar date in China at the time of checking.
 */
export function applyNoticeOperation(notice: Notice, operation: NoticeOperation, today: string): Applied<Notice> {
  const { actor, time } = operation;
  const department = { code: actor.departmentCode, name: actor.departmentName };
  const obstacle = noticeObstacle(notice, operation.kind, actor);
  if (obstacle) return obstacle;
  switch (operation.kind) {
    case 'notices.receive':
      return {
        ok: true,
        record: { ...notice, stage: 'received', receipt: { way: 'receive', department, person: actor.name, at: time } },
      };
    case 'notices.claim':
      return {
        ok: true,
        record: {
          ...notice,
          stage: 'received',
          reviewDepartment: department,
          receipt: { way: 'claim', department, person: actor.name, at: time },
        },
      };
    case 'notices.return':
      if (operation.payload.words.trim() === '') return refuse('required', '请写明回退说明', 'words');
      return {
        ok: true,
        record: {
          ...notice,
          stage: 'returned',
          returned: { ...operation.payload, department, person: actor.name, at: time },
        },
      };
    case 'notices.feedback':
    case 'notices.amendFeedback':
      return withFeedback(notice, operation, today);
    case 'notices.correct':
      return withCorrection(notice, operation, today);
  }
}

/**
 * Why a feedback of this result cannot stand beside the others on its notice; null: it can. Several certificates may stand
 * there (已发证, 非本级发证); 不予发证 stands alone: it is the answer to the whole matter. What was wrong is amended, not
 * answered a second time.
 */
export function opposedResult(result: FeedbackResult, others: readonly Pick<Feedback, 'result'>[]): string | null {
  const standing = others.find((other) => result === 'refused' || other.result === 'refused');
  if (!standing) return null;
  const has = feedbackResultNames[standing.result];
  return standing.result === result
    ? `已经反馈“${has}”，不必再反馈一份；需要改动的，请修改原反馈`
    : `已经反馈“${has}”，不能同时反馈“${feedbackResultNames[result]}”；原反馈有误的，请修改原反馈`;
}

/** Whether a further certificate may be told beside what is fed back already. */
export const takesFurtherFeedback = ({ feedbacks }: Pick<Notice, 'feedbacks'>): boolean =>
  feedbackResults.some((result) => opposedResult(result, feedbacks) === null);

function withFeedback(
  notice: Notice,
  { kind, payload, actor, time }: OperationOf<typeof kinds, 'notices.feedback' | 'notices.amendFeedback'>,
  today: string,
): Applied<Notice> {
  const { feedbackId, feedback } = payload;
  const reasons = checkFeedback(feedback, today).map((reason) => ({ ...reason, field: `feedback.${reason.field}` }));
  if (reasons.length > 0) return { ok: false, reasons };
  const existing = notice.feedbacks.find((one) => one.id === feedbackId);
  if (kind === 'notices.feedback' && existing) return refuse('exists', '这份反馈已经登记过');
  if (kind === 'notices.amendFeedback' && !existing) return refuse('missing', '找不到要修改的反馈');
  const others = notice.feedbacks.filter((one) => one.id !== feedbackId);
  const opposed = opposedResult(feedback.result, others);
  if (opposed) return refuse('opposed', opposed, 'feedback.result');
  const sameCertificate = others.find(
    (one) =>
      feedback.certificateNumber.trim() !== '' && one.certificateNumber.trim() === feedback.certificateNumber.trim(),
  );
  if (sameCertificate)
    return refuse('duplicate', '同一证件编号已经反馈过，请核对或修改原反馈', 'feedback.certificateNumber');
  const entry: Feedback = existing
    ? { ...existing, ...feedback, amended: { person: actor.name, at: time } }
    : {
        ...feedback,
        id: feedbackId,
        departmentCode: actor.departmentCode,
        departmentName: actor.departmentName,
        person: actor.name,
        at: time,
      };
  const feedbacks = existing
    ? notice.feedbacks.map((one) => (one.id === feedbackId ? entry : one))
    : [...notice.feedbacks, entry];
  return { ok: true, record: { ...notice, stage: 'answered', feedbacks } };
}

function withCorrection(
  notice: Notice,
  { payload, actor, time }: OperationOf<typeof kinds, 'notices.correct'>,
  today: string,
): Applied<Notice> {
  const { correctionId, feedbackId, ...input } = payload;
  if (!notice.feedbacks.some(({ id }) => id === feedbackId))
    return refuse('missing', '找不到要更正的反馈', 'feedbackId');
  const reasons = checkCorrection(input, today);
  if (reasons.length > 0) return { ok: false, reasons };
  const correction = { ...correctionOf(correctionId, input, { actor, time }), feedbackId };
  return { ok: true, record: { ...notice, corrections: [...(notice.corrections ?? []), correction] } };
}

export const noticeOperations = operations(kinds, applyNoticeOperation);
