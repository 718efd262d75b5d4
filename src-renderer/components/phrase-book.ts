/**
 * 常用语 to begin with, for each kind of field: what is often written there. None says what the decision is, and none is put
 * in by itself. Whoever changes, adds or deletes one has a list of their own from then on.
 */
export type PhraseKind =
  'reviewOpinion' | 'handling' | 'resultRemark' | 'feedbackRemark' | 'certificateName' | 'issuingOrgan' | 'returnWords';

export const phraseBook: Readonly<Record<PhraseKind, readonly string[]>> = {
  reviewOpinion: [
    '请补充检查照片后重新提交。',
    '检查结果与处理情况不一致，请核对后重新提交。',
    '请补充当事人签名，拒签的写明情况。',
  ],
  handling: ['已当场责令改正。', '已下达责令改正通知书，限期改正。', '已移交相关股室处理。'],
  resultRemark: ['当事人不在现场，由店员配合检查。', '当事人拒绝签名，已邀请见证人到场。'],
  feedbackRemark: ['申请材料不齐，已一次性告知补正。', '申请人已撤回申请。', '当事人尚未提出申请，已电话提醒办理。'],
  certificateName: [],
  issuingOrgan: [],
  returnWords: ['已与登记机关电话沟通。'],
};
