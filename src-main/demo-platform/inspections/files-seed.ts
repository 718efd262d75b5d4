/** Small invented files that seeded results refer to, stored like any file that a client delivered. */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Store } from '../store.ts';

export type SeedFile = { name: string; sha256: string; content: Buffer };

const file = (name: string, content: Buffer): SeedFile => ({
  name,
  sha256: createHash('sha256').update(content).digest('hex'),
  content,
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(data.length, 0);
  framed.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([framed.subarray(0, 4), body, framed.subarray(4)]);
}

/** A grey-scale PNG; `shade` gives 0 (black) to 255 of each point. */
function picture(width: number, height: number, shade: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = shade(x, y);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A shop front in grey, and a stroke on white. */
export const seedFiles = () => ({
  photo: file(
    '现场照片.png',
    picture(96, 64, (x, y) => (y > 44 ? 90 : x > 30 && x < 60 && y > 18 ? 40 : 160 + ((x * 7 + y * 5) % 60))),
  ),
  signature: file(
    '签名.png',
    picture(160, 60, (x, y) => (Math.abs(y - 30 - 14 * Math.sin(x / 9)) < 2 && x > 10 && x < 150 ? 0 : 255)),
  ),
});

/** Puts the files into the platform as complete attachments. */
export function storeSeedFiles(store: Store, files: readonly SeedFile[]): void {
  const row = store.database.prepare('INSERT OR IGNORE INTO attachment VALUES (?, ?, ?, 1)');
  const part = store.database.prepare('INSERT OR IGNORE INTO attachment_part VALUES (?, 0, ?)');
  for (const { sha256, content } of files) {
    row.run(sha256, content.length, content.length);
    part.run(sha256, content);
  }
}
