/** What is wrong or doubtful about the form, and where it is: the domain's rules, and what typing alone can get wrong. */
import {
  checkAnswer,
  type CheckFinding,
  type Checklist,
  type CheckPoint,
} from '#shared/domains/inspections/checklist.ts';
import {
  checkResult,
  type ResultInput,
  resultInputSchema,
  standingFindings,
} from '#shared/domains/inspections/results.ts';
import { readTypedDate } from '#app/components/typed-dates.ts';
import { answerOf, type AnswerValues, isAnswered, resultOf, type ResultValues } from './result-values.ts';

/** Longest texts, UTF-16 units, as the platform takes them. */
export const textLimits = {
  issue: 1000,
  foundIssues: 2000,
  handling: 2000,
  followUpWords: 500,
  remark: 500,
  phone: 40,
  extraTitle: 300,
  extraFound: 1000,
  explanation: 500,
  caption: 200,
  signatureName: 50,
  refusalWords: 200,
} as const;

const block = (field: string, code: string, message: string): CheckFinding => ({
  level: 'block',
  field,
  code,
  message,
});

const longTexts = [
  ['foundIssues', '检查发现问题'],
  ['handling', '处理情况描述'],
  ['followUpWords', '其他后续处置'],
  ['remark', '备注'],
  ['phone', '检查人员电话'],
] as const;

/** What only the form can see: a date that is none, texts that are too long, an extra item without a name. */
export function typingFindings(values: ResultValues): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const item of values.extraItems) {
    if (item.title.trim() === '') findings.push(block(`extraItems.${item.id}`, 'required', '临时检查事项缺少名称'));
    if (item.title.length > textLimits.extraTitle || item.found.length > textLimits.extraFound)
      findings.push(block(`extraItems.${item.id}`, 'tooLong', '临时检查事项的文字过长'));
    if (!item.sound && item.found.trim() === '')
      findings.push(block(`extraItems.${item.id}`, 'issueMissing', '临时检查事项不合格，请写明发现的问题'));
  }
  for (const [field, label] of longTexts)
    if (values[field].length > textLimits[field])
      findings.push(block(field, 'tooLong', `${label}最多 ${textLimits[field]} 字，现在 ${values[field].length} 字`));
  const date = readTypedDate(values.inspectedOn);
  if (date.kind === 'empty') findings.push(block('inspectedOn', 'required', '请填写检查日期'));
  if (date.kind === 'wrong') findings.push(block('inspectedOn', 'date', `检查日期：${date.message}`));
  return findings;
}

/** One answer, for its own row. */
export function findingsOfAnswer(point: CheckPoint, values: AnswerValues): CheckFinding[] {
  const findings = checkAnswer(point, answerOf(point, values) ?? undefined);
  if (values.issue.length > textLimits.issue)
    findings.push(block(`answers.${point.id}`, 'tooLong', `「${point.title}」的问题描述最多 ${textLimits.issue} 字`));
  return findings;
}

const sections = [
  'checkWays',
  'answers',
  'extraItems',
  'outcomes',
  'foundIssues',
  'handling',
  'followUp',
  'followUpWords',
  'remark',
  'inspectedOn',
  'phone',
  'evidence',
  'signatures',
] as const;
export type FormSection = (typeof sections)[number];

/** The part of the form that a field belongs to; what nobody knows goes to the top. */
export function sectionOf(field: string): FormSection {
  const bare = field.replace(/^result\./, '').split('.')[0];
  return sections.find((section) => section === bare) ?? 'checkWays';
}

/** Everything, in the order of the form. */
export function allFindings(
  values: ResultValues,
  checklist: Checklist,
  today: string,
  inspectors: readonly { readonly name: string }[],
): CheckFinding[] {
  const result = resultOf(values, checklist);
  const findings = [...checkResult(result, checklist, today, inspectors), ...typingFindings(values)];
  for (const group of checklist.groups)
    for (const item of group.items)
      for (const point of item.points) {
        const typed = values.answers[point.id];
        if (typed && typed.issue.length > textLimits.issue)
          findings.push(...findingsOfAnswer(point, typed).filter((one) => one.code === 'tooLong'));
      }
  const place = (one: CheckFinding) => sections.indexOf(sectionOf(one.field));
  const unique = new Map(findings.map((one) => [`${one.field} ${one.code}`, one]));
  // Sorting is stable: within a section the order of the rules stays.
  return [...unique.values()].sort((one, other) => place(one) - place(other));
}

