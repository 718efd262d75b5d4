/** Puts notices into an empty platform: one push for every item that an enterprise's 经营范围 needs a permit for. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { ApplicationType } from '#shared/domains/notices/words.ts';
import { addDays, chinaDate } from '#shared/trade/working-days.ts';
import type { Maker, Making } from '../domain.ts';
import { spoiledCode } from '../enterprises/codes.ts';
import type { Random } from '../random.ts';
import { type CatalogueMatch, matchedItems } from './catalogue.ts';
import { historicNotice, pushTime } from './generate.ts';

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

/** Spreads the notices evenly over the enterprises, as far as these need permits; the last that does takes the rest. */
export function noticeMaker({ random, now, amount, enterprises, append }: Making): Maker {
  let made = 0;
  let spoiled = false;
  let lastEligible: { enterprise: Enterprise; matches: CatalogueMatch[] } | null = null;
  const push = (enterprise: Enterprise, match: CatalogueMatch, type: ApplicationType, at: number): void => {
    made += 1;
    const id = `N${String(made).padStart(8, '0')}`;
    append('notices', [historicNotice(random, enterprise, match, { id, at, applicationType: type }, now)]);
  };
  return {
    enterprise(plain, number) {
      const due = Math.round((amount * number) / enterprises) - made;
      const matches = due > 0 ? matchedItems(plain.businessScope) : [];
      if (matches.length === 0) return plain;
      let enterprise = plain;
      // The one code of the county whose check character is wrong: it is met on a notice, not only in the base data.
      if (!spoiled && enterprise.creditCode && number > enterprises / 2) {
        enterprise = { ...enterprise, creditCode: spoiledCode(enterprise.creditCode) };
        spoiled = true;
      }
      const at = pushTime(made / amount, now);
      const type = applicationType(random);
      enterprise = befitting(enterprise, type, at);
      // One push for every item that matched: twins, as the registration organ makes them.
      for (const match of matches.slice(0, due + 2)) if (made < amount) push(enterprise, match, type, at);
      lastEligible = { enterprise, matches };
      return enterprise;
    },
    end() {
      while (made < amount && lastEligible) {
        const match = lastEligible.matches[made % lastEligible.matches.length];
        if (match) push(lastEligible.enterprise, match, 'change', pushTime(made / amount, now));
      }
    },
  };
}
