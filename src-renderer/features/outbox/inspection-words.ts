/** Parts of a 抽查 subject as an inspector reads them, where `valueWords` would read out their codes one by one. */
import { z } from 'zod';
import { answerSchema, type Checklist, pointsOf } from '#shared/domains/inspections/checklist.ts';
import { inspectionOutcomeTable } from '#shared/domains/inspections/outcomes.ts';
import {
  evidenceSchema,
  resultInputSchema,
  signatureRoleNames,
  signatureSchema,
} from '#shared/domains/inspections/results.ts';
import { inspectorReferenceSchema } from '#shared/domains/inspections/subjects.ts';
import { formatInstant } from '#app/app/format.ts';

const answersSchema = z.array(answerSchema);
type Answer = z.infer<typeof answerSchema>;

const itemSchema = resultInputSchema.shape.extraItems.element;
const explanationsSchema = resultInputSchema.shape.explanations;

/** Words for a value at a path of a subject; null: it has no words of its own. */
export function inspectionWords(path: string, value: unknown): string | null {
  const field = path.replace(/\[[^\]]*\]/g, '');
  if (field === 'result.evidence')
    return read(evidenceSchema, value, (one) => `${one.caption || one.name}（${formatInstant(one.takenAt)}）`);
  if (field === 'result.signatures')
    return read(
      signatureSchema,
      value,
      ({ role, name, refused, refusalWords, at }) =>
        `${signatureRoleNames[role]} ${name}，${refused ? `拒绝签名：${refusalWords}` : '已签名'}（${formatInstant(at)}）`,
    );
  if (field === 'result.extraItems')
    return read(itemSchema, value, ({ title, sound, found }) => `${title}：${sound ? '合格' : `不合格 ${found}`}`);
  if (field === 'result.explanations')
    return read(explanationsSchema, value, (all) => all.map(({ words }) => words).join('；'));
  if (field === 'inspectors')
    return read(z.array(inspectorReferenceSchema), value, (all) => all.map(({ name }) => name).join('、'));
  if (field === 'result') return read(resultInputSchema, value, resultWords);
  return null;
}

function read<Shape>(schema: z.ZodType<Shape>, value: unknown, words: (value: Shape) => string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? words(parsed.data) : null;
}

function resultWords({
  inspectedOn,
  outcomes,
  handling,
  evidence,
  signatures,
}: z.infer<typeof resultInputSchema>): string {
  const names = outcomes.map((one) => inspectionOutcomeTable[one].name).join('、');
  return `${inspectedOn} 检查，${names}；${handling}（照片 ${evidence.length} 张，签名 ${signatures.length} 个）`;
}

export interface PointDifference {
  readonly title: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The 检查内容 in which mine and theirs differ, in the order of the 检查表; null where the values are no answers. */
export function answerDifferences(
  sides: { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown },
  checklist: Checklist | null,
): PointDifference[] | null {
  const mine = answersSchema.safeParse(sides.mine);
  const theirs = answersSchema.safeParse(sides.theirs);
  if (!mine.success || !theirs.success) return null;
  const base = answersSchema.safeParse(sides.base);
  const titles = new Map((checklist ? pointsOf(checklist) : []).map((point) => [point.id, point.title]));
  const ids = [...titles.keys(), ...[...mine.data, ...theirs.data].map(({ pointId }) => pointId)];
  return [...new Set(ids)]
    .map((id) => {
      const words = (answers: readonly Answer[]) => answerWords(answers.find(({ pointId }) => pointId === id));
      return {
        title: titles.get(id) ?? id,
        base: base.success ? words(base.data) : '（空）',
        mine: words(mine.data),
        theirs: words(theirs.data),
      };
    })
    .filter(({ mine: own, theirs: other }) => own !== other);
}

function answerWords(answer: Answer | undefined): string {
  if (!answer) return '（空）';
  const { state, value, issue } = answer;
  const said =
    state === 'notChecked'
      ? '未检查'
      : state === 'notApplicable'
        ? '合理缺项'
        : value === 'yes'
          ? '是'
          : value === 'no'
            ? '否'
            : String(value ?? '');
  return `${said || '（空）'}${issue.trim() === '' ? '' : `，问题：${issue.trim()}`}`;
}
