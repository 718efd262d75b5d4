/**
 * The pages of an encrypted file, read without SQLite. In the SQLCipher 4 layout every page carries its own HMAC, so that a
 * page that proves right proves the key right, and shows that it is whole. Layout after SQLCipher's design document:
 * 4096-byte pages, the last 80 bytes are IV (16) and HMAC-SHA512 (64) over content, IV and page number; the HMAC key is
 * derived in 2 rounds from the raw key with the salt (first 16 bytes of the file) XOR 0x3a.
 */
import { hash, pbkdf2Sync } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const pageBytes = 4096;
const hmacBytes = 64;
const saltBytes = 16;
/** Pages looked at to tell damage from a wrong key: a damaged first page is the common case, so few are needed. */
const sample = 64;
const pagesInChunk = 256;
/** SQLite never writes the page that holds its lock bytes, at 1 GiB (https://www.sqlite.org/fileformat.html#the_lock_byte_page). */
const lockBytePage = 2 ** 30 / pageBytes + 1;
/** Block of SHA-512: HMAC pads its key to it. */
const blockBytes = 128;

/**
 * Whether any of the first pages was written with this key: tells a damaged database from one that the key does not fit.
 * SQLite says 「file is not a database」 to both, since all it has is the first page.
 */
export function anyPageFits(file: string, key: Uint8Array): boolean {
  return forEachPage(file, key, (fits, number) => (fits ? 'found' : number >= sample ? 'stop' : undefined)) === 'found';
}

/**
 * Whether every page proves right. Reads the whole file, several times as fast as SQLite would. Pages that hold nothing may
 * never have been written and prove nothing: where this says no, `quick_check` decides.
 */
export function everyPageFits(file: string, key: Uint8Array): boolean {
  return (
    forEachPage(file, key, (fits, number) => (fits || number === lockBytePage ? undefined : 'found')) === undefined
  );
}

/** Goes through the pages in order until `look` says something other than undefined, and returns that. */
function forEachPage<Word extends string>(
  file: string,
  key: Uint8Array,
  look: (fits: boolean, number: number) => Word | undefined,
): Word | undefined {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const salt = Buffer.alloc(saltBytes);
    readSync(handle, salt, 0, saltBytes, 0);
    const proves = pageProver(key, salt);
    const chunk = Buffer.alloc(pagesInChunk * pageBytes);
    for (let at = 0; at < size; at += chunk.length) {
      // What the last page lacks, in a file cut short, stays of the chunk before: it cannot prove right.
      const read = readSync(handle, chunk, 0, chunk.length, at);
      for (let page = 0; page * pageBytes < read; page += 1) {
        const number = at / pageBytes + page + 1;
        const word = look(proves(chunk, page * pageBytes, number), number);
        if (word !== undefined) return word;
      }
    }
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/**
 * HMAC-SHA512 of many short texts with one key, from two one-shot hashes each: Node's own HMAC takes five times as long for
 * a page, nearly all of it to set up.
 */
function pageProver(key: Uint8Array, salt: Buffer): (chunk: Buffer, start: number, number: number) => boolean {
  const hmacKey = pbkdf2Sync(key, Buffer.from(salt.map((byte) => byte ^ 0x3a)), 2, 32, 'sha512');
  const padded = (pad: number) => Uint8Array.from({ length: blockBytes }, (_, at) => (hmacKey[at] ?? 0) ^ pad);
  const contentBytes = pageBytes - hmacBytes;
  const innerText = (skipped: number) => Buffer.concat([padded(0x36), Buffer.alloc(contentBytes - skipped + 4)]);
  // The first page begins with the salt, which is not part of its content.
  const [first, other] = [innerText(saltBytes), innerText(0)];
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(hmacBytes)]);
  return (chunk, start, number) => {
    const inner = number === 1 ? first : other;
    chunk.copy(inner, blockBytes, start + (number === 1 ? saltBytes : 0), start + contentBytes);
    inner.writeUInt32LE(number, inner.length - 4);
    // As text of one byte a character: a buffer for each hash costs as much as half the hash.
    outer.write(hash('sha512', inner, 'binary'), blockBytes, 'binary');
    return hash('sha512', outer, 'binary') === chunk.toString('binary', start + contentBytes, start + pageBytes);
  };
}
