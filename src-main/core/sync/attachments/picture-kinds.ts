/** What kind of picture a file is by its first bytes, whatever it calls itself. */

/** Bytes from the beginning that must be seen before a kind can be told. */
export const tellingBytes = 16;

/** Media type of a picture, or null where the bytes begin no kind of picture that is known. */
export function pictureKind(beginning: Buffer): string | null {
  const begins = (...bytes: number[]) => beginning.subarray(0, bytes.length).equals(Buffer.from(bytes));
  const text = (from: number, to: number) => beginning.subarray(from, to).toString('latin1');
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(0, 2) === 'BM') return 'image/bmp';
  if (begins(0x49, 0x49, 0x2a, 0x00) || begins(0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff';
  // ISO base media files name their brand behind `ftyp` (ISO/IEC 23008-12 for HEIF).
  if (text(4, 8) === 'ftyp' && /^(heic|heix|hevc|mif1|msf1|heim|heis)/.test(text(8, 12))) return 'image/heic';
  if (text(4, 8) === 'ftyp' && /^avi[fs]/.test(text(8, 12))) return 'image/avif';
  return null;
}
