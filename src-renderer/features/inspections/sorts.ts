/** The orders of the lists of 双随机抽查, as headings give them and as they are remembered. */
import {
  type PlanSort,
  planSortSchema,
  type SubjectSort,
  subjectSortSchema,
} from '#shared/domains/inspections/lists.ts';
import { readKept } from '#app/app/read-kept.ts';

export const readSubjectSort = readKept(subjectSortSchema);
export const readPlanSort = readKept(planSortSchema);

export const usualPlanSort: PlanSort = { by: 'stage', direction: 'ascending' };
/** What has to be done first stands first; who looks something up begins with what is new. */
export const mostUrgentFirst: SubjectSort = { by: 'planTo', direction: 'ascending' };
export const newestFirst: SubjectSort = { by: 'planTo', direction: 'descending' };
