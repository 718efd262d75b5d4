/** The table of half-filled forms: kept as typed, per account, so that a killed process costs nobody a line. */
import type { Draft, DraftName } from '#shared/contract/drafts.ts';
import type { Database } from '../database/types.ts';
import { statement } from '../database/statements.ts';

/** Thrown-away drafts can be brought back for this long. */
const keptDays = 30;

interface DraftRow {
  part: string;
  shape: string;
  values: string;
  saved_at: string;
}
const columns = 'part, shape, "values", saved_at';
/** One draft by its whole name; binds collection, record, part, account. */
const named = 'collection = ? AND record_id = ? AND part = ? AND account = ?';
type Named = [collection: string, recordId: string, part: string, account: string];
const nameOf = ({ collection, recordId, part }: DraftName, account: string): Named => [
  collection,
  recordId,
  part,
  account,
];

/** Drafts of one record, oldest first; those thrown away are left out. */
export function draftsOf(database: Database, collection: string, recordId: string, account: string): Draft[] {
  return statement<[string, string, string], DraftRow>(
    database,
    `SELECT ${columns} FROM draft
     WHERE collection = ? AND record_id = ? AND account = ? AND discarded_at IS NULL ORDER BY saved_at`,
  )
    .all(collection, recordId, account)
    .map(draftFrom);
}

/** Longer lists are read by nobody. */
const mostListed = 200;

/** What an account has begun and not thrown away, the newest first. */
export function draftsBy(database: Database, account: string): (DraftName & Pick<Draft, 'savedAt'>)[] {
  return statement<[string, number], DraftName & Pick<Draft, 'savedAt'>>(
    database,
    `SELECT collection, record_id AS recordId, part, saved_at AS savedAt FROM draft
     WHERE account = ? AND discarded_at IS NULL ORDER BY saved_at DESC LIMIT ?`,
  ).all(account, mostListed);
}

/** Which of the records have a draft of this account that was not thrown away. */
export function recordsWithDraft(
  database: Database,
  collection: string,
  ids: readonly string[],
  account: string,
): Set<string> {
  const rows = statement<[string, string, string], { id: string }>(
    database,
    `SELECT d.record_id AS id FROM json_each(?) asked
     CROSS JOIN draft d ON d.collection = ? AND d.record_id = asked.value AND d.account = ? AND d.discarded_at IS NULL`,
  ).all(JSON.stringify(ids), collection, account);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Stores what is typed now. A draft stays in the shape in which it was begun; one that was thrown away is begun anew. One
 * statement, durable when it returns. False: the draft was begun in another shape, nothing was stored.
 */
export function saveDraft(
  database: Database,
  draft: DraftName & Pick<Draft, 'shape' | 'values'>,
  account: string,
  at: string,
): boolean {
  const { changes } = statement<[...Named, string, string, string]>(
    database,
    `INSERT INTO draft (collection, record_id, part, account, shape, "values", saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (collection, record_id, account, part) DO UPDATE
       SET shape = excluded.shape, "values" = excluded."values", saved_at = excluded.saved_at, discarded_at = NULL
       WHERE discarded_at IS NOT NULL OR shape = excluded.shape`,
  ).run(...nameOf(draft, account), draft.shape, draft.values, at);
  return changes > 0;
}

/** Moves a draft to where it can be brought back from. False: there is none. */
export function discardDraft(database: Database, name: DraftName, account: string, at: string): boolean {
  const longAgo = new Date(Date.parse(at) - keptDays * 86_400_000).toISOString();
  statement<[string]>(database, 'DELETE FROM draft WHERE discarded_at IS NOT NULL AND discarded_at < ?').run(longAgo);
  const { changes } = statement<[string, ...Named]>(
    database,
    `UPDATE draft SET discarded_at = ? WHERE ${named} AND discarded_at IS NULL`,
  ).run(at, ...nameOf(name, account));
  return changes > 0;
}

/** Brings a thrown-away draft back, or null where there is none. */
export function restoreDraft(database: Database, name: DraftName, account: string): Draft | null {
  const row = statement<Named, DraftRow>(
    database,
    `UPDATE draft SET discarded_at = NULL WHERE ${named} AND discarded_at IS NOT NULL RETURNING ${columns}`,
  ).get(...nameOf(name, account));
  return row ? draftFrom(row) : null;
}

/** Removes a draft for good, because what it held was done. Inside the caller's transaction. */
export function removeDraft(database: Database, name: DraftName, account: string): void {
  statement<Named>(database, `DELETE FROM draft WHERE ${named}`).run(...nameOf(name, account));
}

/** Hashes of files that drafts name, those that were thrown away included: they can be brought back. */
export function* filesOfDrafts(database: Database): Generator<string> {
  const drafts = statement<[], { values: string }>(database, 'SELECT "values" FROM draft').iterate();
  for (const { values } of drafts)
    for (const [, sha256] of values.matchAll(/"([0-9a-f]{64})"/g)) if (sha256) yield sha256;
}

const draftFrom = ({ part, shape, values, saved_at: savedAt }: DraftRow): Draft => ({ part, shape, values, savedAt });
