/**
 * Tells a damaged database from one that the key does not fit. SQLite says 「file is not a database」 to both, since all it
 * has is the first page; but in the SQLCipher 4 layout every page carries its own HMAC, so that any page that proves
 * right proves the key right. Layout after SQLCipher's design document: 4096-byte pages, the last 80 bytes are IV (16)
 * and HMAC-SHA512 (64) over content, IV and page number; the HMAC key is derived in 2 rounds from the raw key with the
 * salt (first 16 bytes of the file) XOR 0x3a.
 */
import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const pageBytes = 4096;
const hmacBytes = 64;
const saltBytes = 16;
/** Pages looked at: a damaged first page is the common case, so few are needed. */
const sample = 64;

/** Whether any of the first pages was written with this key. */
export function anyPageFits(file: string, key: Uint8Array): boolean {
  const handle = openSync(file, 'r');
  try {
    const pages = Math.min(sample, Math.floor(fstatSync(handle).size / pageBytes));
    const page = Buffer.alloc(pageBytes);
    const salt = Buffer.alloc(saltBytes);
    readSync(handle, salt, 0, saltBytes, 0);
    const hmacKey = pbkdf2Sync(key, Buffer.from(salt.map((byte) => byte ^ 0x3a)), 2, 32, 'sha512');
    for (let number = 1; number <= pages; number += 1) {
      readSync(handle, page, 0, pageBytes, (number - 1) * pageBytes);
      const counter = Buffer.alloc(4);
      counter.writeUInt32LE(number);
      const content = page.subarray(number === 1 ? saltBytes : 0, pageBytes - hmacBytes);
      const expected = createHmac('sha512', hmacKey).update(content).update(counter).digest();
      if (timingSafeEqual(expected, page.subarray(pageBytes - hmacBytes))) return true;
    }
    return false;
  } finally {
    closeSync(handle);
  }
}
