/** Codes of 双告知 and their names. No schema, so that the first page may read it. */

export const applicationTypes = ['establish', 'change', 'deregister'] as const;
export type ApplicationType = (typeof applicationTypes)[number];
export const applicationTypeNames: Record<ApplicationType, string> = {
  establish: '设立登记',
  change: '变更登记',
  deregister: '注销登记',
};

/**
 * Where a notice stands. `pending` 待接收 → `received` 已接收待反馈 → `answered` 已反馈; `returned` 已回退 (the registration
 * organ assigns it anew); `pool` 待认领: no department is named, any that is competent may claim it.
 */
export const noticeStages = ['pending', 'received', 'answered', 'returned', 'pool'] as const;
export type NoticeStage = (typeof noticeStages)[number];
export const noticeStageNames: Record<NoticeStage, string> = {
  pending: '未接收',
  received: '已接收未反馈',
  answered: '已反馈',
  returned: '已回退',
  pool: '待认领',
};

/**
 * What lists and sheets tell of a notice: its stage, or what is late or waits too long. `overdue`: not received for longer
 * than the lamp's threshold. `reminded`: received, and the reminder's day has passed. `answeredLate`: 反馈 after its term.
 */
export const noticeStatusNames = {
  ...noticeStageNames,
  overdue: '逾期未接收',
  reminded: '已过提醒日',
  answeredLate: '逾期反馈',
} as const;
export type NoticeStatus = keyof typeof noticeStatusNames;
export const noticeStatuses = Object.keys(noticeStatusNames) as NoticeStatus[];

/** How a notice came to the department. */
export const receiptWayNames = { receive: '接收', claim: '认领' } as const;

/** 回退理由, a code table of the platform. */
export const returnReasons = ['noSuchItem', 'notOurBusiness', 'notOurArea'] as const;
export type ReturnReason = (typeof returnReasons)[number];
export const returnReasonNames: Record<ReturnReason, string> = {
  noSuchItem: '经营范围内无此审批事项',
  notOurBusiness: '经营范围不在本部门管辖',
  notOurArea: '地址不在本部门管辖',
};

/** 反馈结果 as in the manual's drop-down. */
export const feedbackResults = ['issued', 'otherLevel', 'refused'] as const;
export type FeedbackResult = (typeof feedbackResults)[number];
export const feedbackResultNames: Record<FeedbackResult, string> = {
  issued: '已发证',
  otherLevel: '非本级发证',
  refused: '不予发证',
};
