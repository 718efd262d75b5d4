/**
 * Files on their way here: in `attachments/downloading`, sealed part by part as they come, and moved to their place under
 * their hash once the whole has it. What came stays for the next round and the next start; nothing lies there unsealed.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StorageFailure } from '#core/database/failure.ts';
import { type Files, patiently, realFiles, requireSpace, syncDirectory } from '#core/database/files.ts';
import type { Chance } from '#core/environment.ts';
import { isFileName, keptFiles } from './folder.ts';
import { pictureKind, tellingBytes } from './picture-kinds.ts';
import {
  AttachmentDamaged,
  createSealer,
  headerBytes,
  openBegun,
  openSealed,
  partBytes,
  placeOfPart,
  saltBytes,
  type SealedFacts,
} from './sealed-file.ts';

/** Whatever was begun and touched by nobody for so long is thrown away; ms. */
const forgottenAfter = 30 * 86_400_000;

const damagedSuffix = '.damaged';

export type FilePresence = 'here' | 'damaged' | 'absent';

/** A file that is coming. */
export interface ComingFile {
  readonly facts: SealedFacts;
  /** Bytes that are here. */
  received(): number;
  /** Takes the bytes that follow. Throws what the file system says; what was there before stays. */
  append(content: Uint8Array): void;
  /** Whole: brings it to its place. False: its content is another than its name says, and is gone. */
  finish(): boolean;
  drop(): void;
}

export interface DownloadStoreOptions {
  /** Folder of the kept files. */
  readonly directory: string;
  readonly databaseKey: Uint8Array;
  readonly chance: Chance;
  /** Replaced in tests. */
  readonly files?: Files;
}
export type DownloadStore = ReturnType<typeof createDownloadStore>;

