/**
 * What a domain adds to the contract. The house's own part names no domain: `contract.ts` puts the parts together, and every
 * request keeps the exact type that its domain gave it.
 */
import type { AnyContractRouter } from '@orpc/contract';
import { z } from 'zod';

/** What a sheet or a printed form is asked for with. */
export type RequestSchema = z.ZodObject<{ readonly kind: z.ZodLiteral<string> }>;
/** Where rows are listed, or one of them stands open. */
export type LinkSchema = z.ZodObject<{ readonly to: z.ZodLiteral<string> }>;

export interface DomainContract {
  /** What screens may ask of the domain. */
  readonly procedures: AnyContractRouter;
  /** Requests of its sheets, told apart by `kind`; `exports.start` takes them. */
  readonly sheets?: readonly RequestSchema[];
  /** Requests of its printed forms, told apart by `kind`; `exports.print` takes them. */
  readonly papers?: readonly RequestSchema[];
  /** Where its numbers, things to do, news and hits lead, told apart by `to`. */
  readonly links?: readonly LinkSchema[];
}

/** The schemas under one key of a contract, or of any contract of a union; none where it has no such key. */
type Members<Contract, Key extends string> = Contract extends { readonly [One in Key]: readonly (infer Schema)[] }
  ? Schema
  : never;
export type SheetRequestOf<Contract> = z.infer<Members<Contract, 'sheets'>>;
export type PaperRequestOf<Contract> = z.infer<Members<Contract, 'papers'>>;
export type LinkOf<Contract> = z.infer<Members<Contract, 'links'>>;

type Contracts = Readonly<Record<string, DomainContract>>;

/** The procedures of all domains, each under its name. */
export const proceduresOf = <Domains extends Contracts>(domains: Domains) =>
  // The compiler does not follow keys through entries.
  Object.fromEntries(Object.entries(domains).map(([name, { procedures }]) => [name, procedures])) as {
    [Name in keyof Domains]: Domains[Name]['procedures'];
  };

/** The schemas that the domains have under one key. */
export const membersOf = <Domains extends Contracts, Key extends 'sheets' | 'papers' | 'links'>(
  domains: Domains,
  key: Key,
) =>
  // `DomainContract` forgets which schemas they are; the type of the domains still knows.
  Object.values(domains).flatMap<unknown>((domain) => domain[key] ?? []) as Members<Domains[keyof Domains], Key>[];

/** Any one of the schemas, told apart by one key. */
export const oneOf = <Key extends string, Schema extends z.core.$ZodTypeDiscriminable>(
  key: Key,
  schemas: readonly Schema[],
) =>
  // zod wants to see in the type that there is one; an empty choice accepts nothing.
  z.discriminatedUnion(key, schemas as unknown as readonly [Schema, ...Schema[]]);
