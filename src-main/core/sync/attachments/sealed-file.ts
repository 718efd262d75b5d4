/**
 * How a file lies on this PC: encrypted like the database, by a key made from the database's key (HKDF-SHA256 over a salt of
 * the file's own), AES-256-GCM in parts of 1 MiB, so that a piece in the middle can be read without the rest. The place of
 * a part is bound in: parts that were moved, left out or taken from another file do not open.
 *
 *     magic 8 · salt 16 · sealed facts (SHA-256, length, media type) 157 · sealed parts, each 16 bytes longer than its content
 */
import { createHash, hkdfSync } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { nonceBytes, seal, unseal } from '#core/database/seal.ts';

export const partBytes = 1024 * 1024;
const tagBytes = 16;
const magic = Buffer.from('JGATT001');
export const saltBytes = 16;
const mediaTypeBytes = 100;
const factsBytes = 32 + 8 + 1 + mediaTypeBytes;
export const headerBytes = magic.length + saltBytes + factsBytes + tagBytes;
/** Number under which the facts are sealed; no file has so many parts. */
const factsNumber = 0xffff_ffff;

export interface SealedFacts {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/** The file is there and does not open: damaged, cut off, or sealed by another key. */
export class AttachmentDamaged extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'AttachmentDamaged';
  }
}