export function createDownloadStore(options: DownloadStoreOptions) {
  const { directory, databaseKey, chance, files = realFiles } = options;
  const folder = join(directory, 'downloading');
  const pathOf = (sha256: string) => join(folder, sha256);
  /** Open between two rounds, so that the piece of a part that came is not asked for again. */
  const coming = new Map<string, ComingFile & { close(): void }>();

  const begin = (facts: SealedFacts): ComingFile & { close(): void } => {
    files.makeDirectory(folder);
    requireSpace(directory, facts.bytes, files);
    return opened(facts, chance.bytes(saltBytes), 0, createHash('sha256'), 'w');
  };

  /** Goes on with a file that lies in the folder. */
  const goOn = (sha256: string): (ComingFile & { close(): void }) | null => {
    const begun = openBegun(pathOf(sha256), databaseKey);
    if (!begun) return null;
    try {
      if (begun.facts.sha256 !== sha256) return null;
      const { facts, parts, salt, clean } = begun;
      const hash = createHash('sha256');
      for (let number = 0; number < parts; number += 1) hash.update(begun.part(number));
      if (clean) return opened(facts, salt, Math.min(parts * partBytes, facts.bytes), hash, 'r+');
      // A part was cut in the middle of its write: what is sound is sealed anew, so that no number is sealed twice.
      files.rename(pathOf(sha256), `${pathOf(sha256)}.torn`);
      try {
        const fresh = begin(facts);
        for (let number = 0; number < parts; number += 1) fresh.append(begun.part(number));
        return fresh;
      } finally {
        files.remove(`${pathOf(sha256)}.torn`);
      }
    } finally {
      begun.close();
    }
  };

  function opened(facts: SealedFacts, salt: Buffer | Uint8Array, from: number, hash: Hash, flags: 'w' | 'r+') {
    const path = pathOf(facts.sha256);
    const handle = openSync(path, flags, 0o600);
    const sealer = createSealer(databaseKey, salt);
    let parts = Math.floor(from / partBytes);
    let rest = Buffer.alloc(0);
    let received = from;
    let open = true;
    if (flags === 'w') writeAllAt(handle, sealer.header(facts), 0);
    const close = (): void => {
      if (open) closeSync(handle);
      open = false;
      coming.delete(facts.sha256);
    };
    const drop = (): void => {
      close();
      files.remove(path);
    };
    const file = {
      facts,
      received: () => received,
      append(content: Uint8Array) {
        const all = Buffer.concat([rest, content]);
        let at = 0;
        const last = received + content.length === facts.bytes;
        try {
          while (all.length - at >= partBytes || (last && at < all.length)) {
            const piece = all.subarray(at, at + partBytes);
            writeAllAt(handle, sealer.part(parts, piece), placeOfPart(parts));
            parts += 1;
            at += piece.length;
          }
        } catch (error) {
          // Half a part may lie there: going on from what is on the disk seals it anew.
          close();
          throw error;
        }
        // A copy: the piece must not keep the whole in memory.
        rest = Buffer.from(all.subarray(at));
        hash.update(content);
        received += content.length;
      },
      finish(): boolean {
        if (hash.digest('hex') !== facts.sha256) {
          drop();
          return false;
        }
        fsyncSync(handle);
        close();
        // What can be read back is kept, and nothing else: a disk that swallows bytes is found out now.
        if (!isWhole(path, facts.sha256)) {
          files.remove(path);
          throw new StorageFailure('notWritable', `写入的附件读不回来：${path}`);
        }
        patiently(() => files.rename(path, join(directory, facts.sha256)));
        syncDirectory(directory, files);
        return true;
      },
      drop,
      close,
    };
    coming.set(facts.sha256, file);
    return file;
  }

  const isWhole = (path: string, sha256: string): boolean => {
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
  };

  return {
    /** What has come of a file so far, to go on with; null: nothing. Throws what the file system says. */
    resume: (sha256: string): ComingFile | null => coming.get(sha256) ?? goOn(sha256),

    /** Begins a file; room for it is checked first. `first`: its first bytes, which tell what kind of picture it is. */
    begin(file: { sha256: string; bytes: number; mediaType: string }, first: Uint8Array): ComingFile {
      const claimed = file.mediaType.startsWith('image/');
      const kind = claimed ? pictureKind(Buffer.from(first.subarray(0, tellingBytes))) : null;
      return begin({ ...file, mediaType: kind ?? (claimed ? 'application/octet-stream' : file.mediaType) });
    },

    /** Whether the file lies at its place. `thoroughly`: all of it is read; else its beginning and its length. */
    presence(sha256: string, thoroughly = false): FilePresence {
      const path = join(directory, sha256);
      if (!files.exists(path)) return 'absent';
      if (thoroughly) return isWhole(path, sha256) ? 'here' : 'damaged';
      try {
        const file = openSealed(path, databaseKey);
        file?.close();
        return file?.facts.sha256 === sha256 ? 'here' : 'damaged';
      } catch (error) {
        if (error instanceof AttachmentDamaged) return 'damaged';
        throw error;
      }
    },

    /** Takes what lies at the file's place and does not open out of the way; it is not thrown away at once. */
    setAside(sha256: string): void {
      const path = join(directory, sha256);
      if (files.exists(path)) patiently(() => files.rename(path, `${path}${damagedSuffix}`));
    },

    /** Hashes of all files that lie at their place. */
    kept: (): Set<string> => new Set(keptFiles(directory)),

    /** Bytes of an unfinished file, those on the disk at least. */
    receivedOf(sha256: string): number {
      const open = coming.get(sha256);
      if (open) return open.received();
      const size = statSync(pathOf(sha256), { throwIfNoEntry: false })?.size ?? 0;
      return Math.max(0, Math.floor((size - headerBytes) / (placeOfPart(1) - placeOfPart(0)))) * partBytes;
    },

    /** Bytes that stay free on the volume once `bytes` more lie there. */
    roomAfter: (bytes: number): number => {
      files.makeDirectory(directory);
      return files.freeBytes(directory) - bytes;
    },

    /** Removes what was begun or set aside long ago. `now`: local wall clock, ms. */
    clean(now: number): void {
      const isOld = (path: string) =>
        now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) > forgottenAfter;
      if (files.exists(folder))
        for (const path of readdirSync(folder).map((name) => join(folder, name)))
          if (!isFileName(basename(path)) || isOld(path)) files.remove(path);
      if (files.exists(directory))
        for (const name of readdirSync(directory))
          if (name.endsWith(damagedSuffix) && isOld(join(directory, name))) files.remove(join(directory, name));
    },

    /** Closes what is open; what came stays. */
    close(): void {
      for (const file of [...coming.values()]) file.close();
    },
  };
}

function writeAllAt(handle: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(handle, bytes, written, bytes.length - written, position + written);
}
