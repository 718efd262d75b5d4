/** What the 执法检查人员名录 hands the house. */
import type { inspectorsContract } from '#shared/domains/inspectors/contract.ts';
import type { Domain } from '../domain.ts';
import { searchInspectors } from './search.ts';
import { inspectorsCollection, skillsCollection, staffCollection } from './sync.ts';
import { inspectorTemplateSheet } from './template-workbook.ts';
import { inspectorSheet } from './workbook.ts';

export const inspectors: Domain<typeof inspectorsContract> = {
  collections: [inspectorsCollection, staffCollection, skillsCollection],
  sheets: { inspectors: inspectorSheet, inspectorTemplate: inspectorTemplateSheet },
  papers: {},
  search: searchInspectors,
};
