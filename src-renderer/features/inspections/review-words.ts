/** Words of 复核. */

/** 经办意见 that most results get. */
export const passWords = '复核通过并对外公示';
export const reviewDecisionNames = { pass: '复核通过', sendBack: '退回修改' } as const;
