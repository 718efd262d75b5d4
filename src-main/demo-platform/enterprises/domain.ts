/** What 市场主体 bring to the demo platform. They are made first: `seed.ts` asks every other domain about each of them. */
import type { PlatformDomain } from '../domain.ts';
import { enterpriseCollection } from './collection.ts';

export const enterprises = {
  collections: [enterpriseCollection],
  amounts: { small: 200, county: 20_000, province: 1_000_000 },
} satisfies PlatformDomain;
