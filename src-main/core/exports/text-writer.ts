/** Writes a file of text piece by piece: memory does not grow with the rows. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { TextContent } from './sheet.ts';

/** Characters handed to the file system at a time. */
const pieceLength = 1 << 18;

/** Returns rows and bytes written. Throws what the rows or the file system say; the unfinished file is the caller's to delete. */
export function writeText(path: string, { head, pieces, foot }: TextContent): { rows: number; bytes: number } {
  const file = openSync(path, 'w');
  const counted = { rows: 0, bytes: 0 };
  let waiting = head;
  const flush = () => {
    const bytes = Buffer.from(waiting, 'utf8');
    for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
    counted.bytes += bytes.length;
    waiting = '';
  };
  try {
    for (const piece of pieces) {
      waiting += piece;
      counted.rows += 1;
      if (waiting.length > pieceLength) flush();
    }
    waiting += foot;
    flush();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return counted;
}
