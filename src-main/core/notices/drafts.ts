/** Half-filled feedback: kept as typed, per account, so that a killed process costs nobody a line. */
import type { FeedbackDraft } from '#shared/domains/notices/contract.ts';
import type { Database } from '../database/types.ts';
import { draftKeeper } from '../handover/draft-keeper.ts';
import { statement } from '../database/statements.ts';

/** Thrown-away drafts can be brought back for this long. */
const keptDays = 30;

interface DraftRow {
  notice_id: string;
  feedback_id: string;
  values: string;
  saved_at: string;
}

/** Which draft: of a notice, and of the feedback being amended or (null) a new one, as one account typed it. */
export interface DraftName {
  readonly noticeId: string;
  readonly feedbackId: string | null;
  readonly account: string;
}

/** Drafts of one notice, those thrown away left out. */
export function draftsOf(database: Database, noticeId: string, account: string): FeedbackDraft[] {
  return statement<[string, string], DraftRow>(
    database,
    `SELECT notice_id, feedback_id, "values", saved_at FROM feedback_draft
     WHERE notice_id = ? AND account = ? AND discarded_at IS NULL ORDER BY saved_at`,
  )
    .all(noticeId, account)
    .map(draftOf);
}

/** Stores what is typed now; a thrown-away draft of the same name comes back with it. One statement, durable when it returns. */
export function saveDraft(database: Database, name: DraftName, values: FeedbackDraft['values'], at: string): void {
  statement<[string, string, string, string, string]>(
    database,
    `INSERT INTO feedback_draft (notice_id, feedback_id, account, "values", saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (notice_id, account, feedback_id) DO UPDATE
       SET "values" = excluded."values", saved_at = excluded.saved_at, discarded_at = NULL`,
  ).run(name.noticeId, name.feedbackId ?? '', name.account, JSON.stringify(values), at);
}

/** Moves a draft to where it can be brought back from. False: there is none. */
export function discardDraft(database: Database, name: DraftName, at: string): boolean {
  const longAgo = new Date(Date.parse(at) - keptDays * 86_400_000).toISOString();
  statement<[string]>(database, 'DELETE FROM feedback_draft WHERE discarded_at IS NOT NULL AND discarded_at < ?').run(
    longAgo,
  );
  const { changes } = statement<[string, string, string, string]>(
    database,
    `UPDATE feedback_draft SET discarded_at = ?
     WHERE notice_id = ? AND account = ? AND feedback_id = ? AND discarded_at IS NULL`,
  ).run(at, name.noticeId, name.account, name.feedbackId ?? '');
  return changes > 0;
}

/** Brings a thrown-away draft back, or null where there is none. */
export function restoreDraft(database: Database, name: DraftName): FeedbackDraft | null {
  const row = statement<[string, string, string], DraftRow>(
    database,
    `UPDATE feedback_draft SET discarded_at = NULL
     WHERE notice_id = ? AND account = ? AND feedback_id = ? AND discarded_at IS NOT NULL
     RETURNING notice_id, feedback_id, "values", saved_at`,
  ).get(name.noticeId, name.account, name.feedbackId ?? '');
  return row ? draftOf(row) : null;
}

/** Removes a draft for good, because what it held was done. Inside the caller's transaction. */
export function removeDraft(database: Database, name: DraftName): void {
  statement<[string, string, string]>(
    database,
    'DELETE FROM feedback_draft WHERE notice_id = ? AND account = ? AND feedback_id = ?',
  ).run(name.noticeId, name.account, name.feedbackId ?? '');
}

const draftOf = (row: DraftRow): FeedbackDraft => ({
  noticeId: row.notice_id,
  feedbackId: row.feedback_id === '' ? null : row.feedback_id,
  values: JSON.parse(row.values) as FeedbackDraft['values'],
  savedAt: row.saved_at,
});

/** For 交接. */
export const noticeDrafts = draftKeeper({ table: 'feedback_draft', form: ['notice_id', 'feedback_id'] });
