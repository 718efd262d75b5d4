/** What the platform keeps: the collections of all domains, by name. */
import type { Collection } from './collection.ts';
import type { PlatformDomain } from './domain.ts';
import { domains } from './domains.ts';
import { everyone } from './store.ts';

export const collections: readonly Collection[] = Object.values<PlatformDomain>(domains).flatMap(
  (domain) => domain.collections,
);

/** The collection of that name, or undefined. */
export const collectionNamed = (name: string): Collection | undefined =>
  collections.find((collection) => collection.name === name);

/** Name of the stream that a department reads of a collection. */
export const streamOf = (collection: string, department: string): string =>
  collectionNamed(collection)?.shared ? everyone : department;
