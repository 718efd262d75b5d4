/** Fills an empty state from a seed: enterprises, their notices and inspections, streamed, whatever their number. */
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { ApplicationType } from '#shared/domains/notices/words.ts';
import { enterpriseCollection } from './enterprises/collection.ts';
import { departments } from './county.ts';
import { spoiledCode } from './enterprises/codes.ts';
import { makeEnterprise } from './enterprises/generate.ts';
import { type CatalogueMatch, matchedItems } from './notices/catalogue.ts';
import { noticeCollection } from './notices/collection.ts';
import { historicNotice, pushTime } from './notices/generate.ts';
import { poolSize, seedInspections } from './inspections/seed.ts';
import { createRandom, type Random } from './random.ts';
import type { Store } from './store.ts';

export const scales = ['small', 'county', 'province'] as const;
export type Scale = (typeof scales)[number];
/** `inspectionSubjects`: 抽查主体, at least so many; absent: a handful. */
export type SeedCounts = { enterprises: number; notices: number; inspectionSubjects?: number };
export const scaleCounts: Record<Scale, SeedCounts> = {
  small: { enterprises: 200, notices: 120, inspectionSubjects: 70 },
  county: { enterprises: 20_000, notices: 5_000, inspectionSubjects: 640 },
  province: { enterprises: 1_000_000, notices: 200_000, inspectionSubjects: 50_000 },
};

/** 设立 makes the enterprise as young as its notice, 注销 ends it. */
function befitting(enterprise: Enterprise, type: ApplicationType, at: number): Enterprise {
  if (type === 'establish') return { ...enterprise, establishedOn: addDays(chinaDate(at), -1), registrationState: '1' };
  return type === 'deregister' ? { ...enterprise, registrationState: '4' } : enterprise;
}

const applicationType = (random: Random): ApplicationType =>
  random.weighted([
    ['establish', 55],
    ['change', 38],
    ['deregister', 7],
  ]);

/** Writes everything; the caller wraps it in one transaction. `now` in milliseconds since 1970. */
export function seedPlatform(store: Store, options: { seed: number; now: number; counts: SeedCounts }): void {
  const { now, counts } = options;
  const random = createRandom(options.seed);
  const today = chinaDate(now);
  const codes = departments.map(({ code }) => code);
  const everybody = enterpriseCollection.audience({} as Enterprise, codes);
  let made = 0;
  let spoiled = false;
  const inBusiness: Enterprise[] = [];
  let lastEligible: { enterprise: Enterprise; matches: CatalogueMatch[] } | null = null;

  const push = (enterprise: Enterprise, match: CatalogueMatch, type: ApplicationType, at: number): void => {
    made += 1;
    const id = `N${String(made).padStart(8, '0')}`;
    const notice = historicNotice(random, enterprise, match, { id, at, applicationType: type }, now);
    const audience = noticeCollection.audience(notice, codes);
    store.append('notices', id, JSON.stringify(notice), audience, noticeCollection.isOpen(notice));
  };

  for (let number = 1; number <= counts.enterprises; number++) {
    let enterprise = makeEnterprise(random, number, today, counts.enterprises > 100_000);
    const due = Math.round((counts.notices * number) / counts.enterprises) - made;
    const matches = due > 0 ? matchedItems(enterprise.businessScope) : [];
    if (matches.length > 0) {
      // The one code of the county whose check character is wrong: it is met on a notice, not only in the base data.
      if (!spoiled && enterprise.creditCode && number > counts.enterprises / 2) {
        enterprise = { ...enterprise, creditCode: spoiledCode(enterprise.creditCode) };
        spoiled = true;
      }
      const at = pushTime(made / counts.notices, now);
      const type = applicationType(random);
      enterprise = befitting(enterprise, type, at);
      // One push for every item that matched: twins, as the registration organ makes them.
      for (const match of matches.slice(0, due + 2)) if (made < counts.notices) push(enterprise, match, type, at);
      lastEligible = { enterprise, matches };
    }
    if (enterprise.registrationState === '1' && inBusiness.length < poolSize) inBusiness.push(enterprise);
    store.append('enterprises', enterprise.id, JSON.stringify(enterprise), everybody, false);
  }
  while (made < counts.notices && lastEligible) {
    const match = lastEligible.matches[made % lastEligible.matches.length];
    if (match) push(lastEligible.enterprise, match, 'change', pushTime(made / counts.notices, now));
  }
  if (inBusiness.length > 0) {
    const subjects = counts.inspectionSubjects ?? scaleCounts.small.inspectionSubjects ?? 0;
    seedInspections(store, { seed: options.seed, now, subjects, pool: inBusiness });
  }
  store.saveSequence();
}
