/**
 * Taking files in: chunk by chunk into `attachments/incoming`, sealed as they come, and moved to their place under their hash
 * when they are whole. Nothing of a file lies on the disk unsealed, and nothing unfinished outlives a start.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { maximumAttachmentBytes } from '#shared/platform-api/interface.ts';
import { patiently, type Files, realFiles, requireSpace, syncDirectory } from '#core/database/files.ts';
import type { Chance, Clock } from '#core/environment.ts';
import { pictureKind, tellingBytes } from './picture-kinds.ts';
import {
  AttachmentDamaged,
  createSealer,
  openSealed,
  partBytes,
  placeOfPart,
  plainMediaType,
  saltBytes,
} from './sealed-file.ts';

const flush = promisify(fsync);

/** An upload in which nothing moved for so long belongs to a page that is gone; ms. */
const forgottenAfter = 30 * 60_000;
/** Uploads at the same time; a page sends one file after the other. */
const mostUploads = 20;

export interface NewFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}
export interface TakenIn {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly name: string;
}

interface Upload {
  readonly file: NewFile;
  readonly path: string;
  readonly handle: number;
  readonly sealer: ReturnType<typeof createSealer>;
  readonly hash: Hash;
  /** What does not fill a part yet. */
  rest: Buffer;
  parts: number;
  received: number;
  mediaType: string;
  touchedAt: number;
}

export interface IntakeOptions {
  /** Folder of the kept files. */
  readonly directory: string;
  readonly databaseKey: Uint8Array;
  readonly chance: Chance;
  readonly clock: Clock;
  /** Replaced in tests. */
  readonly files?: Files;
}

