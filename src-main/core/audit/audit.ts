/** What was done here, by whom, in an unbroken chain: each entry's hash covers the one before it. */
import { createHash } from 'node:crypto';
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import type { Workspace } from '../workspace.ts';

export interface AuditEntry {
  /** `notices.receive`, `outbox.accepted`, `session.signIn` … */
  readonly action: string;
  readonly collection?: string;
  readonly recordId?: string;
  readonly operationId?: string;
  /** One Chinese sentence for whoever reads the log; never a password, a key or an identity number. */
  readonly detail: string;
}

interface AuditRow {
  sequence: number;
  at: string;
  account: string;
  person: string;
  action: string;
  collection: string | null;
  record_id: string | null;
  operation_id: string | null;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** Before the first entry. */
const origin = '0'.repeat(64);

/** Appends within the caller's transaction, so that an entry and what it tells of stand or fall together. */
export function appendAudit(
  workspace: Pick<Workspace, 'database' | 'actor' | 'correctedNow'>,
  entry: AuditEntry,
): void {
  const { database } = workspace;
  if (!database.inTransaction) throw new Error(`audit entry ${entry.action} outside a transaction`);
  const last = statement<[], { sequence: number; hash: string }>(
    database,
    'SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1',
  ).get();
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at: workspace.correctedNow(),
    account: workspace.actor.account,
    person: workspace.actor.name,
    action: entry.action,
    collection: entry.collection ?? null,
    record_id: entry.recordId ?? null,
    operation_id: entry.operationId ?? null,
    detail: entry.detail,
    previous_hash: last?.hash ?? origin,
  };
  statement<[AuditRow]>(
    database,
    `INSERT INTO audit (sequence, at, account, person, action, collection, record_id, operation_id, detail, previous_hash, hash)
       VALUES (@sequence, @at, @account, @person, @action, @collection, @record_id, @operation_id, @detail, @previous_hash, @hash)`,
  ).run({ ...row, hash: hashOf(row) });
}

export type AuditVerdict =
  { ok: true; entries: number } | { ok: false; entries: number; brokenAt: number; problem: string };

/** Walks the whole chain. `brokenAt`: the first sequence number that is missing, changed or out of place. */
export function verifyAudit(database: Pick<Database, 'prepare'>): AuditVerdict {
  let entries = 0;
  let previous = origin;
  for (const row of database.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY sequence').iterate()) {
    entries += 1;
    const broken = (problem: string): AuditVerdict => ({ ok: false, entries, brokenAt: row.sequence, problem });
    if (row.sequence !== entries) return { ok: false, entries, brokenAt: entries, problem: '缺少一条记录' };
    if (row.previous_hash !== previous) return broken('与上一条记录对不上');
    if (row.hash !== hashOf(row)) return broken('内容被改动过');
    previous = row.hash;
  }
  const counter = database.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").get();
  // SQLite itself remembers the highest number ever given, so that a cut-off end shows as well.
  if (counter && counter.seq > entries)
    return { ok: false, entries, brokenAt: entries + 1, problem: '末尾的记录被删除' };
  return { ok: true, entries };
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const fields = [
    row.previous_hash,
    row.sequence,
    row.at,
    row.account,
    row.person,
    row.action,
    row.collection,
    row.record_id,
    row.operation_id,
    row.detail,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
