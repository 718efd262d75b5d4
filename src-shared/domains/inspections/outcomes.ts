/**
 * 检查结果, 检查方式 and 后续处置: canonical codes, kept here, with the mapping to what each platform generation stores. Data, so
 * that another province's table is another column, never another rule.
 */
export const inspectionOutcomes = [
  'noIssue',
  'notPublished',
  'falseInformation',
  'noContact',
  'corrected',
  'uncooperative',
  'noActivity',
  'followUp',
  'closed',
  'deregistered',
  'revoked',
  'cancelled',
  'movedAway',
] as const;
export type InspectionOutcome = (typeof inspectionOutcomes)[number];

/** What the Hunan platform of the manual stores: 正常 or 发现问题. */
export type CoarseOutcome = 'normal' | 'issue';
export const coarseOutcomeNames: Record<CoarseOutcome, string> = { normal: '正常', issue: '发现问题' };

export const inspectionOutcomeTable: Record<
  InspectionOutcome,
  { name: string; coarse: CoarseOutcome; exclusive: boolean }
> = {
  noIssue: { name: '未发现问题', coarse: 'normal', exclusive: true },
  notPublished: { name: '未按规定公示应当公示的信息', coarse: 'issue', exclusive: false },
  falseInformation: { name: '公示信息隐瞒真实情况、弄虚作假', coarse: 'issue', exclusive: false },
  noContact: { name: '通过登记的住所（经营场所）无法联系', coarse: 'issue', exclusive: false },
  corrected: { name: '发现问题已责令改正', coarse: 'issue', exclusive: false },
  uncooperative: { name: '不配合检查情节严重', coarse: 'issue', exclusive: false },
  noActivity: { name: '未发现开展本次抽查涉及的经营活动', coarse: 'normal', exclusive: false },
  followUp: { name: '发现问题待后续处理', coarse: 'issue', exclusive: false },
  closed: { name: '已关闭停业或正在组织清算', coarse: 'normal', exclusive: false },
  deregistered: { name: '注销', coarse: 'normal', exclusive: false },
  revoked: { name: '被吊销', coarse: 'issue', exclusive: false },
  cancelled: { name: '被撤销', coarse: 'issue', exclusive: false },
  movedAway: { name: '迁出', coarse: 'normal', exclusive: false },
};

/** The coarse value that the platform of the manual wants: 发现问题 as soon as one outcome says so. */
export const coarseOutcome = (outcomes: readonly InspectionOutcome[]): CoarseOutcome =>
  outcomes.some((outcome) => inspectionOutcomeTable[outcome].coarse === 'issue') ? 'issue' : 'normal';

export const checkWays = ['onSite', 'written', 'otherResults', 'testing', 'network', 'entrusted'] as const;
export type CheckWay = (typeof checkWays)[number];
export const checkWayNames: Record<CheckWay, string> = {
  onSite: '实地检查',
  written: '书面检查',
  otherResults: '行政部门检查结果或专业意见',
  testing: '检验检测',
  network: '网络监测',
  entrusted: '委托专业机构辅助',
};

export const followUps = [
  'none',
  'toDailySupervision',
  'orderCorrection',
  'caseTransfer',
  'otherDepartments',
  'other',
] as const;
export type FollowUp = (typeof followUps)[number];
export const followUpNames: Record<FollowUp, string> = {
  none: '无需后续处置',
  toDailySupervision: '停止检查，反馈日常监管部门',
  orderCorrection: '责令改正，由日常监管跟踪',
  caseTransfer: '发现案件线索，固定证据移送办案机构',
  otherDepartments: '抄告相关部门',
  other: '其他',
};