/** Throws `StorageFailure` or what the file system says where the disk is full or may not be written; expected refusals are values. */
export function createIntake(options: IntakeOptions) {
  const { directory, databaseKey, chance, clock, files = realFiles } = options;
  const incoming = join(directory, 'incoming');
  const uploads = new Map<string, Upload>();

  const drop = (id: string): boolean => {
    const upload = uploads.get(id);
    if (!upload) return false;
    uploads.delete(id);
    closeSync(upload.handle);
    files.remove(upload.path);
    return true;
  };
  const dropForgotten = (): void => {
    const oldestFirst = [...uploads].sort(([, left], [, right]) => left.touchedAt - right.touchedAt);
    for (const [index, [id, { touchedAt }]] of oldestFirst.entries())
      if (clock.monotonic() - touchedAt > forgottenAfter || index <= oldestFirst.length - mostUploads) drop(id);
  };
  const sealPart = (upload: Upload, content: Buffer): void => {
    writeAllAt(upload.handle, upload.sealer.part(upload.parts, content), placeOfPart(upload.parts));
    upload.parts += 1;
  };

  return {
    begin(file: NewFile): { ok: true; uploadId: string } | { ok: false; reason: 'fileEmpty' | 'fileTooLarge' } {
      if (file.bytes === 0) return { ok: false, reason: 'fileEmpty' };
      if (file.bytes > maximumAttachmentBytes) return { ok: false, reason: 'fileTooLarge' };
      dropForgotten();
      files.makeDirectory(incoming);
      const promised = [...uploads.values()].reduce((sum, one) => sum + one.file.bytes - one.received, 0);
      requireSpace(directory, file.bytes + promised, files);
      const uploadId = chance.uuid();
      const path = join(incoming, uploadId);
      const salt = chance.bytes(saltBytes);
      uploads.set(uploadId, {
        file,
        path,
        handle: openSync(path, 'w', 0o600),
        sealer: createSealer(databaseKey, salt),
        hash: createHash('sha256'),
        rest: Buffer.alloc(0),
        parts: 0,
        received: 0,
        mediaType: plainMediaType(file.mediaType),
        touchedAt: clock.monotonic(),
      });
      return { ok: true, uploadId };
    },

    /** Takes the next chunk; one that came before is not taken again. */
    append(
      uploadId: string,
      offset: number,
      chunk: Uint8Array,
    ): { ok: true; received: number } | { ok: false; reason: 'notFound' | 'fileIncomplete' | 'notAPhoto' } {
      const upload = uploads.get(uploadId);
      if (!upload) return { ok: false, reason: 'notFound' };
      upload.touchedAt = clock.monotonic();
      if (offset + chunk.length <= upload.received) return { ok: true, received: upload.received };
      // A gap, half a chunk again, or more than was announced: what came is not the file that was chosen.
      if (offset !== upload.received || offset + chunk.length > upload.file.bytes) {
        drop(uploadId);
        return { ok: false, reason: 'fileIncomplete' };
      }
      const content = Buffer.concat([upload.rest, chunk]);
      if (upload.parts === 0 && upload.mediaType.startsWith('image/') && isTelling(upload, content)) {
        const kind = pictureKind(content.subarray(0, tellingBytes));
        if (kind === null) {
          drop(uploadId);
          return { ok: false, reason: 'notAPhoto' };
        }
        upload.mediaType = kind;
      }
      try {
        let at = 0;
        for (; content.length - at >= partBytes; at += partBytes)
          sealPart(upload, content.subarray(at, at + partBytes));
        // A copy: the piece must not keep the whole chunk in memory.
        upload.rest = Buffer.from(content.subarray(at));
      } catch (error) {
        drop(uploadId);
        throw error;
      }
      upload.hash.update(chunk);
      upload.received += chunk.length;
      return { ok: true, received: upload.received };
    },

    /** Brings a whole file to its place, unless its content is there already. */
    async finish(
      uploadId: string,
    ): Promise<({ ok: true } & TakenIn) | { ok: false; reason: 'notFound' | 'fileIncomplete' }> {
      const upload = uploads.get(uploadId);
      if (!upload) return { ok: false, reason: 'notFound' };
      const { file, path, mediaType, handle } = upload;
      // From here it is nobody else's: a second call finds nothing.
      uploads.delete(uploadId);
      let open = true;
      const close = () => {
        if (open) closeSync(handle);
        open = false;
      };
      try {
        if (upload.received !== file.bytes) return { ok: false, reason: 'fileIncomplete' };
        if (upload.rest.length > 0) sealPart(upload, upload.rest);
        const facts = { sha256: upload.hash.digest('hex'), bytes: file.bytes, mediaType };
        writeAllAt(handle, upload.sealer.header(facts), 0);
        await flush(handle);
        close();
        // What can be read back is kept, and nothing else: a disk that swallows bytes is found out now.
        if (!isSound(path, facts.sha256)) return { ok: false, reason: 'fileIncomplete' };
        const place = join(directory, facts.sha256);
        if (!isSound(place, facts.sha256)) {
          patiently(() => files.rename(path, place));
          syncDirectory(directory, files);
        }
        return { ok: true, ...facts, name: file.name };
      } finally {
        close();
        files.remove(path);
      }
    },

    abort: drop,

    /** Removes what an earlier run left unfinished. */
    clean(): void {
      if (!files.exists(incoming)) return;
      for (const name of readdirSync(incoming)) if (!uploads.has(name)) files.remove(join(incoming, name));
    },

    /** Drops everything that is unfinished. */
    close(): void {
      for (const id of [...uploads.keys()]) drop(id);
    },
  };

  function isSound(path: string, sha256: string): boolean {
    try {
      const file = openSealed(path, databaseKey);
      if (!file) return false;
      try {
        return file.facts.sha256 === sha256 && file.isWhole();
      } finally {
        file.close();
      }
    } catch (error) {
      if (error instanceof AttachmentDamaged) return false;
      throw error;
    }
  }
}

const isTelling = (upload: Upload, content: Buffer): boolean =>
  content.length >= Math.min(tellingBytes, upload.file.bytes);

function writeAllAt(handle: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(handle, bytes, written, bytes.length - written, position + written);
}
