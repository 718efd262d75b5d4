/** Puts checklists, people, plans and subjects into an empty platform. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { departments } from '../county.ts';
import { createRandom } from '../random.ts';
import type { Store } from '../store.ts';
import type { Collection } from '../collection.ts';
import { collectionNamed } from '../collections.ts';
import { seedChecklists } from './checklist-seed.ts';
import { seedFiles, storeSeedFiles } from './files-seed.ts';
import { makePlan, makeSubject, planSizes, type Surroundings } from './generate.ts';
import { seedInspectors, seedStaff } from '../inspectors/people-seed.ts';
import { chinaDate } from '#shared/trade/working-days.ts';

/** Enterprises kept in memory to draw from; more would give the same picture. */
export const poolSize = 4000;

/** Writes everything; the caller wraps it in one transaction. `pool`: enterprises in business, at least one. */
export function seedInspections(
  store: Store,
  options: { seed: number; now: number; subjects: number; pool: readonly Enterprise[] },
): void {
  const { now, pool } = options;
  const random = createRandom(options.seed ^ 0x0d5);
  const codes = departments.map(({ code }) => code);
  const append = (name: string, records: Iterable<{ id: string }>): void => {
    const collection: Collection | undefined = collectionNamed(name);
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

  const checklists = seedChecklists();
  const inspectors = seedInspectors(random, chinaDate(now));
  const files = seedFiles();
  storeSeedFiles(store, Object.values(files));
  append('checklists', checklists);
  append('staff', seedStaff());
  append('inspectors', inspectors);

  const surroundings: Surroundings = { random, now, checklists, inspectors, files };
  let drawn = 0;
  planSizes(options.subjects).forEach((size, index) => {
    const { plan, files: own } = makePlan(size, index + 1, surroundings);
    storeSeedFiles(store, own);
    const subjects = Array.from({ length: size.each }, (_, place) => {
      // The same enterprises for every department of a plan: that is what makes it a joint one.
      const enterprise = pool[(drawn + place) % pool.length];
      if (!enterprise) throw new Error('no enterprise to draw');
      return plan.departments.map((department) => makeSubject(plan, department, enterprise, place, surroundings));
    }).flat();
    drawn += size.each;
    append('inspectionPlans', [plan]);
    append('inspectionSubjects', subjects);
  });
}
