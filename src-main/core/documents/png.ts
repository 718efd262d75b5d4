/**
 * PNG as far as paper needs it (W3C PNG, third edition): whether a file is whole, how large it is, and its pixels made as few
 * as its place shows. Row by row, so that a photo of 50 million pixels is never held as colours.
 */
import { inflateSync } from 'node:zlib';
import type { Pixels } from './jpeg-codec.ts';
import type { Size } from './pictures.ts';

/** px of a PNG, which is held unpacked while it is looked through. */
const mostPixels = 50_000_000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature);

/** Samples of a pixel by colour type (11.2.1). */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Adam7 (8.1): where each pass begins and how far its pixels lie apart. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** One pass over the picture: its rows follow each other in the data. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
  /** With the byte that names the filter. */
  readonly rowBytes: number;
}
export interface Png {
  readonly size: Size;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly palette: Buffer | null;
  readonly transparency: Buffer | null;
  readonly passes: readonly Pass[];
  /** Unpacked: the rows of all passes. */
  readonly rows: Buffer;
}

/** Size of a PNG whose data can be unpacked; null: damaged, or too large. A damaged one would print as an empty place. */
export const pngSize = (bytes: Buffer): Size | null => readPng(bytes)?.size ?? null;

/** Whether its rows come in passes, which pdfkit cannot take. */
export const isInterlaced = (bytes: Buffer): boolean => bytes.length > 28 && bytes.readUInt8(28) !== 0;

/** Pixels on white, each the mean of those that it stands for; never more than there are. Undoes the filters in `rows`. */
export function pngPixels(png: Png, wanted: Size): Pixels {
  const width = Math.min(wanted.width, png.size.width);
  const height = Math.min(wanted.height, png.size.height);
  const sums = new Float64Array(width * height * 4);
  const colour = new Uint8Array(3);
  const read = pixelReader(png);
  let start = 0;
  for (const pass of png.passes) {
    let above: Uint8Array = new Uint8Array(pass.rowBytes - 1);
    for (let line = 0; line < pass.height; line += 1, start += pass.rowBytes) {
      const row = png.rows.subarray(start + 1, start + pass.rowBytes);
      unfilter(png.rows.readUInt8(start), row, above, bytesOfPixel(png));
      above = row;
      // Which of the wanted rows and columns a pixel belongs to.
      const to = Math.floor(((pass.y + line * pass.down) * height) / png.size.height) * width;
      for (let index = 0; index < pass.width; index += 1) {
        read(row, index, colour);
        const at = (to + Math.floor(((pass.x + index * pass.right) * width) / png.size.width)) * 4;
        sums[at]! += colour[0]!;
        sums[at + 1]! += colour[1]!;
        sums[at + 2]! += colour[2]!;
        sums[at + 3]! += 1;
      }
    }
  }
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) {
    const count = sums[at + 3]!;
    data[at] = sums[at]! / count;
    data[at + 1] = sums[at + 1]! / count;
    data[at + 2] = sums[at + 2]! / count;
    data[at + 3] = 255;
  }
  return { width, height, data };
}

/** Null: damaged, or too large. */
export function readPng(bytes: Buffer): Png | null {
  let header: Buffer | null = null;
  let palette: Buffer | null = null;
  let transparency: Buffer | null = null;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) return null;
    if (type === 'IHDR' && length >= 13) header = body;
    if (type === 'PLTE') palette = body;
    if (type === 'tRNS') transparency = body;
    if (type === 'IDAT') data.push(body);
    if (type === 'IEND') return header && pngOf(header, palette, transparency, Buffer.concat(data));
    at += 12 + length;
  }
  return null;
}

