/** Answers to the 检查内容 in words, and in which of them two results differ. */
import { z } from 'zod';
import { type Answer, answerSchema, type Checklist, pointsOf } from '#shared/domains/inspections/checklist.ts';
import type { ConflictLine } from '#app/app/feature.ts';
import { nothing, readAs } from '#app/app/record-words.ts';

const answersSchema = z.array(answerSchema);
export const answerStateNames: Record<Answer['state'], string> = {
  answered: '已检查',
  notChecked: '未检查',
  notApplicable: '合理缺项',
};

/** All of them in short; null where the value is no list of answers. */
export const answersWords = (value: unknown): string | null =>
  readAs(answersSchema, value, (answers) => {
    const issues = answers.filter(({ issue }) => issue.trim() !== '').length;
    return `${answers.length} 项${issues > 0 ? `，其中 ${issues} 项记有问题` : ''}`;
  });

/**
 * The 检查内容 in which mine and theirs differ, in the order of the 检查表; null where the values are no answers, or none
 * of them differs.
 */
export function answerDifferences(
  sides: { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown },
  checklist: Checklist | null,
): ConflictLine[] | null {
  const mine = answersSchema.safeParse(sides.mine);
  const theirs = answersSchema.safeParse(sides.theirs);
  if (!mine.success || !theirs.success) return null;
  const base = answersSchema.safeParse(sides.base);
  const titles = new Map((checklist ? pointsOf(checklist) : []).map((point) => [point.id, point.title]));
  const ids = [...titles.keys(), ...[...mine.data, ...theirs.data].map(({ pointId }) => pointId)];
  const lines = [...new Set(ids)]
    .map((id) => {
      const words = (answers: readonly Answer[]) => answerWords(answers.find(({ pointId }) => pointId === id));
      return {
        title: titles.get(id) ?? id,
        base: base.success ? words(base.data) : nothing,
        mine: words(mine.data),
        theirs: words(theirs.data),
      };
    })
    .filter(({ mine: own, theirs: other }) => own !== other);
  return lines.length > 0 ? lines : null;
}

function answerWords(answer: Answer | undefined): string {
  if (!answer) return nothing;
  const { state, value, issue } = answer;
  const given = value === 'yes' ? '是' : value === 'no' ? '否' : String(value ?? '');
  const said = state === 'answered' ? given : answerStateNames[state];
  return `${said || nothing}${issue.trim() === '' ? '' : `，问题：${issue.trim()}`}`;
}
