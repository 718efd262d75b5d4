/** What 市场主体 hands the house. */
import type { enterprisesContract } from '#shared/domains/enterprises/contract.ts';
import type { Domain } from '../domain.ts';
import { searchedEnterprises } from './search.ts';
import { enterprisesCollection } from './sync.ts';

export const enterprises: Domain<typeof enterprisesContract> = {
  collections: [enterprisesCollection],
  sheets: {},
  papers: {},
  search: searchedEnterprises,
};
