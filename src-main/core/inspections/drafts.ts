/** Half-filled results: kept as typed, per account, so that a killed process costs nobody a line. */
import type { ResultDraft } from '#shared/domains/inspections/contract.ts';
import type { Database } from '../database/types.ts';
import { draftKeeper } from '../handover/draft-keeper.ts';
import { statement } from '../database/statements.ts';

/** Thrown-away drafts can be brought back for this long. */
const keptDays = 30;

interface DraftRow {
  subject_id: string;
  checklist_version: number;
  values: string;
  saved_at: string;
}

/** The draft of one subject, unless it was thrown away. */
export function draftOf(database: Database, subjectId: string, account: string): ResultDraft | null {
  const row = statement<[string, string], DraftRow>(
    database,
    `SELECT subject_id, checklist_version, "values", saved_at FROM result_draft
     WHERE subject_id = ? AND account = ? AND discarded_at IS NULL`,
  ).get(subjectId, account);
  return row ? draftFrom(row) : null;
}

/** Which of the subjects have a draft of this account that was not thrown away. */
export function subjectsWithDraft(database: Database, ids: readonly string[], account: string): Set<string> {
  const rows = statement<[string, string], { id: string }>(
    database,
    `SELECT d.subject_id AS id FROM json_each(?) asked
     CROSS JOIN result_draft d ON d.subject_id = asked.value AND d.account = ? AND d.discarded_at IS NULL`,
  ).all(JSON.stringify(ids), account);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Stores what is typed now. A draft stays in the version of the checklist in which it was begun; one that was thrown away is
 * begun anew. One statement, durable when it returns. False: the draft was begun in another version, nothing was stored.
 */
export function saveDraft(
  database: Database,
  draft: Omit<ResultDraft, 'savedAt'>,
  account: string,
  at: string,
): boolean {
  const { changes } = statement<[string, string, number, string, string]>(
    database,
    `INSERT INTO result_draft (subject_id, account, checklist_version, "values", saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (subject_id, account) DO UPDATE
       SET checklist_version = excluded.checklist_version, "values" = excluded."values", saved_at = excluded.saved_at,
           discarded_at = NULL
       WHERE discarded_at IS NOT NULL OR checklist_version = excluded.checklist_version`,
  ).run(draft.subjectId, account, draft.checklistVersion, draft.values, at);
  return changes > 0;
}

/** Moves a draft to where it can be brought back from. False: there is none. */
export function discardDraft(database: Database, subjectId: string, account: string, at: string): boolean {
  const longAgo = new Date(Date.parse(at) - keptDays * 86_400_000).toISOString();
  statement<[string]>(database, 'DELETE FROM result_draft WHERE discarded_at IS NOT NULL AND discarded_at < ?').run(
    longAgo,
  );
  const { changes } = statement<[string, string, string]>(
    database,
    'UPDATE result_draft SET discarded_at = ? WHERE subject_id = ? AND account = ? AND discarded_at IS NULL',
  ).run(at, subjectId, account);
  return changes > 0;
}

/** Brings a thrown-away draft back, or null where there is none. */
export function restoreDraft(database: Database, subjectId: string, account: string): ResultDraft | null {
  const row = statement<[string, string], DraftRow>(
    database,
    `UPDATE result_draft SET discarded_at = NULL
     WHERE subject_id = ? AND account = ? AND discarded_at IS NOT NULL
     RETURNING subject_id, checklist_version, "values", saved_at`,
  ).get(subjectId, account);
  return row ? draftFrom(row) : null;
}

/** Removes a draft for good, because what it held was done. Inside the caller's transaction. */
export function removeDraft(database: Database, subjectId: string, account: string): void {
  statement<[string, string]>(database, 'DELETE FROM result_draft WHERE subject_id = ? AND account = ?').run(
    subjectId,
    account,
  );
}

const draftFrom = (row: DraftRow): ResultDraft => ({
  subjectId: row.subject_id,
  checklistVersion: row.checklist_version,
  values: row.values,
  savedAt: row.saved_at,
});

/** For 交接. */
export const inspectionDrafts = draftKeeper({ table: 'result_draft', form: ['subject_id'] });
