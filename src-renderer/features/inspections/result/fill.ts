/** What the form writes by itself, on request, and how it is taken back. */
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { InspectionOutcome } from '#shared/domains/inspections/outcomes.ts';
import { inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import { isAnswered, type ResultValues } from './result-values.ts';

type Group = Checklist['groups'][number];
export const noIssueWords = '未发现问题';

export interface GroupFill {
  /** Points that were filled, with the value put there. */
  readonly filled: readonly { readonly pointId: string; readonly value: string }[];
  /** Still open: only a person knows a figure, an option or a text. */
  readonly left: number;
}

/**
 * 整组「未发现问题」: every open 是非型 point of the group gets the answer that means that nothing is wrong. What somebody
 * answered stays as it is; figures, options and texts are never guessed.
 */
export function groupFill(values: Pick<ResultValues, 'answers'>, group: Group): GroupFill {
  const open = group.items.flatMap((item) => item.points).filter((point) => !isAnswered(values.answers[point.id]));
  const filled = open.flatMap((point) => (point.type === 'yesNo' ? [{ pointId: point.id, value: point.sound }] : []));
  return { filled, left: open.length - filled.length };
}

export function applyFill(values: Pick<ResultValues, 'answers'>, fill: GroupFill): void {
  for (const { pointId, value } of fill.filled) {
    const answer = values.answers[pointId];
    if (answer) answer.value = value;
  }
}

/** Takes back what the fill put there and nobody changed since. */
export function undoFill(values: Pick<ResultValues, 'answers'>, fill: GroupFill): void {
  for (const { pointId, value } of fill.filled) {
    const answer = values.answers[pointId];
    if (answer && answer.mark === '' && answer.value === value && answer.issue === '') answer.value = '';
  }
}

/** 检查发现问题 gathered from the points, numbered; 「未发现问题」 where there are none. */
export function gatheredIssues(values: Pick<ResultValues, 'answers' | 'extraItems'>, checklist: Checklist): string {
  const lines = checklist.groups.flatMap((group) =>
    group.items.flatMap((item) =>
      item.points.flatMap((point) => {
        const issue = values.answers[point.id]?.issue.trim();
        return issue ? [`${point.title}：${issue}`] : [];
      }),
    ),
  );
  for (const item of values.extraItems)
    if (!item.sound && item.found.trim() !== '') lines.push(`${item.title.trim()}：${item.found.trim()}`);
  if (lines.length === 0) return noIssueWords;
  return lines.length === 1 ? (lines[0] ?? '') : lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

/** The outcomes after one was clicked: an exclusive one stands alone, and gives way to any other. */
export function withOutcome(outcomes: readonly InspectionOutcome[], clicked: InspectionOutcome): InspectionOutcome[] {
  if (outcomes.includes(clicked)) return outcomes.filter((one) => one !== clicked);
  if (inspectionOutcomeTable[clicked].exclusive) return [clicked];
  return [...outcomes.filter((one) => !inspectionOutcomeTable[one].exclusive), clicked];
}
