/**
 * Notices that what was written since the last opening is gone. SQLite takes a lost write-ahead log for none at all and
 * opens what the file held before it, which may be an empty inbox; an old file put in the place of the right one opens
 * just as silently. So every opening has a number of its own, in the database and in a small file beside it, which goes
 * with an end in order. After any other end the two must agree.
 */
import { z } from 'zod';
import type { Chance } from '../environment.ts';
import { StorageFailure } from './failure.ts';
import type { Files } from './files.ts';
import { realFiles, writeWhole } from './files.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { Database } from './types.ts';

const markSchema = z.object({ openings: z.array(z.string()).max(2) });

/** Throws `databaseDamaged` where the file is not the one that was last open. Reads only. */
export function requireLastOpening(database: Database, mark: string, files: Files = realFiles): void {
  const openings = readMark(mark, files);
  if (openings === null || openings.includes(readMeta(database, 'opening') ?? '')) return;
  throw new StorageFailure(
    'databaseDamaged',
    `上次使用时写入的内容不在 ${database.name} 里：预写日志（-wal 文件）丢失或损坏，或数据文件被换成了旧的`,
  );
}

/** Gives this opening its number. A death at any moment in between leaves a mark that agrees with the database. */
export function beginOpening(database: Database, mark: string, chance: Chance, files: Files = realFiles): void {
  const before = readMeta(database, 'opening') ?? '';
  const opening = chance.uuid();
  const write = (openings: string[]) => writeWhole(mark, JSON.stringify({ openings }), files);
  write([before, opening]);
  writeMeta(database, 'opening', opening);
  write([opening]);
}

/** The end was in order, or another database takes the place: the next opening has nothing to compare. */
export const endOpening = (mark: string, files: Files = realFiles): void => files.remove(mark);

/** null: no mark, or one that cannot be read, which says nothing about the database. */
function readMark(mark: string, files: Files): string[] | null {
  if (!files.exists(mark)) return null;
  try {
    const parsed = markSchema.safeParse(JSON.parse(files.read(mark).toString('utf8')));
    return parsed.success ? parsed.data.openings : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