const keyOf = (databaseKey: Uint8Array, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', databaseKey, salt, 'attachment file 1', 32));

/** Never used twice: the key belongs to one file, and each of its parts is sealed once. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUInt32BE(number, nonceBytes - 4);
  return nonce;
}
const aboutPart = (number: number) => `part ${number}`;

/** Seals one new file. The salt must be random and never used before. */
export function createSealer(databaseKey: Uint8Array, salt: Uint8Array) {
  const key = keyOf(databaseKey, salt);
  return {
    /** The part that begins at `number` × 1 MiB of the content. Each number once. */
    part: (number: number, content: Uint8Array): Buffer => seal(key, nonceOf(number), content, aboutPart(number)),
    header(facts: SealedFacts): Buffer {
      const plain = Buffer.alloc(factsBytes);
      plain.write(facts.sha256, 0, 'hex');
      plain.writeBigUInt64BE(BigInt(facts.bytes), 32);
      const mediaType = Buffer.from(plainMediaType(facts.mediaType), 'latin1');
      plain.writeUInt8(mediaType.length, 40);
      mediaType.copy(plain, 41);
      return Buffer.concat([magic, salt, seal(key, nonceOf(factsNumber), plain, 'facts')]);
    },
  };
}

/** `type/subtype` in plain letters; whatever else a system calls a file has no meaning here. */
export const plainMediaType = (mediaType: string): string =>
  /^[\w.+-]{1,40}\/[\w.+-]{1,58}$/.test(mediaType) ? mediaType.toLowerCase() : 'application/octet-stream';

/** Where the part with this number begins in the sealed file. */
export const placeOfPart = (number: number): number => headerBytes + number * (partBytes + tagBytes);

export interface OpenSealedFile {
  readonly facts: SealedFacts;
  /** Content from `offset` on, at most `length` bytes; empty at and behind the end. Throws `AttachmentDamaged`. */
  read(offset: number, length: number): Buffer;
  /** Whether the whole content has the hash that it is called by. Reads all of it. */
  isWhole(): boolean;
  close(): void;
}

/** A file whose parts are still coming: header and the parts that lie there wholly. */
export interface BegunFile {
  readonly facts: SealedFacts;
  readonly salt: Buffer;
  /** Parts that came wholly and open, from the first on without a gap. */
  readonly parts: number;
  /** Nothing lies behind those parts: going on with the same key seals no number twice. */
  readonly clean: boolean;
  /** Content of one of the parts. */
  part(number: number): Buffer;
  close(): void;
}

/** Opens what was begun and not finished, or null where there is none or its header does not open. Reads all of it. */
export function openBegun(path: string, databaseKey: Uint8Array): BegunFile | null {
  const handle = openForReading(path);
  if (handle === null) return null;
  const begun = readHeader(handle, databaseKey);
  if (!begun) {
    closeSync(handle);
    return null;
  }
  const { facts, key, salt } = begun;
  const read = (number: number): Buffer | null => {
    const length = Math.min(partBytes, facts.bytes - number * partBytes);
    return length > 0
      ? unseal(key, nonceOf(number), readAt(handle, placeOfPart(number), length + tagBytes), aboutPart(number))
      : null;
  };
  let parts = 0;
  while (read(parts) !== null) parts += 1;
  const end = Math.min(placeOfPart(parts), headerBytes + facts.bytes + parts * tagBytes);
  return {
    facts,
    salt,
    parts,
    clean: fstatSync(handle).size === end,
    part(number) {
      const content = read(number);
      if (!content) throw new AttachmentDamaged(`${path} 的第 ${number + 1} 段已损坏`);
      return content;
    },
    close: () => closeSync(handle),
  };
}

/** Opens a sealed file, or null where there is none. Throws `AttachmentDamaged`, and what the file system says. */
export function openSealed(path: string, databaseKey: Uint8Array): OpenSealedFile | null {
  const handle = openForReading(path);
  if (handle === null) return null;
  try {
    return opened(handle, databaseKey, path);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function openForReading(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function readHeader(
  handle: number,
  databaseKey: Uint8Array,
): { facts: SealedFacts; key: Uint8Array; salt: Buffer } | null {
  const header = readAt(handle, 0, headerBytes);
  const salt = header.subarray(magic.length, magic.length + saltBytes);
  const key = keyOf(databaseKey, salt);
  const plain = header.subarray(0, magic.length).equals(magic)
    ? unseal(key, nonceOf(factsNumber), header.subarray(magic.length + saltBytes), 'facts')
    : null;
  if (!plain) return null;
  const facts: SealedFacts = {
    sha256: plain.subarray(0, 32).toString('hex'),
    bytes: Number(plain.readBigUInt64BE(32)),
    mediaType: plain.subarray(41, 41 + plain.readUInt8(40)).toString('latin1'),
  };
  return { facts, key, salt };
}

function opened(handle: number, databaseKey: Uint8Array, path: string): OpenSealedFile {
  const header = readHeader(handle, databaseKey);
  if (!header) throw new AttachmentDamaged(`${path} 的开头打不开：文件损坏，或由另一把密钥加密`);
  const { facts, key } = header;
  const parts = Math.ceil(facts.bytes / partBytes);
  if (fstatSync(handle).size !== headerBytes + facts.bytes + parts * tagBytes)
    throw new AttachmentDamaged(`${path} 不完整`);
  // A file is mostly read from front to back in pieces smaller than a part.
  let last: { number: number; content: Buffer } | null = null;

  const part = (number: number): Buffer => {
    if (last?.number === number) return last.content;
    const length = Math.min(partBytes, facts.bytes - number * partBytes);
    const sealed = readAt(handle, placeOfPart(number), length + tagBytes);
    const content = unseal(key, nonceOf(number), sealed, aboutPart(number));
    if (!content) throw new AttachmentDamaged(`${path} 的第 ${number + 1} 段已损坏`);
    last = { number, content };
    return content;
  };
  const read = (offset: number, length: number): Buffer => {
    const end = Math.min(facts.bytes, offset + length);
    const pieces: Buffer[] = [];
    for (let at = offset; at < end;) {
      const number = Math.floor(at / partBytes);
      const piece = part(number).subarray(at - number * partBytes, end - number * partBytes);
      pieces.push(piece);
      at += piece.length;
    }
    return Buffer.concat(pieces);
  };
  return {
    facts,
    read,
    isWhole() {
      const hash = createHash('sha256');
      for (let number = 0; number < parts; number += 1) hash.update(part(number));
      return hash.digest('hex') === facts.sha256;
    },
    close: () => closeSync(handle),
  };
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle, bytes, filled, length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
