/** Every domain of the demo platform, one line each. */
import type { DomainControl, PlatformDomain } from './domain.ts';
import { enterprises } from './enterprises/domain.ts';
import { inspections } from './inspections/domain.ts';
import { inspectors } from './inspectors/domain.ts';
import { notices } from './notices/domain.ts';

/** In the order in which their records are made. */
export const domains = { notices, inspections, inspectors, enterprises } satisfies Record<string, PlatformDomain>;
type Domains = typeof domains;
export type DomainName = keyof Domains;

/** What `control.<domain>` is, for those that have controls. */
export type DomainControls = {
  [Name in DomainName as Domains[Name] extends { controlOf: unknown } ? Name : never]: Domains[Name] extends {
    controlOf(hands: never): DomainControl<infer Control>;
  }
    ? Control
    : never;
};