export interface FormCheck {
  readonly result: ResultInput;
  readonly findings: readonly CheckFinding[];
  /** What stands in the way of submitting. */
  readonly standing: readonly CheckFinding[];
}

export function checkForm(
  values: ResultValues,
  checklist: Checklist,
  today: string,
  inspectors: readonly { readonly name: string }[],
): FormCheck {
  const result = resultOf(values, checklist);
  const findings = allFindings(values, checklist, today, inspectors);
  const standing = standingFindings(findings, result.explanations);
  // The last word before anything is sent: a shape that the contract refuses must not leave as a bug.
  if (standing.length === 0 && !resultInputSchema.safeParse(result).success)
    standing.push(block('', 'shape', '有内容不符合要求，请逐项核对文字长度和特殊符号'));
  return { result, findings, standing };
}

/** What stands in the way, counted as every part of the form tells it. */
export interface StandingCounts {
  /** 必填 without an answer. */
  readonly owed: number;
  /** Everything else that must be mended. */
  readonly blocks: number;
  readonly doubts: number;
}

export function countStanding(standing: readonly CheckFinding[]): StandingCounts {
  const isOwed = ({ level, code }: CheckFinding) => level === 'block' && code === 'unanswered';
  const doubts = standing.filter(({ level }) => level === 'explain').length;
  const owed = standing.filter(isOwed).length;
  return { owed, blocks: standing.length - doubts - owed, doubts };
}

/** 「必填还差 4 项」「必须修改 4 处」「需核实 1 处」; the same words in the foot of the form and beside it. */
export const standingNames = {
  owed: (count: number) => `必填还差 ${count} 项`,
  blocks: (count: number) => `必须修改 ${count} 处`,
  doubts: (count: number) => `需核实 ${count} 处`,
} as const satisfies Record<keyof StandingCounts, (count: number) => string>;

export const standingWords = (standing: readonly CheckFinding[]): string => {
  const counts = countStanding(standing);
  return (['owed', 'blocks', 'doubts'] as const)
    .flatMap((what) => (counts[what] > 0 ? [standingNames[what](counts[what])] : []))
    .join('，');
};

export interface OpenPoint {
  readonly pointId: string;
  readonly title: string;
  readonly group: number;
  readonly required: boolean;
}

/** Points without an answer, in the order of the form. */
export function openPoints(values: Pick<ResultValues, 'answers'>, checklist: Checklist): OpenPoint[] {
  return checklist.groups.flatMap((group, index) =>
    group.items.flatMap((item) =>
      item.points
        .filter((point) => !isAnswered(values.answers[point.id]))
        .map((point) => ({ pointId: point.id, title: point.title, group: index, required: point.required })),
    ),
  );
}

export interface GroupProgress {
  readonly answered: number;
  readonly total: number;
  /** 必填 without an answer. */
  readonly owed: number;
  /** Answers that show a problem. */
  readonly issues: number;
}

export function progressOf(values: Pick<ResultValues, 'answers'>, checklist: Checklist): GroupProgress[] {
  return checklist.groups.map((group) => {
    const points = group.items.flatMap((item) => item.points);
    return {
      total: points.length,
      answered: points.filter((point) => isAnswered(values.answers[point.id])).length,
      owed: points.filter((point) => point.required && !isAnswered(values.answers[point.id])).length,
      issues: points.filter((point) => showsIssue(point, values.answers[point.id])).length,
    };
  });
}

/** After 整组未发现问题: how many it filled, and what is left to do by hand. Empty: nothing to tell. */
export function fillWords(filled: number, { answered, total, owed }: GroupProgress): string {
  const left = owed > 0 ? `还有 ${owed} 项必填要逐项填写` : total > answered ? `其余 ${total - answered} 项选填` : '';
  if (filled > 0) return [`已填 ${filled} 项`, left].filter(Boolean).join('，');
  return left && `没有可以代填的是非项，${left}`;
}

/** Whether the answer says that something is wrong. */
export function showsIssue(point: CheckPoint, answer: AnswerValues | undefined): boolean {
  if (!answer) return false;
  if (answer.issue.trim() !== '') return true;
  return point.type === 'yesNo' && answer.mark === '' && answer.value !== '' && answer.value !== point.sound;
}
