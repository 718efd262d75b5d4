/** What the parts of the result form share. */
import { inject, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Checklist } from '../../../../src-shared/domain/inspections/checklist.ts';
import type { FormCheck } from './findings.ts';
import type { ResultValues } from './result-values.ts';

export interface FormContext {
  readonly checklist: Checklist;
  readonly values: Ref<ResultValues>;
  /** Worked out shortly after the last key; never in the way of typing. */
  readonly check: Readonly<ShallowRef<FormCheck>>;
  /** Somebody tried to submit: from now on everything that is missing is told where it is missing. */
  readonly tried: Readonly<Ref<boolean>>;
  readonly askPhotos: (pointId: string | null) => void;
  /** A change that no `input` event tells: a button, a photo, a signature. */
  readonly touch: () => void;
}
export const formContextKey: InjectionKey<FormContext> = Symbol('result form');

export function useFormContext(): FormContext {
  const context = inject(formContextKey);
  if (!context) throw new Error('part of the result form outside of it');
  return context;
}
