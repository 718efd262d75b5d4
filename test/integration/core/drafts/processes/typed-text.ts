/** What the typist types and where, known beforehand, so that a draft shows how far it came and that nothing in it is made up. */
import { newValues } from '#app/features/notices/feedback-values.ts';
import { feedbackDraft } from '#app/features/notices/feedback-draft.ts';
import { blankValues } from '#app/features/inspections/result/result-values.ts';
import { resultDraft } from '#app/features/inspections/result/result-draft.ts';
import type { DraftForm } from '#app/app/use-draft.ts';
import { smallChecklist } from '../../inspections/fixtures.ts';

export const account = 'lin01';
const day = '2026-03-02';

/** A form with one long text in it. */
export interface TypedForm<Values> {
  readonly draft: DraftForm<Values>;
  readonly base: Values;
  readonly text: (values: Values) => string;
  readonly type: (values: Values, text: string) => void;
}

const form = <Values>(typed: TypedForm<Values>): TypedForm<Values> => typed;
const feedback = newValues(day);
const checklist = smallChecklist();

/** Both forms that people type long texts into; each is used through one of its fields. */
export const typedForms = {
  feedback: form({
    draft: feedbackDraft('GZ0001', null, feedback),
    base: feedback,
    text: ({ remark }) => remark,
    type(values, text) {
      values.remark = text;
    },
  }),
  result: form({
    draft: resultDraft('FA0001-001-0001', checklist),
    base: blankValues(checklist, day),
    text: ({ handling }) => handling,
    type(values, text) {
      values.handling = text;
    },
  }),
};
export type TypedFormName = keyof typeof typedForms;

/** The first `count` characters. */
export const typedText = (count: number): string =>
  String.fromCharCode(...Array.from({ length: count }, (_, index) => 0x4e00 + ((index * 7) % 9000)));
