/** In which places two forms differ, in words a person can compare: what the recover dialog shows. */
import { type Checklist, type CheckPoint, pointsOf } from '#shared/domains/inspections/checklist.ts';
import { checkWayNames, followUpNames, inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import { signatureRoleNames } from '#shared/domains/inspections/results.ts';
import type { AnswerValues, ResultValues } from './result-values.ts';

export interface Difference {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Signs that stand straight beside their word in every typeface; the paper has those of the manual's form. */
export const yesNoWords = { yes: '✓ 是', no: '✗ 否' } as const;

export function answerWords(point: CheckPoint, answer: AnswerValues | undefined): string {
  if (!answer) return '';
  const issue = answer.issue.trim() ? `（问题：${answer.issue.trim()}）` : '';
  if (answer.mark === 'notChecked') return `未检查${issue}`;
  if (answer.mark === 'notApplicable') return `合理缺项${issue}`;
  if (answer.value.trim() === '') return issue;
  const value = point.type === 'yesNo' ? yesNoWords[answer.value === 'yes' ? 'yes' : 'no'] : answer.value.trim();
  return `${value}${point.type === 'number' && point.unit ? ` ${point.unit}` : ''}${issue}`;
}

const texts = [
  ['foundIssues', '检查发现问题'],
  ['handling', '处理情况描述'],
  ['followUpWords', '其他后续处置'],
  ['remark', '备注'],
  ['inspectedOn', '检查日期'],
  ['phone', '检查人员电话'],
] as const;

/** Places where `after` differs from `before`, in the order of the form. */
export function differencesOf(before: ResultValues, after: ResultValues, checklist: Checklist): Difference[] {
  const found: Difference[] = [];
  const compare = (label: string, one: string, other: string) => {
    if (one !== other) found.push({ label, before: one, after: other });
  };
  const names = (values: ResultValues) => values.checkWays.map((way) => checkWayNames[way]).join('、');
  compare('检查方式', names(before), names(after));
  for (const point of pointsOf(checklist))
    compare(point.title, answerWords(point, before.answers[point.id]), answerWords(point, after.answers[point.id]));
  const extras = (values: ResultValues) =>
    values.extraItems.map((item) => `${item.title}：${item.sound ? '合格' : `不合格 ${item.found}`}`).join('；');
  compare('临时检查事项', extras(before), extras(after));
  const outcomes = (values: ResultValues) =>
    values.outcomes.map((outcome) => inspectionOutcomeTable[outcome].name).join('、');
  compare('检查结果', outcomes(before), outcomes(after));
  compare('后续处置', followUpNames[before.followUp], followUpNames[after.followUp]);
  for (const [field, label] of texts) compare(label, before[field].trim(), after[field].trim());
  const photos = (values: ResultValues) => values.evidence.map((one) => one.caption.trim() || one.name).join('、');
  const ids = (values: ResultValues) => values.evidence.map((one) => one.sha256).join();
  if (ids(before) !== ids(after) || photos(before) !== photos(after))
    found.push({ label: '照片', before: countWords(before, photos), after: countWords(after, photos) });
  const signatures = (values: ResultValues) =>
    values.signatures
      .map(
        (one) =>
          `${signatureRoleNames[one.role]} ${one.name}${one.refused ? '（拒签）' : one.onPaper ? '（纸质已签）' : ''}`,
      )
      .join('、');
  const drawn = (values: ResultValues) => values.signatures.map((one) => one.sha256).join();
  if (drawn(before) !== drawn(after) || signatures(before) !== signatures(after))
    found.push({ label: '签名', before: signatures(before), after: signatures(after) });
  for (const field of new Set([...Object.keys(before.explanations), ...Object.keys(after.explanations)]))
    compare('核实说明', before.explanations[field]?.trim() ?? '', after.explanations[field]?.trim() ?? '');
  return found;
}

const countWords = (values: ResultValues, words: (values: ResultValues) => string): string =>
  values.evidence.length === 0 ? '' : `${values.evidence.length} 张：${words(values)}`;
