/** What a domain brings to the campaign; `domains.ts` lists them. */
import type { Chance } from '#core/environment.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import type { Client } from './client.ts';
import type { PhotoBox } from './files.ts';

/** What people did, with the photos on their PC; the name of it, for the trace. */
export type UserAction = (chance: Chance, client: Client, photos: PhotoBox) => string;
export type Weighted<Item> = readonly (readonly [Item, number])[];

export interface SimulatedDomain {
  readonly collections: readonly SyncedCollection[];
  /** Those whose work it is, on the demo platform; the first are the first to come. */
  readonly accounts: readonly string[];
  readonly actions: Weighted<UserAction>;
  /** What somebody does instead of an operation that was refused or has not left yet, by its kind. */
  readonly renewals: Readonly<Record<string, (chance: Chance, client: Client) => unknown>>;
  /** Whether photos travel with its records. */
  readonly files: boolean;
  /**
   * Other people's work on the platform, or what the platform does of its own accord: the name of it. A number where it was
   * none of that: the one that was drawn, from 0 to 1, which now decides about the platform's mishaps.
   */
  onThePlatform(chance: Chance, platform: DemoPlatform, now: number): string | number;
}
