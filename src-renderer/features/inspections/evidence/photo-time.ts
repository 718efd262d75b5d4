/**
 * When a photo was taken by the words of the camera itself (Exif 2.32: DateTimeOriginal 0x9003, OffsetTimeOriginal 0x9011).
 * A camera without a time zone is taken to show China's time.
 */

const exifDirectory = 0x8769;
const takenTag = 0x9003;
const offsetTag = 0x9011;
/** Bytes at the beginning of a file in which cameras put it: one segment, after a small one at most. */
const lookedAt = 128 * 1024;

/** The instant, or null where the file names none that can be: no JPEG, an impossible date, one after `now`. */
export async function photoTime(file: Blob, now: Date): Promise<string | null> {
  return takenAt(new DataView(await file.slice(0, lookedAt).arrayBuffer()), now);
}

/** As above, over the beginning of the file. */
export function takenAt(bytes: DataView, now: Date): string | null {
  const tiff = tiffOf(bytes);
  if (!tiff) return null;
  const little = tiff.getUint16(0) === 0x4949;
  const pointer = entryOf(tiff, tiff.getUint32(4, little), exifDirectory, little);
  if (pointer === null || pointer + 4 > tiff.byteLength) return null;
  const directory = tiff.getUint32(pointer, little);
  const text = (tag: number) => textAt(tiff, entryOf(tiff, directory, tag, little), little);
  const [, date, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(text(takenTag)) ?? [];
  if (!date || !time) return null;
  const offset = /^[+-]\d\d:\d\d$/.exec(text(offsetTag))?.[0] ?? '+08:00';
  const instant = new Date(`${date.replaceAll(':', '-')}T${time}${offset}`);
  // A camera whose clock was never set says 1970 or 2000; one that runs ahead would prove what has not happened yet.
  const credible = !Number.isNaN(instant.getTime()) && instant.getUTCFullYear() > 2000 && instant <= now;
  return credible ? instant.toISOString() : null;
}

/** The TIFF part of the Exif segment of a JPEG. */
function tiffOf(bytes: DataView): DataView | null {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 18 <= bytes.byteLength && bytes.getUint8(at) === 0xff;) {
    const length = bytes.getUint16(at + 2);
    const isExif = bytes.getUint16(at) === 0xffe1 && bytes.getUint32(at + 4) === 0x45786966;
    const size = Math.min(length - 8, bytes.byteLength - at - 10);
    if (isExif) return size >= 8 ? new DataView(bytes.buffer, bytes.byteOffset + at + 10, size) : null;
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** Where the value field of an entry lies; null: the directory has none, or is not all there. */
function entryOf(tiff: DataView, directory: number, tag: number, little: boolean): number | null {
  if (directory + 2 > tiff.byteLength) return null;
  const count = tiff.getUint16(directory, little);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(at, little) === tag) return at + 8;
  }
  return null;
}

/** A text of more than four bytes lies elsewhere; its length stands before the place. */
function textAt(tiff: DataView, field: number | null, little: boolean): string {
  if (field === null) return '';
  const length = tiff.getUint32(field - 4, little);
  const place = tiff.getUint32(field, little);
  if (length > 40 || place + length > tiff.byteLength) return '';
  const text = new TextDecoder('latin1').decode(new Uint8Array(tiff.buffer, tiff.byteOffset + place, length));
  // The length counts the zero at the end.
  return text.split('\0')[0] ?? '';
}
