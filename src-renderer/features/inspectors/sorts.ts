/** The orders of the 执法人员名录, as headings give them and as they are remembered. */
import { type InspectorSort, inspectorSortSchema } from '#shared/domains/inspectors/lists.ts';
import { readKept } from '#app/app/read-kept.ts';

export const readInspectorSort = readKept(inspectorSortSchema);
export const usualInspectorSort: InspectorSort = { by: 'name', direction: 'ascending' };
