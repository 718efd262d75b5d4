/** Rows of the files: states, what has been sent, and which operation carries which file. Nothing here decides anything. */
import type { AttachmentCount, AttachmentState } from '#shared/contract/attachments.ts';
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import type { Database } from '#core/database/types.ts';
import { statement } from '#core/database/statements.ts';

export interface AttachmentRow {
  sha256: string;
  bytes: number;
  media_type: string;
  state: AttachmentState;
  sent_bytes: number;
  attempts: number;
  next_attempt_at: number | null;
  outcome_class: OutcomeClass | null;
  outcome_detail: string | null;
  added_at: string;
  settled_at: string | null;
}

export const attachmentOf = (database: Database, sha256: string): AttachmentRow | undefined =>
  statement<[string], AttachmentRow>(database, 'SELECT * FROM attachment WHERE sha256 = ?').get(sha256);

/** Notes a file. One that is known keeps its state, unless it had failed: it may be better now. */
export function noteFile(
  database: Database,
  file: { sha256: string; bytes: number; mediaType: string },
  at: string,
): void {
  statement<[string, number, string, string]>(
    database,
    `INSERT INTO attachment (sha256, bytes, media_type, state, sent_bytes, attempts, added_at)
     VALUES (?, ?, ?, 'waiting', 0, 0, ?)
     ON CONFLICT (sha256) DO UPDATE SET state = 'waiting', attempts = 0, next_attempt_at = NULL, outcome_class = NULL,
       outcome_detail = NULL, settled_at = NULL WHERE state = 'failed'`,
  ).run(file.sha256, file.bytes, file.mediaType, at);
}

/** An operation that is owed or was delivered; what was taken back or replaced carries nothing any more. */
const carries = "o.state NOT IN ('withdrawn', 'replaced')";
/** Uses (`u`) that some standing operation (`o`) carries. CROSS JOIN: files are few, operations of years are many. */
const carriedUses = `attachment_use u CROSS JOIN outbox o ON o.id = u.operation_id AND ${carries}`;

/** Files of operations that are not wholly on the platform. */
export const owedFiles = (database: Database): number =>
  statement<[], { n: number }>(
    database,
    `SELECT count(*) AS n FROM attachment a WHERE a.state <> 'delivered'
       AND EXISTS (SELECT 1 FROM ${carriedUses} WHERE u.sha256 = a.sha256 AND u.removed_at IS NULL)`,
  ).get()?.n ?? 0;

/**
 * Those of accepted operations that may leave now, in the order in which the operations were done; small files first. One that
 * was found nowhere is among them: it may come from another PC, or be put back.
 */
export const sendableFiles = (database: Database): AttachmentRow[] =>
  statement<[], AttachmentRow>(
    database,
    `SELECT a.* FROM attachment a
     CROSS JOIN attachment_use u ON u.sha256 = a.sha256 AND u.removed_at IS NULL
     CROSS JOIN outbox o ON o.id = u.operation_id AND o.state = 'accepted'
     WHERE a.state IN ('waiting', 'sending') OR (a.state = 'failed' AND a.outcome_class = 'fileMissing') GROUP BY a.sha256 ORDER BY min(o.sequence), a.bytes, a.sha256`,
  ).all();

/** How many files the operations on each record carry, and how many of them are on the platform. Records without files are left out. */
export function fileCounts(
  database: Database,
  collection: string,
  ids: readonly string[],
): Map<string, AttachmentCount> {
  const rows = statement<[string, string], { id: string; total: number; delivered: number }>(
    database,
    `SELECT u.record_id AS id, count(DISTINCT u.sha256) AS total,
            count(DISTINCT CASE WHEN a.state = 'delivered' THEN u.sha256 END) AS delivered
     FROM json_each(?) asked CROSS JOIN attachment_use u ON u.collection = ? AND u.record_id = asked.value
     CROSS JOIN outbox o ON o.id = u.operation_id AND ${carries}
     LEFT JOIN attachment a ON a.sha256 = u.sha256
     WHERE u.removed_at IS NULL GROUP BY u.record_id`,
  ).all(JSON.stringify(ids), collection);
  return new Map(rows.map(({ id, total, delivered }) => [id, { delivered, total }]));
}

