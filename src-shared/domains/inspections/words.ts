/** Codes of 双随机抽查 and their names. No schema, so that the first page may read it. */

export const planStages = ['confirming', 'assigning', 'inspecting', 'finished'] as const;
export const planStageNames: Record<(typeof planStages)[number], string> = {
  confirming: '名单确认',
  assigning: '人员选派',
  inspecting: '检查中',
  finished: '已完成',
};

/** 随机抽取分组机关类型 */
export const planGroupings = ['registration', 'jurisdiction', 'region'] as const;
export const planGroupingNames: Record<(typeof planGroupings)[number], string> = {
  registration: '按工商登记注册机关',
  jurisdiction: '按管辖机关',
  region: '按行政区划',
};

export const subjectStages = ['unconfirmed', 'skipped', 'waiting', 'entered', 'sentBack', 'published'] as const;
export type SubjectStage = (typeof subjectStages)[number];
export const subjectStageNames: Record<SubjectStage, string> = {
  unconfirmed: '未确认',
  skipped: '确认不检查',
  waiting: '待录入',
  entered: '待复核',
  sentBack: '待修改',
  published: '已公示',
};
/** On 主体名单确认 the stages are told as the manual does. */
export const confirmationNames: Partial<Record<SubjectStage, string>> = {
  unconfirmed: '未确认',
  waiting: '确认检查',
  skipped: '确认不检查',
};
