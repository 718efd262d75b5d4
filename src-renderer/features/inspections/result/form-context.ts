/** What the parts of the result form share. */
import { computed, type ComputedRef, inject, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { FormCheck } from './findings.ts';
import type { AnswerValues, ResultValues } from './result-values.ts';

export interface FormContext {
  readonly checklist: Checklist;
  readonly values: Ref<ResultValues>;
  /** Worked out shortly after the last key; never in the way of typing. */
  readonly check: Readonly<ShallowRef<FormCheck>>;
  /** Somebody tried to submit: from now on everything that is missing is told where it is missing. */
  readonly tried: Readonly<Ref<boolean>>;
  /** Photos from files, for one 检查内容. */
  readonly askPhotos: (pointId: string) => void;
  /** Photos by the camera of the PC; null where this page may not ask for one. */
  readonly askCamera: ((pointId: string) => void) | null;
  /** A change that no `input` event tells: a button, a photo, a signature. */
  readonly touch: () => void;
}
export const formContextKey: InjectionKey<FormContext> = Symbol('result form');

/** The answer to one 检查内容; every point of the checklist has its place. */
export function useAnswer(form: FormContext, pointId: () => string): ComputedRef<AnswerValues> {
  return computed(() => {
    const answer = form.values.value.answers[pointId()];
    if (!answer) throw new Error(`no place for the answer to ${pointId()}`);
    return answer;
  });
}

export function useFormContext(): FormContext {
  const context = inject(formContextKey);
  if (!context) throw new Error('part of the result form outside of it');
  return context;
}
