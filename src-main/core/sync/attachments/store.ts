/** The kept files of a department on this PC: taken in, read, listed, thrown away when nobody needs them. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { storageReasonOf } from '#core/database/failure.ts';
import { type Files, realFiles } from '#core/database/files.ts';
import { statement } from '#core/database/statements.ts';
import type { Workspace } from '#core/workspace.ts';
import type { SyncedCollection } from '../collection.ts';
import { attachmentsDirectory, isFileName, keptFiles } from './folder.ts';
import { createIntake } from './intake.ts';
import { attachmentOf, noteFile, sendingToWaiting } from './rows.ts';
import { AttachmentDamaged, openSealed, type OpenSealedFile } from './sealed-file.ts';

export type OpenFile = OpenSealedFile;

/** A file that nobody refers to any more can still be had back for so long. */
const keptDays = 30;

export interface StoreOptions {
  readonly workspace: Workspace;
  readonly databaseKey: Uint8Array;
  /** Replaced in tests. */
  readonly files?: Files;
}

export interface UseOfFile {
  readonly collection: string;
  readonly recordId: string;
  readonly caption: string;
}

export type AttachmentStore = ReturnType<typeof openAttachmentStore>;

/** Opens the store; what an earlier run left unfinished is gone then. */
export function openAttachmentStore(options: StoreOptions) {
  const { workspace, databaseKey, files = realFiles } = options;
  const { database, environment } = workspace;
  const directory = attachmentsDirectory(workspace.directory);
  const { chance, clock } = environment;
  const intake = createIntake({ directory, databaseKey, chance, clock, files });
  const pathOf = (sha256: string) => join(directory, sha256);
  const open = (sha256: string): OpenFile | null => {
    const file = isFileName(sha256) ? openSealed(pathOf(sha256), databaseKey) : null;
    if (file && file.facts.sha256 !== sha256) {
      file.close();
      throw new AttachmentDamaged(`${sha256} 的位置上是另一个文件`);
    }
    return file;
  };
  /** Kept open between two pieces: a page reads a photo from front to back. */
  let reading: { sha256: string; file: OpenFile } | null = null;
  const stopReading = (): void => {
    reading?.file.close();
    reading = null;
  };

  try {
    intake.clean();
  } catch (error) {
    if (storageReasonOf(error) === null) throw error;
    // A folder that cannot be written is told when something is to be written into it.
    environment.log.error('attachments.clean', error);
  }
  sendingToWaiting(database);

  return {
    begin: intake.begin,
    append: intake.append,
    abort: intake.abort,
    open,

    /** Keeps a file that came wholly. Throws what the file system or the database says. */
    async finish(uploadId: string, use: UseOfFile | null) {
      const taken = await intake.finish(uploadId);
      if (!taken.ok) return taken;
      const { sha256, bytes, mediaType } = taken;
      const at = workspace.correctedNow();
      database
        .transaction(() => {
          noteFile(database, taken, at);
          if (use)
            statement<[Record<string, string>]>(
              database,
              `INSERT INTO attachment_use (id, sha256, collection, record_id, name, caption, added_at)
               SELECT @id, @sha256, @collection, @recordId, @name, @caption, @at
               WHERE NOT EXISTS (SELECT 1 FROM attachment_use WHERE sha256 = @sha256 AND collection = @collection
                 AND record_id = @recordId AND operation_id IS NULL AND removed_at IS NULL)`,
            ).run({ id: chance.uuid(), sha256, ...use, name: taken.name, at });
        })
        .immediate();
      if (reading?.sha256 === sha256) stopReading();
      workspace.changed('attachments');
      return { ok: true, sha256, bytes, mediaType } as const;
    },

    /** A piece of a kept file. */
    read(
      sha256: string,
      offset: number,
      length: number,
    ):
      | { ok: true; content: Buffer; bytes: number; mediaType: string }
      | { ok: false; reason: 'notFound' | 'fileDamaged' } {
      try {
        if (reading?.sha256 !== sha256) {
          stopReading();
          const file = open(sha256);
          if (!file) return { ok: false, reason: 'notFound' };
          reading = { sha256, file };
        }
        const { facts } = reading.file;
        const content = reading.file.read(offset, length);
        if (offset + content.length >= facts.bytes) stopReading();
        return { ok: true, content, bytes: facts.bytes, mediaType: facts.mediaType };
      } catch (error) {
        stopReading();
        if (!(error instanceof AttachmentDamaged)) throw error;
        environment.log.warn('attachment.damaged', { sha256, detail: error.message });
        return { ok: false, reason: 'fileDamaged' };
      }
    },

    /** Takes a file off a draft. What an operation carries belongs to what was done. */
    removeUse(id: string): { ok: true } | { ok: false; reason: 'notFound' | 'refused' } {
      const use = statement<[string], { operation_id: string | null }>(
        database,
        'SELECT operation_id FROM attachment_use WHERE id = ? AND removed_at IS NULL',
      ).get(id);
      if (!use) return { ok: false, reason: 'notFound' };
      if (use.operation_id !== null) return { ok: false, reason: 'refused' };
      statement<[string, string]>(database, 'UPDATE attachment_use SET removed_at = ? WHERE id = ?').run(
        workspace.correctedNow(),
        id,
      );
      workspace.changed('attachments');
      return { ok: true };
    },

    /**
     * Throws away files that no operation, no draft and no use has referred to for 30 days. `held`: hashes that drafts
     * refer to. Returns how many went.
     */
    recycle(held: ReadonlySet<string>): number {
      const before = new Date(Date.parse(workspace.correctedNow()) - keptDays * 86_400_000);
      const used = statement<[string], { one: number }>(
        database,
        'SELECT 1 AS one FROM attachment_use WHERE sha256 = ? AND (removed_at IS NULL OR operation_id IS NOT NULL) LIMIT 1',
      );
      let gone = 0;
      for (const sha256 of keptFiles(directory)) {
        if (held.has(sha256) || used.get(sha256)) continue;
        const row = attachmentOf(database, sha256);
        const since = row ? new Date(row.added_at) : statSync(pathOf(sha256)).mtime;
        if (since > before) continue;
        // The row first: a row without its file would promise what is not there.
        statement<[string]>(database, 'DELETE FROM attachment WHERE sha256 = ?').run(sha256);
        files.remove(pathOf(sha256));
        gone += 1;
      }
      if (gone > 0) environment.log.info('attachments.recycled', { files: gone });
      return gone;
    },

    close(): void {
      stopReading();
      intake.close();
    },
  };
}

/**
 * At the start: throws away what nobody has needed for long. What cannot be removed now is tried again another day.
 * `lost`: work that the journal has and the database may not hold yet.
 */
export function forgetUnused(
  { database, environment }: Pick<Workspace, 'database' | 'environment'>,
  collections: readonly Pick<SyncedCollection, 'attachmentsHeld'>[],
  store: Pick<AttachmentStore, 'recycle'>,
  lost: readonly { readonly payload: unknown }[],
): void {
  try {
    const held = new Set(collections.flatMap((one) => [...(one.attachmentsHeld?.(database) ?? [])]));
    for (const { payload } of lost)
      for (const [, sha256] of JSON.stringify(payload).matchAll(/"([0-9a-f]{64})"/g)) if (sha256) held.add(sha256);
    store.recycle(held);
  } catch (error) {
    if (storageReasonOf(error) === null) throw error;
    environment.log.error('attachments.recycle', error);
  }
}