/** Null where the data are not as many rows as the header says, each beginning with a filter that exists. */
function pngOf(header: Buffer, palette: Buffer | null, transparency: Buffer | null, data: Buffer): Png | null {
  const size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4) };
  const [bitDepth, colourType, interlace] = [header.readUInt8(8), header.readUInt8(9), header.readUInt8(12)];
  const bits = bitDepth * (samplesOf[colourType] ?? 0);
  const pixels = size.width * size.height;
  if (![1, 2, 4, 8, 16].includes(bitDepth) || bits === 0 || interlace > 1 || pixels === 0 || pixels > mostPixels)
    return null;
  if (colourType === 3 && palette === null) return null;
  const passes = (interlace === 1 ? adam7 : ([[0, 0, 1, 1]] as const))
    .map(([x, y, right, down]): Pass => {
      const width = Math.ceil((size.width - x) / right);
      return {
        ...{ x, y, right, down, width },
        height: Math.ceil((size.height - y) / down),
        rowBytes: Math.ceil((width * bits) / 8) + 1,
      };
    })
    .filter(({ width, height }) => width > 0 && height > 0);
  const length = passes.reduce((sum, { rowBytes, height }) => sum + rowBytes * height, 0);
  const rows = unpacked(data, length);
  if (rows?.length !== length) return null;
  let at = 0;
  for (const { rowBytes, height } of passes)
    for (const end = at + rowBytes * height; at < end; at += rowBytes) if (rows.readUInt8(at) > 4) return null;
  return { size, bitDepth, colourType, palette, transparency, passes, rows };
}

/** Null: damaged, or more than `length`. */
function unpacked(data: Buffer, length: number): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: length });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** How far back the filters look. */
const bytesOfPixel = ({ bitDepth, colourType }: Png): number =>
  Math.max(1, (bitDepth * (samplesOf[colourType] ?? 1)) / 8);

/** Undoes the filter of a row in its place (9.2); `above` is the row before it, undone. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, back: number): void {
  const length = row.length;
  // One loop for each: twelve million pixels go through here.
  if (filter === 1) for (let at = back; at < length; at += 1) row[at] = row[at]! + row[at - back]!;
  if (filter === 2) for (let at = 0; at < length; at += 1) row[at] = row[at]! + above[at]!;
  if (filter === 3)
    for (let at = 0; at < length; at += 1) {
      const left = at < back ? 0 : row[at - back]!;
      row[at] = row[at]! + ((left + above[at]!) >> 1);
    }
  if (filter === 4) {
    for (let at = 0; at < back && at < length; at += 1) row[at] = row[at]! + above[at]!;
    for (let at = back; at < length; at += 1)
      row[at] = row[at]! + paeth(row[at - back]!, above[at]!, above[at - back]!);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner);
  const fromUp = Math.abs(left - corner);
  const fromCorner = Math.abs(left + up - 2 * corner);
  return fromLeft <= fromUp && fromLeft <= fromCorner ? left : fromUp <= fromCorner ? up : corner;
}

/** Reads one pixel of a row into `colour`, what is transparent on white. */
function pixelReader({ bitDepth, colourType, palette, transparency }: Png) {
  const samples = samplesOf[colourType] ?? 1;
  const bytes = bitDepth / 8;
  const largest = 2 ** bitDepth - 1;
  const sample = (row: Uint8Array, index: number): number => {
    // Of 16 bits the upper eight: paper shows no more.
    if (bitDepth >= 8) return row[index * bytes]!;
    const bit = index * bitDepth;
    return (row[bit >> 3]! >> (8 - bitDepth - (bit & 7))) & largest;
  };
  if (bitDepth === 8 && colourType === 2)
    return (row: Uint8Array, index: number, colour: Uint8Array): void => {
      const at = index * 3;
      colour[0] = row[at]!;
      colour[1] = row[at + 1]!;
      colour[2] = row[at + 2]!;
    };
  const onWhite = (value: number, alpha: number): number => 255 - ((255 - value) * alpha) / 255;
  return (row: Uint8Array, index: number, colour: Uint8Array): void => {
    const first = index * samples;
    if (colourType === 3) {
      const entry = sample(row, first);
      const alpha = transparency?.[entry] ?? 255;
      for (let part = 0; part < 3; part += 1) colour[part] = onWhite(palette?.[entry * 3 + part] ?? 0, alpha);
      return;
    }
    const isGrey = colourType === 0 || colourType === 4;
    const hasAlpha = colourType === 4 || colourType === 6;
    const alpha = hasAlpha ? sample(row, first + samples - 1) : 255;
    for (let part = 0; part < 3; part += 1) {
      const value = sample(row, first + (isGrey ? 0 : part));
      colour[part] = onWhite(bitDepth < 8 ? (value * 255) / largest : value, alpha);
    }
  };
}
