/** What the platform sent and the schema refused: kept as it came, where support can see it, in bounds. */
import type { Workspace } from '#core/workspace.ts';
import { statement } from '#core/database/statements.ts';

/** Longest raw text kept of one record, UTF-16 units: a string of 10 MB must not become 10 MB of database. */
const longestRaw = 65_536;
/** Most rows kept; the oldest go first. */
const mostRows = 5000;

export interface Aside {
  readonly collection: string;
  readonly recordId: string | null;
  /** In Chinese, for support. */
  readonly problem: string;
  readonly raw: unknown;
  /** Cursor with which its page was asked for; empty: the beginning of the stream. Absent: it came by another way. */
  readonly cursor?: string;
}

/** Keeps one refused record; an older refusal of the same record is replaced. Inside the caller's transaction. */
export function keepAside(workspace: Workspace, aside: Aside): void {
  const { database } = workspace;
  if (aside.recordId !== null) forgetAside(workspace, aside.collection, [aside.recordId]);
  statement<(string | null)[]>(
    database,
    'INSERT INTO set_aside (collection, record_id, problem, raw, cursor, received_at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(
    aside.collection,
    aside.recordId,
    aside.problem.slice(0, 1000),
    textOf(aside.raw).slice(0, longestRaw),
    aside.cursor ?? null,
    workspace.correctedNow(),
  );
  statement<[number]>(
    database,
    'DELETE FROM set_aside WHERE id <= (SELECT id FROM set_aside ORDER BY id DESC LIMIT 1 OFFSET ?)',
  ).run(mostRows);
  workspace.environment.log.warn('sync.setAside', {
    collection: aside.collection,
    recordId: aside.recordId,
    problem: aside.problem.slice(0, 200),
  });
}

/** A readable version of these records came: the refused one is of no use any more. */
export function forgetAside(workspace: Workspace, collection: string, recordIds: readonly string[]): void {
  const any = statement<[string], { one: number }>(
    workspace.database,
    'SELECT 1 AS one FROM set_aside WHERE collection = ? AND record_id IS NOT NULL LIMIT 1',
  ).get(collection);
  if (!any) return;
  statement<[string, string]>(
    workspace.database,
    'DELETE FROM set_aside WHERE collection = ? AND record_id IN (SELECT value FROM json_each(?))',
  ).run(collection, JSON.stringify(recordIds));
}

const textOf = (raw: unknown): string => (raw === undefined ? '' : JSON.stringify(raw));
