/** 经办意见 that most results get. */
export const passWords = '复核通过并对外公示';
