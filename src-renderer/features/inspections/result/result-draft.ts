/** A half-filled result as the draft of a subject: which one, and its values as they are kept. */
import { z } from 'zod';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import type { DraftForm } from '#app/app/use-draft.ts';
import { type ResultValues, resultValuesSchema } from './result-values.ts';

const draftSchema = z.object({
  /** Shape of `values`; a later one would read this one, too. */
  form: z.literal(1),
  /** The page was left by its own button. False: it was closed, killed or lost power while somebody wrote. */
  left: z.boolean(),
  values: resultValuesSchema,
});

/** Null where the JSON is none of ours; the form then starts with what the platform has, and says so. */
export function readDraft(json: unknown, checklist: Checklist): { left: boolean; values: ResultValues } | null {
  const parsed = draftSchema.safeParse(json);
  if (!parsed.success) return null;
  const { left, values } = parsed.data;
  for (const group of checklist.groups)
    for (const item of group.items)
      for (const point of item.points) values.answers[point.id] ??= { mark: '', value: '', issue: '' };
  return { left, values };
}

/** The form of a result, kept in the version of the checklist in which it was begun. */
export const resultDraft = (subjectId: string, checklist: Checklist): DraftForm<ResultValues> => ({
  collection: 'inspectionSubjects',
  recordId: subjectId,
  part: '',
  shape: String(checklist.version),
  write: (values, left) => ({ form: 1, left, values }) satisfies z.infer<typeof draftSchema>,
  read: (json) => readDraft(json, checklist),
});
