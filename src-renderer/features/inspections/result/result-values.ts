/**
 * What stands in the result form: everything as typed, so that a half-written figure or date survives a draft. `resultOf`
 * makes the result of it; what cannot become one is told as a finding of its own.
 */
import { z } from 'zod';
import { type Answer, type Checklist, type CheckPoint, pointsOf } from '#shared/domains/inspections/checklist.ts';
import { checkWays, followUps, inspectionOutcomes } from '#shared/domains/inspections/outcomes.ts';
import { evidenceSchema, type ResultInput, signatureSchema } from '#shared/domains/inspections/results.ts';
import { readTypedDate, toHalfWidth } from '#app/components/typed-dates.ts';

/** Empty: answered by `value`, if there is one. */
export const answerMarks = ['', 'notChecked', 'notApplicable'] as const;
export type AnswerMark = (typeof answerMarks)[number];

const answerValuesSchema = z.object({
  mark: z.enum(answerMarks),
  /** Option, figure as typed, words, or `yes`/`no`. Kept while a mark stands in its place. */
  value: z.string(),
  issue: z.string(),
});
export type AnswerValues = z.infer<typeof answerValuesSchema>;

const extraItemSchema = z.object({ id: z.string(), title: z.string(), found: z.string(), sound: z.boolean() });
export type ExtraItemValues = z.infer<typeof extraItemSchema>;

export const resultValuesSchema = z.object({
  checkWays: z.array(z.enum(checkWays)),
  answers: z.record(z.string(), answerValuesSchema),
  extraItems: z.array(extraItemSchema),
  outcomes: z.array(z.enum(inspectionOutcomes)),
  foundIssues: z.string(),
  handling: z.string(),
  followUp: z.enum(followUps),
  followUpWords: z.string(),
  remark: z.string(),
  inspectedOn: z.string(),
  phone: z.string(),
  /** By the field of the 核实 finding. */
  explanations: z.record(z.string(), z.string()),
  evidence: z.array(evidenceSchema),
  signatures: z.array(signatureSchema),
});
export type ResultValues = z.infer<typeof resultValuesSchema>;

const emptyAnswer = (): AnswerValues => ({ mark: '', value: '', issue: '' });

/** Every point has its place from the start: rows hold on to their own answer. */
function withEveryPoint(answers: Record<string, AnswerValues>, checklist: Checklist): Record<string, AnswerValues> {
  const all = { ...answers };
  for (const { id } of pointsOf(checklist)) all[id] ??= emptyAnswer();
  return all;
}

/** A form nobody has written in. The day of the inspection is today, the most common case. */
export function blankValues(checklist: Checklist, today: string, phone = ''): ResultValues {
  return {
    checkWays: [],
    answers: withEveryPoint({}, checklist),
    extraItems: [],
    outcomes: [],
    foundIssues: '',
    handling: '',
    followUp: 'none',
    followUpWords: '',
    remark: '',
    inspectedOn: today,
    phone,
    explanations: {},
    evidence: [],
    signatures: [],
  };
}

/** The form of a result that was entered before: sent back, or still waiting for 复核. */
export function valuesOfResult(result: ResultInput, checklist: Checklist): ResultValues {
  const answers = Object.fromEntries(
    result.answers.map((answer): [string, AnswerValues] => [
      answer.pointId,
      {
        mark: answer.state === 'answered' ? '' : answer.state,
        value: answer.value === null ? '' : String(answer.value),
        issue: answer.issue,
      },
    ]),
  );
  return {
    checkWays: [...result.checkWays],
    answers: withEveryPoint(answers, checklist),
    extraItems: result.extraItems.map((item) => ({ ...item })),
    outcomes: [...result.outcomes],
    foundIssues: result.foundIssues,
    handling: result.handling,
    followUp: result.followUp,
    followUpWords: result.followUpWords,
    remark: result.remark,
    inspectedOn: result.inspectedOn,
    phone: result.phone,
    explanations: Object.fromEntries(result.explanations.map(({ field, words }) => [field, words])),
    evidence: result.evidence.map((one) => ({ ...one })),
    signatures: result.signatures.map((one) => ({ ...one })),
  };
}

/** Whether anything was answered: marked as not checked, or a value is there. */
export const isAnswered = (answer: AnswerValues | undefined): boolean =>
  answer !== undefined && (answer.mark !== '' || answer.value.trim() !== '');

/** A figure as people type it, full-width digits and a comma between thousands included; null where it is none. */
export function readFigure(typed: string): number | null {
  const plain = toHalfWidth(typed)
    .replace(/[\uff0e\u3002]/g, '.')
    .replace(/[\uff0d\u2212]/g, '-')
    .replace(/[\s,\uff0c]/g, '');
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

// Pasted from PDF files now and then; the platform refuses them, and nobody can see them.
// eslint-disable-next-line no-control-regex -- removing control characters is the purpose
const clean = (typed: string): string => typed.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');

/** One answer as the contract wants it; null where there is nothing to say. */
export function answerOf(point: CheckPoint, values: AnswerValues | undefined): Answer | null {
  if (!values) return null;
  const issue = clean(values.issue).trim();
  if (values.mark !== '') return { pointId: point.id, state: values.mark, value: null, issue };
  const value = clean(values.value).trim();
  if (value === '' && issue === '') return null;
  const figure = point.type === 'number' ? readFigure(value) : null;
  return { pointId: point.id, state: 'answered', value: value === '' ? null : (figure ?? value), issue };
}

/** The result as far as the form allows. A date that is none becomes empty; `typingFindings` tells it. */
export function resultOf(values: ResultValues, checklist: Checklist): ResultInput {
  const read = readTypedDate(values.inspectedOn);
  const words = (typed: string) => clean(typed).trim();
  return {
    checklistVersion: checklist.version,
    checkWays: [...values.checkWays],
    answers: pointsOf(checklist).flatMap((point) => answerOf(point, values.answers[point.id]) ?? []),
    extraItems: values.extraItems.map((item) => ({ ...item, title: words(item.title), found: words(item.found) })),
    outcomes: [...values.outcomes],
    foundIssues: words(values.foundIssues),
    handling: words(values.handling),
    followUp: values.followUp,
    followUpWords: values.followUp === 'other' ? words(values.followUpWords) : '',
    remark: words(values.remark),
    inspectedOn: read.kind === 'date' ? read.date : '',
    phone: words(values.phone),
    explanations: Object.entries(values.explanations)
      .map(([field, typed]) => ({ field, words: words(typed) }))
      .filter((one) => one.words !== ''),
    evidence: values.evidence.map((one) => ({ ...one, caption: words(one.caption) })),
    signatures: values.signatures.map((one) => ({
      ...one,
      name: words(one.name),
      refusalWords: one.refused ? words(one.refusalWords) : '',
      sha256: one.refused ? null : one.sha256,
    })),
  };
}
