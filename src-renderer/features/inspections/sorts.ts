/** The orders of the lists of 双随机抽查, as headings give them and as they are remembered. */
import type { ZodType } from 'zod';
import {
  type InspectorSort,
  inspectorSortSchema,
  type PlanSort,
  planSortSchema,
  type SubjectSort,
  subjectSortSchema,
} from '../../../src-shared/contract/inspection-filters.ts';

/** Reads an order; null where it is none of the list, as an older version may have kept it. */
const reading =
  <Sort>(schema: ZodType<Sort>) =>
  (kept: unknown): Sort | null => {
    const parsed = schema.safeParse(kept);
    return parsed.success ? parsed.data : null;
  };
export const readSubjectSort = reading(subjectSortSchema);
export const readPlanSort = reading(planSortSchema);
export const readInspectorSort = reading(inspectorSortSchema);

export const usualPlanSort: PlanSort = { by: 'stage', direction: 'ascending' };
export const usualInspectorSort: InspectorSort = { by: 'name', direction: 'ascending' };
/** What has to be done first stands first; who looks something up begins with what is new. */
export const mostUrgentFirst: SubjectSort = { by: 'planTo', direction: 'ascending' };
export const newestFirst: SubjectSort = { by: 'planTo', direction: 'descending' };
