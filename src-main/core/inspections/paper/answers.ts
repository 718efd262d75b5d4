/** What the checklist asks and what was answered, in the words of the paper. */
import {
  type Answer,
  answerShowsIssue,
  type Checklist,
  type CheckPoint,
} from '#shared/domains/inspections/checklist.ts';
import { tick } from '#core/documents/form-sheet.ts';
import { type Result } from './form-parts.ts';

export type ChecklistGroup = Checklist['groups'][number];
export type ChecklistItem = ChecklistGroup['items'][number];

const notFilled = '未填写';

export const answersOf = (result: Result | null): ReadonlyMap<string, Answer> =>
  new Map((result?.answers ?? []).map((answer) => [answer.pointId, answer]));

/** 检查内容 with its choices: to be ticked by hand, or as ticked. */
export function pointWords(point: CheckPoint, answer: Answer | undefined, blank: boolean): string {
  const value = answer?.state === 'answered' ? answer.value : null;
  switch (point.type) {
    case 'yesNo':
      return `${point.title}\n${tick(value === 'yes')} 是　${tick(value === 'no')} 否`;
    case 'choice':
      return `${point.title}\n${point.options.map((option) => `${tick(value === option)} ${option}`).join('　')}`;
    case 'number':
      if (value === null && !blank) return `${point.title}\n${emptyWords(answer)}`;
      return `${point.title}\n${value === null ? '＿＿＿＿＿' : String(value)} ${point.unit}`;
    case 'text':
      if (value === null) return blank ? `${point.title}\n\n` : `${point.title}\n${emptyWords(answer)}`;
      return `${point.title}\n${String(value)}`;
  }
}

/** Nothing stands there: 未检查 and 合理缺项 only where somebody said so. */
const emptyWords = (answer: Answer | undefined): string => (answer ? '—' : notFilled);

/** 是否检查; nothing is ticked where nobody said anything. */
export function checkedWords(answer: Answer | undefined, blank: boolean): string {
  const state = blank ? null : (answer?.state ?? null);
  return [
    `${tick(state === 'answered')} 是`,
    `${tick(state === 'notChecked')} 否`,
    `${tick(state === 'notApplicable')} 合理缺项`,
  ].join('\n');
}

/** 发现问题情况 of one 检查内容 */
export function issueWords(point: CheckPoint, answer: Answer | undefined, blank: boolean): string {
  const checked = !blank && answer?.state === 'answered';
  const issue = checked && answerShowsIssue(point, answer);
  return `${tick(checked && !issue)} 无　${tick(issue)} 有${issue ? `\n${answer.issue}` : ''}`;
}

/**
 * 发现问题情况 of a whole item, for the 情况记录表: each issue with its 检查内容, else that there is none, or why not looked at.
 * 未检查 is what the inspector said; what was left open is 未填写.
 */
export function itemFindings(item: ChecklistItem, answers: ReadonlyMap<string, Answer>, isDraft: boolean): string {
  const given = item.points.map((point) => ({ point, answer: answers.get(point.id) }));
  const issues = given.flatMap(({ point, answer }) =>
    answer && answerShowsIssue(point, answer) ? [`${point.title}：${answer.issue || '有问题'}`] : [],
  );
  const open = isDraft ? given.filter(({ answer }) => !answer).length : 0;
  const told = issues.map((words, index) => `${index + 1}. ${words}`);
  if (open > 0) return [...told, `尚有 ${open} 项没有填写`].join('\n');
  if (issues.length > 0) return told.join('\n');
  const count = (wanted: Answer['state'] | undefined) => given.filter(({ answer }) => answer?.state === wanted).length;
  const left = [
    { name: '未检查', count: count('notChecked') },
    { name: notFilled, count: count(undefined) },
  ].filter((one) => one.count > 0);
  const [only, another] = left;
  if (count('answered') > 0)
    return only ? `未发现问题（其中 ${left.map((one) => `${one.count} 项${one.name}`).join('，')}）` : '未发现问题';
  if (!only) return '合理缺项';
  return another ? left.map((one) => `${one.count} 项${one.name}`).join('，') : only.name;
}
