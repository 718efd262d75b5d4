/**
 * The work journal: every outbox entry once more, in small append-only files beside the database, encrypted with a key
 * made from the database's. When a damaged database is replaced by yesterday's backup, what was done since is still here.
 *
 * A segment is a row of records: length (4 bytes), nonce (12), ciphertext with tag. Each start begins a new segment, so
 * that nothing is ever written behind a torn end. Backups begin one too; segments older than the oldest kept backup go.
 */
import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { actorSchema } from '#shared/platform-api/common.ts';
import type { Chance, Logger } from '../environment.ts';
import type { Files } from './files.ts';
import { realFiles, syncDirectory, writeAll } from './files.ts';
import { nonceBytes, seal, unseal } from './seal.ts';

const entrySchema = z.object({
  id: z.uuid(),
  collection: z.string(),
  recordId: z.string(),
  recordTitle: z.string(),
  kind: z.string(),
  payload: z.unknown(),
  actor: actorSchema,
  time: z.string(),
  deviceEpoch: z.number().int(),
  replaces: z.string().nullable(),
  /** Not a new entry: the one of this id was taken back by a person before the platform had it. */
  ended: z.literal('withdrawn').optional(),
});

/** One outbox entry as it was done: enough to do it again in a restored database, under the same id. */
export type JournalEntry = Readonly<z.infer<typeof entrySchema>>;

export interface WorkJournal {
  /**
   * Writes entries to disk (fsync) beside the database. Call after the commit and before answering the person: what the
   * person was told is saved is then in two files. Never throws: the database already holds the work; trouble is logged.
   */
  append(entries: readonly JournalEntry[]): void;
}

export interface OpenJournal extends WorkJournal {
  /** Begins a new segment and returns its number: everything journalled before is committed in the database by now. */
  turn(): number;
  /** Removes the segments below this number. */
  dropBefore(segment: number): void;
  close(): void;
}

export interface JournalContent {
  readonly entries: JournalEntry[];
  /** Records that could not be read: a torn end after a power cut, or damage. */
  readonly unreadable: number;
}

const suffix = '.journal';
const nameOf = (segment: number) => `${String(segment).padStart(6, '0')}${suffix}`;
const keyOf = (databaseKey: Uint8Array) => createHmac('sha256', databaseKey).update('work journal').digest();
const aboutRecord = (segment: number, place: number) => `journal ${segment} ${place}`;

/** Numbers of the segments, oldest first. */
function segments(directory: string, files: Files): number[] {
  if (!files.exists(directory)) return [];
  return readdirSync(directory)
    .filter((name) => /^\d{6,}\.journal$/.test(name))
    .map((name) => Number(name.slice(0, -suffix.length)))
    .sort((a, b) => a - b);
}

/** Opens the journal of a department for writing. Touches no file before the first entry. */
export function openJournal(options: {
  directory: string;
  databaseKey: Uint8Array;
  chance: Chance;
  log: Logger;
  files?: Files;
}): OpenJournal {
  const { directory, chance, log, files = realFiles } = options;
  const key = keyOf(options.databaseKey);
  let segment = (segments(directory, files).at(-1) ?? 0) + 1;
  let handle: number | null = null;
  let place = 0;

  const closeSegment = () => {
    if (handle === null) return;
    files.close(handle);
    handle = null;
    segment += 1;
    place = 0;
  };
  const openSegment = () => {
    files.makeDirectory(directory);
    // 'wx': a segment that exists is somebody's; it is never written over.
    handle = files.open(join(directory, nameOf(segment)), 'wx');
    syncDirectory(directory, files);
    return handle;
  };
  const record = (entry: JournalEntry) => {
    const nonce = chance.bytes(nonceBytes);
    const sealed = seal(key, nonce, Buffer.from(JSON.stringify(entry)), aboutRecord(segment, place));
    place += 1;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(nonce.length + sealed.length);
    return Buffer.concat([length, nonce, sealed]);
  };

  return {
    append(entries) {
      try {
        const target = handle ?? openSegment();
        writeAll(target, Buffer.concat(entries.map(record)), files);
        files.sync(target);
      } catch (error) {
        log.error('工作日志写入失败（数据库已保存）', error, { entries: entries.length });
        // The end of this segment may be torn now: the next entry goes into a new one.
        if (handle === null) segment += 1;
        else closeSegment();
      }
    },
    turn() {
      closeSegment();
      return segment;
    },
    dropBefore(oldest) {
      for (const number of segments(directory, files))
        if (number < oldest) files.remove(join(directory, nameOf(number)));
    },
    close: closeSegment,
  };
}

/** Everything that the journal still has, in the order in which it was done. Reads only. */
export function readJournal(directory: string, databaseKey: Uint8Array, files: Files = realFiles): JournalContent {
  const key = keyOf(databaseKey);
  const entries: JournalEntry[] = [];
  let unreadable = 0;
  for (const segment of segments(directory, files)) {
    const bytes = files.read(join(directory, nameOf(segment)));
    let at = 0;
    for (let place = 0; at < bytes.length; place += 1) {
      const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : Infinity;
      const record = bytes.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      const content =
        record.length === length && length > nonceBytes
          ? unseal(key, record.subarray(0, nonceBytes), record.subarray(nonceBytes), aboutRecord(segment, place))
          : null;
      const entry = content && entrySchema.safeParse(JSON.parse(content.toString('utf8')));
      if (entry?.success) entries.push(entry.data);
      else unreadable += 1;
    }
  }
  return { entries, unreadable };
}
