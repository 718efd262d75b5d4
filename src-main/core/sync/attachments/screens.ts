/** What screens show of files: those of one record, and those that are still owed. */
import type { AttachmentCount, AttachmentEntry } from '#shared/contract/attachments.ts';
import { outcomeClasses, remedyNames } from '#shared/trade/delivery.ts';
import { statement } from '#core/database/statements.ts';
import type { Database } from '#core/database/types.ts';
import { type AttachmentRow, fileCounts, owedFiles } from './rows.ts';

interface UseRow extends AttachmentRow {
  place: number;
  id: string;
  collection: string;
  record_id: string;
  operation_id: string | null;
  name: string;
  caption: string;
  used_at: string;
  record_title: string | null;
  operation_state: string | null;
}

const columns = `a.*, u.rowid AS place, u.id, u.collection, u.record_id, u.operation_id, u.name, u.caption,
  u.added_at AS used_at, o.record_title, o.state AS operation_state`;

/** The files of one record, as a person put them there; those of operations that were taken back are left out. */
export function filesOfRecord(
  database: Database,
  collection: string,
  recordId: string,
): { files: AttachmentEntry[]; count: AttachmentCount } {
  const rows = statement<[string, string], UseRow>(
    database,
    `SELECT ${columns} FROM attachment_use u JOIN attachment a ON a.sha256 = u.sha256
     LEFT JOIN outbox o ON o.id = u.operation_id
     WHERE u.collection = ? AND u.record_id = ? AND u.removed_at IS NULL
       AND (o.state IS NULL OR o.state NOT IN ('withdrawn', 'replaced')) ORDER BY u.rowid`,
  ).all(collection, recordId);
  return {
    files: rows.map(entryOf),
    count: fileCounts(database, collection, [recordId]).get(recordId) ?? { delivered: 0, total: 0 },
  };
}

export interface FilesRequest {
  /** Those that were delivered as well. */
  readonly all: boolean;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Files that operations carry, newest first. The cursor is the row of the use below which the page begins. */
export function listFiles(
  database: Database,
  request: FilesRequest,
): { rows: AttachmentEntry[]; nextCursor: string | null; owed: number } {
  const below = request.cursor === null ? Number.MAX_SAFE_INTEGER : Number(request.cursor);
  const rows = statement<[number, number, number], UseRow>(
    database,
    `SELECT ${columns} FROM attachment_use u CROSS JOIN attachment a ON a.sha256 = u.sha256
     CROSS JOIN outbox o ON o.id = u.operation_id
     WHERE u.rowid < ? AND u.removed_at IS NULL AND o.state NOT IN ('withdrawn', 'replaced')
       AND (? = 1 OR a.state <> 'delivered') ORDER BY u.rowid DESC LIMIT ?`,
  ).all(Number.isSafeInteger(below) ? below : Number.MAX_SAFE_INTEGER, request.all ? 1 : 0, request.limit + 1);
  const shown = rows.slice(0, request.limit);
  return {
    rows: shown.map(entryOf),
    nextCursor: rows.length > shown.length ? String(shown.at(-1)?.place ?? '') : null,
    owed: owedFiles(database),
  };
}

function entryOf(row: UseRow): AttachmentEntry {
  const facts = row.outcome_class === null ? null : outcomeClasses[row.outcome_class];
  return {
    id: row.id,
    sha256: row.sha256,
    name: row.name,
    caption: row.caption,
    bytes: row.bytes,
    mediaType: row.media_type,
    collection: row.collection,
    recordId: row.record_id,
    recordTitle: row.record_title ?? '',
    operationId: row.operation_id,
    state: row.state,
    sentBytes: row.sent_bytes,
    waitsForRecord: row.state === 'waiting' && row.operation_state !== null && row.operation_state !== 'accepted',
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at).toISOString(),
    outcome:
      facts === null || row.outcome_class === null
        ? null
        : {
            class: row.outcome_class,
            text: facts.text,
            next: facts.next,
            remedy: remedyNames[facts.remedy],
            detail: row.outcome_detail ?? '',
          },
    addedAt: row.used_at,
    settledAt: row.settled_at,
    canRetry: row.state === 'failed' || (row.state === 'waiting' && row.outcome_class !== null),
  };
}
