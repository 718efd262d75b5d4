/** Fills an empty state from a seed: enterprises, and what every domain makes of each, streamed, whatever their number. */
import { chinaDate } from '#shared/trade/working-days.ts';
import { collectionNamed } from './collections.ts';
import { departments } from './county.ts';
import type { PlatformDomain, Scale } from './domain.ts';
import { type DomainName, domains } from './domains.ts';
import { makeEnterprise } from './enterprises/generate.ts';
import { createRandom } from './random.ts';
import type { Store } from './store.ts';

/** How many records of each domain. */
export type SeedCounts = Readonly<Partial<Record<DomainName, number>>>;

/** Writes everything; the caller wraps it in one transaction. `now` in milliseconds since 1970. */
export function seedPlatform(
  store: Store,
  options: { seed: number; now: number; scale: Scale; counts: SeedCounts },
): void {
  const { seed, now, scale, counts } = options;
  const random = createRandom(seed);
  const today = chinaDate(now);
  const codes = departments.map(({ code }) => code);
  const append = (name: string, records: Iterable<{ readonly id: string }>): void => {
    const collection = collectionNamed(name);
    if (!collection) throw new Error(`unknown collection ${name}`);
    for (const record of records)
      store.append(
        name,
        record.id,
        JSON.stringify(record),
        collection.audience(record, codes),
        collection.isOpen(record),
      );
  };
  const amountOf = (name: DomainName, { amounts }: PlatformDomain): number => counts[name] ?? amounts?.[scale] ?? 0;
  const enterprises = amountOf('enterprises', domains.enterprises);
  const makers = Object.entries<PlatformDomain>(domains).flatMap(([name, domain]) => {
    // The entries of an object with these very keys.
    const amount = amountOf(name as DomainName, domain);
    return domain.makerOf ? [domain.makerOf({ store, seed, random, now, amount, enterprises, append })] : [];
  });
  for (let number = 1; number <= enterprises; number += 1) {
    let enterprise = makeEnterprise(random, number, today, enterprises > 100_000);
    for (const maker of makers) enterprise = maker.enterprise?.(enterprise, number) ?? enterprise;
    append('enterprises', [enterprise]);
  }
  for (const maker of makers) maker.end?.();
  store.saveSequence();
}
