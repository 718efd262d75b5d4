/**
 * The database was found older than the journal beside it, and nobody had asked for a restore: somebody copied an old file
 * back, or a disk lost what it had said was written. What was missing is taken in again; the person is told all the same,
 * on every page, until they say that they know, because whoever did it will do it again.
 */
import { z } from 'zod';
import { appendAudit } from '../audit/audit.ts';
import { readMeta, writeMeta } from '../database/meta.ts';
import type { Database } from '../database/types.ts';
import type { Workspace } from '../workspace.ts';

const notedSchema = z.object({ at: z.string(), count: z.number().int() });

export interface SetBack {
  /** When it was found. */
  readonly at: string;
  /** Operations that were missing and were taken in again. */
  readonly count: number;
  /** Whether a backup was made since. */
  readonly backedUp: boolean;
}

/** Notes it until a person takes note. A second time before that adds up. @param at instant */
export function noteSetBack(database: Database, at: string, count: number): void {
  const before = readSetBack(database);
  writeMeta(database, 'setBack', JSON.stringify({ at, count: count + (before?.count ?? 0) }));
}

/** What nobody has taken note of yet, or null. */
export function readSetBack(database: Database): SetBack | null {
  const text = readMeta(database, 'setBack');
  if (text === null || text === '') return null;
  const noted = notedSchema.parse(JSON.parse(text));
  return { ...noted, backedUp: (readMeta(database, 'lastBackupAt') ?? '') >= noted.at };
}

/** A person has read it. False: there was nothing to take note of. */
export function acknowledgeSetBack(workspace: Workspace): boolean {
  const { database } = workspace;
  const noted = readSetBack(database);
  if (!noted) return false;
  database
    .transaction(() => {
      writeMeta(database, 'setBack', '');
      appendAudit(workspace, {
        action: 'session.setBackKnown',
        detail: `已知悉数据文件曾被换旧，当时补回 ${noted.count} 项操作`,
      });
    })
    .immediate();
  return true;
}