export function markSending(database: Database, sha256: string): void {
  statement<[string]>(database, "UPDATE attachment SET state = 'sending', next_attempt_at = NULL WHERE sha256 = ?").run(
    sha256,
  );
}

/** The platform has confirmed so many bytes: the line works, what went wrong before is over. */
export function markSent(database: Database, sha256: string, bytes: number): void {
  statement<[number, string]>(
    database,
    `UPDATE attachment SET sent_bytes = ?, attempts = 0, outcome_class = NULL, outcome_detail = NULL WHERE sha256 = ?`,
  ).run(bytes, sha256);
}

export function markDelivered(database: Database, sha256: string, at: string): void {
  statement<[string, string]>(
    database,
    `UPDATE attachment SET state = 'delivered', sent_bytes = bytes, settled_at = ?, next_attempt_at = NULL,
       outcome_class = NULL, outcome_detail = NULL WHERE sha256 = ?`,
  ).run(at, sha256);
}

/** Interrupted; it goes on later. `nextAttemptAt`: local wall clock, ms, for showing only. */
export function markWaiting(
  database: Database,
  sha256: string,
  why: { class: OutcomeClass; detail: string } | null,
  nextAttemptAt: number | null,
): void {
  statement<[number | null, number, string | null, string | null, string]>(
    database,
    `UPDATE attachment SET state = 'waiting', next_attempt_at = ?, attempts = attempts + ?,
       outcome_class = coalesce(?, outcome_class), outcome_detail = coalesce(?, outcome_detail) WHERE sha256 = ?`,
  ).run(nextAttemptAt, why ? 1 : 0, why?.class ?? null, why?.detail.slice(0, 1000) ?? null, sha256);
}

/** A person is to be told. `nextAttemptAt`: when it is looked for again, as in `markWaiting`; null: trying again by itself cannot help. */
export function markFailed(
  database: Database,
  sha256: string,
  why: { class: OutcomeClass; detail: string },
  at: string,
  nextAttemptAt: number | null = null,
): void {
  statement<[number | null, string, string, string, string]>(
    database,
    `UPDATE attachment SET state = 'failed', attempts = attempts + 1, next_attempt_at = ?, outcome_class = ?,
       outcome_detail = ?, settled_at = ? WHERE sha256 = ?`,
  ).run(nextAttemptAt, why.class, why.detail.slice(0, 1000), at, sha256);
}

/** A person asked for another try: as if for the first time. */
export function markAgain(database: Database, sha256: string): void {
  statement<[string]>(
    database,
    `UPDATE attachment SET state = 'waiting', attempts = 0, next_attempt_at = NULL, settled_at = NULL WHERE sha256 = ?`,
  ).run(sha256);
}

/** Whatever was under way when a round or the client ended goes on where the platform stands. */
export function sendingToWaiting(database: Database): void {
  statement<[]>(database, "UPDATE attachment SET state = 'waiting' WHERE state = 'sending'").run();
}

/** The platform's history was replaced: it is asked for every file whether it still has it. Inside the caller's transaction. */
export function askForDeliveredAgain(database: Database): void {
  // Of a file that only came from there nothing is owed: forgotten, so that work that takes it up asks anew.
  statement<[]>(
    database,
    `DELETE FROM attachment WHERE state = 'delivered'
       AND NOT EXISTS (SELECT 1 FROM attachment_use u WHERE u.sha256 = attachment.sha256)`,
  ).run();
  statement<[]>(
    database,
    "UPDATE attachment SET state = 'waiting', attempts = 0, settled_at = NULL WHERE state = 'delivered'",
  ).run();
}
