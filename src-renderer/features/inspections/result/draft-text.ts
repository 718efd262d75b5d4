/** The text of a draft. The core keeps it as it is; only this form reads it. */
import { z } from 'zod';
import type { Checklist } from '#shared/domains/inspections/checklist.ts';
import { type ResultValues, resultValuesSchema } from './result-values.ts';

const draftSchema = z.object({
  /** Shape of `values`; a later one would read this one, too. */
  form: z.literal(1),
  /** The page was left by its own button. False: it was closed, killed or lost power while somebody wrote. */
  left: z.boolean(),
  values: resultValuesSchema,
});

export function writeDraft(values: ResultValues, left: boolean): string {
  return JSON.stringify({ form: 1, left, values });
}

/** Null where the text is none of ours; the form then starts with what the platform has, and says so. */
export function readDraft(text: string, checklist: Checklist): { left: boolean; values: ResultValues } | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = draftSchema.safeParse(json);
  if (!parsed.success) return null;
  const { left, values } = parsed.data;
  for (const group of checklist.groups)
    for (const item of group.items)
      for (const point of item.points) values.answers[point.id] ??= { mark: '', value: '', issue: '' };
  return { left, values };
}
