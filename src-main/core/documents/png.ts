/** PNG as paper needs it: whether a file is whole, how large it is, and its pixels on white. Read by `fast-png`. */
import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import type { Pixels, Size } from './pixels.ts';

/** px of a PNG, which is held unpacked while it is looked at: four times what a phone's screen shows. */
const mostPixels = 30_000_000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Up to the byte that tells of passes, the last of the header (W3C PNG, 11.2.1). */
const headBytes = 29;
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature);

/** Size of a PNG whose data can be unpacked; null: damaged, or too large. A damaged one would print as an empty place. */
export const pngSize = (bytes: Buffer): Size | null => {
  const png = readPng(bytes);
  return png && { width: png.width, height: png.height };
};

/** Whether its rows come in passes, which pdfkit cannot take. */
export const isInterlaced = (bytes: Buffer): boolean => bytes.length >= headBytes && bytes.readUInt8(28) !== 0;

/** A decoded PNG without palette and with eight or sixteen bits a sample. */
type Plain = Pick<DecodedPng, 'width' | 'height' | 'channels' | 'data' | 'depth'>;

/** Null: damaged, or too large. */
export function readPng(bytes: Buffer): Plain | null {
  if (bytes.length < headBytes) return null;
  const pixels = bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
  if (pixels === 0 || pixels > mostPixels) return null;
  try {
    return plain(decode(bytes));
  } catch (error) {
    // Whatever the library finds wrong, it is the file that is.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** RGBA, eight bits each; what is transparent on white. */
export function pngPixels({ width, height, channels, data, depth }: Plain): Pixels {
  // Grey or three colours, and perhaps how much covers the white.
  const colours = channels >= 3 ? 3 : 1;
  const pixels = new Uint8ClampedArray(width * height * 4);
  // Of 16 bits the upper eight: paper shows no more.
  const sample = depth === 16 ? (at: number) => data[at]! >> 8 : (at: number) => data[at]!;
  for (let from = 0, to = 0; to < pixels.length; from += channels, to += 4) {
    const cover = channels > colours ? sample(from + colours) : 255;
    for (let part = 0; part < 3; part += 1)
      pixels[to + part] = 255 - ((255 - sample(from + (colours === 1 ? 0 : part))) * cover) / 255;
    pixels[to + 3] = 255;
  }
  return { width, height, data: pixels };
}

/** Colours instead of places in a palette, a byte instead of a few bits. */
function plain(png: DecodedPng): Plain {
  const { width, height, palette, depth } = png;
  if (palette) return { width, height, depth: 8, channels: palette[0]!.length, data: convertIndexedToRgb(png) };
  if (depth >= 8) return png;
  const largest = 2 ** depth - 1;
  const data = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth;
      const bits = png.data[y * rowBytes + (bit >> 3)]! >> (8 - depth - (bit & 7));
      data[y * width + x] = ((bits & largest) * 255) / largest;
    }
  return { width, height, depth: 8, channels: 1, data };
}
