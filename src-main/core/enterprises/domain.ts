/** What 市场主体 hands the house. */
import type { enterprisesContract } from '#shared/domains/enterprises/contract.ts';
import type { Domain } from '../domain.ts';
import { enterprisesCollection } from './sync.ts';

export const enterprises: Domain<typeof enterprisesContract> = {
  collections: [enterprisesCollection],
  sheets: {},
  papers: {},
};
