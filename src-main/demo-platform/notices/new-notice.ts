/** A notice that appears while the platform runs. */
import type { Notice } from '#shared/domains/notices/record.ts';
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store.ts';
import { matchedItems } from './catalogue.ts';
import { pushedNotice } from './generate.ts';

/** Picks an enterprise whose 经营范围 needs a permit and pushes one of its items. */
export function makeNewNotice(store: Store, random: Random, now: number): Notice {
  const pick = store.database.prepare<[number], { data: string }>(
    `SELECT data FROM record WHERE +collection = 'enterprises' AND number >= ? ORDER BY number LIMIT 1`,
  );
  const last =
    store.database.prepare<[], { last: number }>('SELECT coalesce(max(number), 0) AS last FROM record').get()?.last ??
    0;
  for (let attempt = 0; attempt < 500; attempt++) {
    const found = pick.get(random.between(1, last));
    if (!found) continue;
    const enterprise = JSON.parse(found.data) as Enterprise;
    const matches = matchedItems(enterprise.businessScope);
    if (matches.length === 0) continue;
    const match = random.pick(matches);
    return pushedNotice(enterprise, match, {
      id: `NX${String(store.sequence() + 1).padStart(9, '0')}`,
      at: now,
      applicationType: random.chance(0.6) ? 'establish' : 'change',
      department: match.item.department,
    });
  }
  throw new Error('no enterprise with a permit item');
}
