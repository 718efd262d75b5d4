/** The five outcomes of the manual's import, and what can be done about each. */
import type { importOutcomes, ImportRow } from '#shared/domains/inspectors/contract.ts';

type Outcome = (typeof importOutcomes)[number];

export const importWords: Record<Outcome, { readonly name: string; readonly next: string }> = {
  ready: { name: '可以导入', next: '' },
  ambiguous: { name: '重名或有多个机关', next: '请选择是哪一位' },
  unknownPerson: { name: '人员不存在', next: '请先请平台管理员建立用户账号' },
  repeated: { name: '重复导入', next: '名录或本文件里已有这个人' },
  incomplete: { name: '必填项不全', next: '请点“修改”补齐' },
};
/** What can be done at once comes first. */
export const importOrder = ['ready', 'ambiguous', 'repeated', 'unknownPerson', 'incomplete'] as const;

/** Whether a row can be stored: sound, or a person was chosen and nothing else is wrong with it. */
export const mayImport = (row: ImportRow, chosen: string | undefined): boolean =>
  row.outcome === 'ready' ||
  (row.outcome === 'ambiguous' && Boolean(chosen) && row.candidates.some((one) => one.id === chosen));
