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
import { type Applied, refuse } from '#shared/records/applied.ts';
import { noticeStageNames, returnReasons } from './words.ts';
import { feedbackInputSchema, type FeedbackInput, type Feedback, type Notice, noticeVisibleTo } from './record.ts';

export const noticeOperationSchemas = {
  'notices.receive': z.object({}),
  'notices.claim': z.object({}),
  'notices.return': z.object({ reason: z.enum(returnReasons), words: text(500) }),
  'notices.feedback': z.object({ feedbackId: z.uuid(), feedback: feedbackInputSchema }),
  'notices.amendFeedback': z.object({ feedbackId: z.uuid(), feedback: feedbackInputSchema }),
} as const;
export type NoticeOperationKind = keyof typeof noticeOperationSchemas;
export const noticeOperationNames: Record<NoticeOperationKind, string> = {
  'notices.receive': '接收',
  'notices.claim': '认领',
  'notices.return': '回退',
  'notices.feedback': '反馈',
  'notices.amendFeedback': '修改反馈',
};
export type NoticeOperation = {
  [Kind in NoticeOperationKind]: { kind: Kind; payload: z.infer<(typeof noticeOperationSchemas)[Kind]> };
}[NoticeOperationKind] & { actor: Actor; time: string };

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

/**
 * Does one operation on a notice. Pure: returns the notice after it, or the reasons why it is refused (`field` is a path
 * inside the payload). `today` is the calendar date in China at the time of checking.
 */
export function applyNoticeOperation(notice: Notice, operation: NoticeOperation, today: string): Applied<Notice> {
  const { actor, time } = operation;
  const department = { code: actor.departmentCode, name: actor.departmentName };
  if (!noticeVisibleTo(notice, actor.departmentCode)) return refuse('notYours', '该告知不属于本部门');
  if (notice.closedAt) return refuse('closed', '平台已办结该告知，不能再修改');
  switch (operation.kind) {
    case 'notices.receive':
      if (notice.stage === 'pool') return refuse('needsClaim', '该告知未明确后置审批部门，请用“认领”');
      if (notice.stage !== 'pending')
        return refuse('wrongStage', `该告知${noticeStageNames[notice.stage]}，不能再接收`);
      return {
        ok: true,
        record: { ...notice, stage: 'received', receipt: { way: 'receive', department, person: actor.name, at: time } },
      };
    case 'notices.claim':
      if (notice.stage !== 'pool') return refuse('wrongStage', `该告知${noticeStageNames[notice.stage]}，不能认领`);
      return {
        ok: true,
        record: {
          ...notice,
          stage: 'received',
          reviewDepartment: department,
          receipt: { way: 'claim', department, person: actor.name, at: time },
        },
      };
    case 'notices.return': {
      if (notice.stage !== 'pending' && notice.stage !== 'received')
        return refuse('wrongStage', `该告知${noticeStageNames[notice.stage]}，不能回退`);
      if (notice.feedbacks.length > 0) return refuse('wrongStage', '已经反馈的告知不能回退');
      if (operation.payload.words.trim() === '') return refuse('required', '请写明回退说明', 'words');
      return {
        ok: true,
        record: {
          ...notice,
          stage: 'returned',
          returned: { ...operation.payload, department, person: actor.name, at: time },
        },
      };
    }
    case 'notices.feedback':
    case 'notices.amendFeedback': {
      const { feedbackId, feedback } = operation.payload;
      if (notice.stage !== 'received' && notice.stage !== 'answered')
        return refuse('wrongStage', `该告知${noticeStageNames[notice.stage]}，请先接收再反馈`);
      const reasons = checkFeedback(feedback, today).map((reason) => ({
        ...reason,
        field: `feedback.${reason.field}`,
      }));
      if (reasons.length > 0) return { ok: false, reasons };
      const existing = notice.feedbacks.find((one) => one.id === feedbackId);
      if (operation.kind === 'notices.feedback' && existing) return refuse('exists', '这份反馈已经登记过');
      if (operation.kind === 'notices.amendFeedback' && !existing) return refuse('missing', '找不到要修改的反馈');
      const sameCertificate = notice.feedbacks.find(
        (one) =>
          one.id !== feedbackId &&
          feedback.certificateNumber.trim() !== '' &&
          one.certificateNumber.trim() === feedback.certificateNumber.trim(),
      );
      if (sameCertificate)
        return refuse('duplicate', '同一证件编号已经反馈过，请核对或修改原反馈', 'feedback.certificateNumber');
      const entry: Feedback = existing
        ? { ...existing, ...feedback, amended: { person: actor.name, at: time } }
        : {
            ...feedback,
            id: feedbackId,
            departmentCode: department.code,
            departmentName: department.name,
            person: actor.name,
            at: time,
          };
      const feedbacks = existing
        ? notice.feedbacks.map((one) => (one.id === feedbackId ? entry : one))
        : [...notice.feedbacks, entry];
      return { ok: true, record: { ...notice, stage: 'answered', feedbacks } };
    }
  }
}
