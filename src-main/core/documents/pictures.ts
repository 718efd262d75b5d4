/** Photos and drawn signatures for paper: whether a file is a picture that can be printed, and how large it is. */
import type { Picture } from './lines.ts';
import type { Size } from './pixels.ts';
import { isPng, pngSize } from './png.ts';

/** Content of an attachment by its hash; null: it is not on this PC. Throws what the file system says. */
export type ReadFile = (sha256: string) => Uint8Array | 'damaged' | null;

/** A larger photo makes a file that no printer takes; it is told on the page instead. */
export const largestPictureBytes = 20 * 1024 * 1024;

export type PictureCheck =
  | { readonly ok: true; readonly picture: Picture; readonly bytes: number }
  /** Why not, for the person: stands in the picture's place. */
  | { readonly ok: false; readonly why: string };

/** Looks at a file as a picture. */
export function checkPicture(sha256: string, read: ReadFile): PictureCheck {
  const bytes = read(sha256);
  if (bytes === null) return { ok: false, why: '文件不在本机，联网后自动取回' };
  if (bytes === 'damaged') return { ok: false, why: '本机保存的文件已损坏' };
  if (bytes.length === 0) return { ok: false, why: '文件是空的（0 字节）' };
  if (bytes.length > largestPictureBytes)
    return { ok: false, why: `文件超过 ${largestPictureBytes / 1024 / 1024} MB，太大，未印入` };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = isJpeg(buffer) ? jpegSize(buffer) : isPng(buffer) ? pngSize(buffer) : null;
  if (!size) return { ok: false, why: '文件不是能打印的照片（JPG 或 PNG）' };
  return { ok: true, picture: { sha256, ...size }, bytes: bytes.length };
}

const isJpeg = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8;

/** Walks the segments of a JPEG (ITU-T T.81, annex B) to the frame header; null: damaged, or of a kind PDF cannot hold. */
export function jpegSize(bytes: Buffer): Size | null {
  let turned = false;
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xe1) turned = isTurned(bytes.subarray(at + 4, at + 2 + length));
    // Baseline, extended and progressive with Huffman coding: what the DCT filter of PDF takes (ISO 32000-1, 7.4.8).
    if (marker >= 0xc0 && marker <= 0xc2) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      if (bytes[at + 4] !== 8 || width === 0 || height === 0) return null;
      return turned ? { width: height, height: width } : { width, height };
    }
    if (length < 2 || marker === 0xda || marker === 0xd9) return null;
    at += 2 + length;
  }
  return null;
}

/** Whether the orientation of the camera (Exif 2.3, tag 0x0112) swaps width and height. */
function isTurned(segment: Buffer): boolean {
  if (segment.length < 20 || segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = tiff.length < 8 ? 0 : little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = short(directory);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) === 0x0112) return short(at + 8) > 4;
  }
  return false;
}
