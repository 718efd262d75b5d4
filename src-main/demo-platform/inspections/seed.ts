/** Puts checklists, people, plans and subjects into an empty platform. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Maker, Making } from '../domain.ts';
import { departmentOf, departments, lowerOrgans } from '../county.ts';
import { seedInspectors, seedStaff } from '../inspectors/people-seed.ts';
import { seedSkills } from '../inspectors/skills.ts';
import { createRandom } from '../random.ts';
import { seedChecklists } from './checklist-seed.ts';
import { seedFiles, storeSeedFiles } from './files-seed.ts';
import { makePlan, makeSubject, perLowerOrgan, planSizes, type Surroundings } from './generate.ts';

/** Enterprises kept in memory to draw from; more would give the same picture. */
const poolSize = 4000;

/** Draws from the first enterprises in business; nothing is made where there is none. */
export function inspectionMaker(making: Making): Maker {
  const pool: Enterprise[] = [];
  return {
    enterprise(enterprise) {
      if (enterprise.registrationState === '1' && pool.length < poolSize) pool.push(enterprise);
      return enterprise;
    },
    end() {
      if (pool.length > 0) makeInspections(making, pool);
    },
  };
}

function makeInspections({ store, seed, now, amount, append }: Making, pool: readonly Enterprise[]): void {
  const random = createRandom(seed ^ 0x0d5);
  const checklists = seedChecklists();
  // What lower organs have comes from chance of its own: the rest of the county stays as it is without them.
  const below = createRandom(seed ^ 0x10e5);
  const today = chinaDate(now);
  const inspectors = [...seedInspectors(random, today, departments), ...seedInspectors(below, today, lowerOrgans)];
  const files = seedFiles();
  storeSeedFiles(store, Object.values(files));
  append('checklists', checklists);
  append('staff', seedStaff());
  append('skills', seedSkills());
  append('inspectors', inspectors);

  const surroundings: Surroundings = { random, now, checklists, inspectors, files };
  let drawn = 0;
  planSizes(amount).forEach((size, index) => {
    const { plan, files: own } = makePlan(size, index + 1, surroundings);
    storeSeedFiles(store, own);
    const subjects = Array.from({ length: size.each }, (_, place) => {
      // The same enterprises for every department of a plan: that is what makes it a joint one.
      const enterprise = pool[(drawn + place) % pool.length];
      if (!enterprise) throw new Error('no enterprise to draw');
      return size.template.departments.map((key) =>
        makeSubject(plan, departmentOf(key), enterprise, place, surroundings),
      );
    }).flat();
    const others = (size.template.lower ?? []).flatMap((key) =>
      Array.from({ length: perLowerOrgan }, (_, place) => {
        const enterprise = below.pick(pool);
        return makeSubject(plan, departmentOf(key), enterprise, place, { ...surroundings, random: below });
      }),
    );
    drawn += size.each;
    append('inspectionPlans', [plan]);
    append('inspectionSubjects', [...subjects, ...others]);
  });
}
