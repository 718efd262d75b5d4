/** What 交接 does with half-filled forms: counts them, and gives those of one account to another. */
import type { CollectionName } from '#shared/domains/collections.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';

/** Drafts of each account, those thrown away left out. */
export function countDrafts(database: Database): Map<string, number> {
  const rows = statement<[], { account: string; n: number }>(
    database,
    'SELECT account, count(*) AS n FROM draft WHERE discarded_at IS NULL GROUP BY account',
  ).all();
  return new Map(rows.map(({ account, n }) => [account, n]));
}

const sameForm = 'own.collection = draft.collection AND own.record_id = draft.record_id AND own.part = draft.part';

/**
 * Gives the drafts of one account to another, inside the caller's transaction. What that one typed for the same form stays,
 * and so does its twin; what they threw away makes room.
 */
export function giveDrafts(
  database: Database,
  from: string,
  to: string,
): { moved: number; collections: readonly CollectionName[] } {
  statement<[string, string]>(
    database,
    `DELETE FROM draft AS own WHERE own.account = ? AND own.discarded_at IS NOT NULL
       AND EXISTS (SELECT 1 FROM draft WHERE account = ? AND discarded_at IS NULL AND ${sameForm})`,
  ).run(to, from);
  // Only forms that a domain named were saved, under the collection that is their topic.
  const moved = statement<[string, string, string], { collection: CollectionName }>(
    database,
    `UPDATE draft SET account = ? WHERE account = ? AND discarded_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM draft AS own WHERE own.account = ? AND ${sameForm})
     RETURNING collection`,
  ).all(to, from, to);
  return { moved: moved.length, collections: [...new Set(moved.map(({ collection }) => collection))] };
}
