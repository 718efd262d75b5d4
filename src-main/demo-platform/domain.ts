/** What a domain brings to the demo platform; `domains.ts` lists them. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Collection } from './collection.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

export const scales = ['small', 'county', 'province'] as const;
export type Scale = (typeof scales)[number];

/** What a domain's records are made with, in an empty platform. */
export interface Making {
  readonly store: Store;
  readonly seed: number;
  /** The county's own stream of numbers; whoever shares it takes his numbers in a fixed order. */
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How many records the domain shall have. */
  readonly amount: number;
  /** How many enterprises there will be. */
  readonly enterprises: number;
  /** Adds new records of a collection, each for those who may see it. */
  append(collection: string, records: Iterable<{ readonly id: string }>): void;
}

/** A domain's share in making a county. Enterprises come one after the other, whatever their number. */
export interface Maker {
  /** Makes what the enterprise, the `number`th from 1, gives occasion to. Returns it as it is after that. */
  enterprise?(enterprise: Enterprise, number: number): Enterprise;
  /** After the last enterprise. */
  end?(): void;
}

/** What the controls of a domain work with. */
export interface Hands {
  store(): Store;
  /** The current version of a record, whoever may see it. */
  record(collection: string, id: string): { revision: number; data: unknown } | null;
  /** Makes or replaces a record without any rule or schema. Returns its revision. */
  writeData(collection: string, id: string, data: unknown): number;
  readonly random: Random;
  /** Milliseconds since 1970. */
  clock(): number;
}

/** Other people's work and mishaps in one domain, for tests, simulation and demonstration. */
export interface DomainControl<Control extends object = object> {
  /** In this process: `control.<domain>`. */
  readonly control: Control;
  /** Over HTTP: `POST /control/{action}`. Each checks its own fields and says what it did. */
  readonly actions: Readonly<Record<string, (input: unknown) => unknown>>;
  /** Over HTTP: `GET /control/{reading}`. Absent: none. */
  readonly readings?: Readonly<Record<string, () => unknown>>;
  /** Something new comes in by itself. Absent: nothing does. */
  arrive?(): void;
}

export interface PlatformDomain<Control extends object = object> {
  readonly collections: readonly Collection[];
  /** Records at each scale. Absent: they come with those of another domain. */
  readonly amounts?: Readonly<Record<Scale, number>>;
  /** Begins to make its records. Absent: they come with those of another domain. */
  makerOf?(making: Making): Maker;
  /** Absent: what all collections have is enough. */
  controlOf?(hands: Hands): DomainControl<Control>;
}
