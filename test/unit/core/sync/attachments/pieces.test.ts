import { describe, expect, it } from 'vitest';
import { createPartSize } from '#core/sync/attachments/part-size.ts';
import { pictureKind } from '#core/sync/attachments/picture-kinds.ts';
import { createSealer, plainMediaType } from '#core/sync/attachments/sealed-file.ts';

describe('the size of a part', () => {
  /** Sends parts over a line of so many bytes a second until the size stands still. */
  const settledAt = (bytesPerSecond: number): number => {
    const size = createPartSize();
    for (let count = 0; count < 30; count += 1) size.sent(size.bytes(), (size.bytes() / bytesPerSecond) * 1000);
    return size.bytes();
  };
  it('becomes what the line carries in a second, between 16 KiB and 1 MiB', () => {
    expect(settledAt(32_000)).toBe(32_000);
    expect(settledAt(300_000)).toBe(300_000);
    expect(settledAt(1000)).toBe(16 * 1024);
    expect(settledAt(100_000_000)).toBe(1024 * 1024);
  });
  it('grows no faster than twofold, shrinks when parts are lost, and takes no lesson from the end of a file', () => {
    const size = createPartSize();
    const first = size.bytes();
    size.sent(first, 1);
    expect(size.bytes()).toBe(2 * first);
    size.failed();
    expect(size.bytes()).toBe(first);
    size.sent(10, 900);
    expect(size.bytes()).toBe(first);
  });
});

describe('the kind of a picture', () => {
  it.each([
    [Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    [Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'image/png'],
    [Buffer.from('GIF89a..........'), 'image/gif'],
    [Buffer.from('RIFF\u0001\u0001\u0001\u0001WEBPVP8 '), 'image/webp'],
    [Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000'), 'image/heic'],
    [Buffer.from('PK\u0003\u0004..............'), null],
    [Buffer.from('%PDF-1.7........'), null],
    [Buffer.from('<html>..........'), null],
    [Buffer.alloc(16), null],
    [Buffer.alloc(0), null],
  ])('%#: is told by its first bytes', (beginning, kind) => {
    expect(pictureKind(beginning)).toBe(kind);
  });
  it('is kept as a plain media type', () => {
    expect(plainMediaType('IMAGE/JPEG')).toBe('image/jpeg');
    expect(plainMediaType('照片')).toBe('application/octet-stream');
    expect(plainMediaType('text/html; charset=x')).toBe('application/octet-stream');
  });
});

describe('the parts of a sealed file', () => {
  it('never share a keystream: the same bytes look different in each part and each file', () => {
    const key = new Uint8Array(32).fill(7);
    const content = Buffer.alloc(64, 'a');
    // Without the tag of 16 bytes, which tells the place of the part and so differs in any case.
    const sealed = (salt: number, number: number) =>
      createSealer(key, new Uint8Array(16).fill(salt)).part(number, content).subarray(0, 64).toString('hex');
    expect(new Set([sealed(1, 0), sealed(1, 1), sealed(1, 2), sealed(2, 0)]).size).toBe(4);
  });
});
