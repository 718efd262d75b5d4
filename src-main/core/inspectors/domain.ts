/** What the 执法检查人员名录 hands the house. */
import type { inspectorsContract } from '#shared/domains/inspectors/contract.ts';
import type { Domain } from '../domain.ts';
import { inspectorsCollection, staffCollection } from './sync.ts';
import { inspectorSheet } from './workbook.ts';

export const inspectors: Domain<typeof inspectorsContract> = {
  collections: [inspectorsCollection, staffCollection],
  sheets: { inspectors: inspectorSheet },
  papers: {},
};
