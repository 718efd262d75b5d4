/** Every domain of the campaign, one line each. The first is in every run, all of them in some. */
import { inspections } from './inspections.ts';
import { notices } from './notices.ts';
import type { SimulatedDomain } from './domain.ts';

export const domains: readonly [SimulatedDomain, ...SimulatedDomain[]] = [notices, inspections];
