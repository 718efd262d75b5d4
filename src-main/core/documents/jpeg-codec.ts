/**
 * Photos made as small as paper needs them: 30 photos of 5 MB would be a file of 150 MB that no county mailbox takes, and
 * screenshots of a phone are as large. By MozJPEG as WebAssembly (`@jsquash/jpeg`, the codecs of Squoosh): a photo of 12
 * million pixels takes a third of a second, a tenth of what JPEG in plain JavaScript takes. What is evidence stays as it was
 * taken; this is a copy for one print.
 */
import { readFileSync } from 'node:fs';
import decoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import encoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import type { CodecFiles } from './codec-path.ts';
import { jpegSize } from './pictures.ts';
import type { Pixels, Size } from './pixels.ts';
import { isInterlaced, isPng, pngPixels, readPng } from './png.ts';

/** Pixels for an inch on paper: what an office printer shows of a photo. */
const pixelsPerInch = 250;
const pointsPerInch = 72;
/** Of 100. Letters on a photographed licence stay without fringes. */
const quality = 82;
/** A photo little larger than its place is left as it is. */
const worthwhile = 1.3;
/** px that are unpacked, four bytes each; beyond that a photo is taken as it is. */
const mostPixels = 60_000_000;

/** Bytes that a photo of this place takes at most when it was made smaller, for planning. */
export const shrunkBytes = 300_000;

/** A PNG of fewer bytes stays as it is: drawn signatures keep their sharp lines. */
const smallPng = 100_000;

/** A picture for a place on paper, in points; the same bytes where it is none, small enough, or cannot be unpacked. */
export type ShrinkPhoto = (bytes: Uint8Array, place: Size) => Promise<Uint8Array>;

/** As the two modules are; their own types need those of a browser. */
interface Decoder {
  decode(bytes: Uint8Array, turnedByExif: boolean): Pixels | null;
}
interface Encoder {
  encode(data: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null;
}
type Load<Module> = (options: {
  noInitialRun: true;
  wasmBinary: Uint8Array;
  /** Remarks of the C library on damaged photos; the page shows the same. */
  printErr: () => void;
}) => Promise<Module>;

/** Reads and writes JPEGs in memory; null: damaged. */
export interface JpegCodec {
  decode(bytes: Uint8Array): Pixels | null;
  encode(pixels: Pixels, quality: number): Uint8Array | null;
}

/** Upright pixels, whichever way the camera was held. */
export async function loadCodec(files: CodecFiles): Promise<JpegCodec> {
  const load = <Module>(make: unknown, file: string) =>
    (make as Load<Module>)({ noInitialRun: true, wasmBinary: readFileSync(file), printErr: () => undefined });
  const reads = await load<Decoder>(decoder, files.decoder);
  const writes = await load<Encoder>(encoder, files.encoder);
  return {
    decode: (bytes) => reads.decode(bytes, true),
    encode: ({ data, width, height }, of) =>
      writes.encode(data, width, height, { ...encoding, quality: of, chroma_quality: of })?.slice() ?? null,
  };
}

/** The codec is loaded with the first photo that is too large. */
export function photoShrinker(files: CodecFiles): ShrinkPhoto {
  let loaded: Promise<JpegCodec> | null = null;
  /** Pixels that `make` finds, as a JPEG; null: damaged. */
  async function pressed(make: (codec: JpegCodec) => Pixels | null): Promise<Uint8Array | null> {
    loaded ??= loadCodec(files);
    const codec = await loaded;
    try {
      const pixels = make(codec);
      return pixels && codec.encode(pixels, quality);
    } catch (error) {
      // The codec leaves a damaged photo by an exception and in no state for another; the printer may still make something of it.
      if (!isOfCodec(error)) throw error;
      loaded = null;
      return null;
    }
  }
  return async (bytes, place) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (isPng(buffer)) {
      if (bytes.length < smallPng && !isInterlaced(buffer)) return bytes;
      const png = readPng(buffer);
      const small = png && (await pressed(() => fitted(pngPixels(png), place)));
      // A screen of flat colours is smaller as it is.
      return small && (isInterlaced(buffer) || small.length < bytes.length) ? small : bytes;
    }
    const size = jpegSize(buffer);
    if (!size) return bytes;
    const wanted = pixelsOf(size, place);
    if (size.width < wanted.width * worthwhile || size.width * size.height > mostPixels) return bytes;
    const small = await pressed((codec) => {
      const pixels = codec.decode(bytes);
      return pixels && fitted(pixels, place);
    });
    return small ?? bytes;
  };
}

const encoding = {
  baseline: true,
  arithmetic: false,
  progressive: false,
  optimize_coding: true,
  smoothing: 0,
  color_space: 3,
  quant_table: 3,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: true,
  chroma_subsample: 2,
  separate_chroma_quality: false,
};

function pixelsOf(size: Size, place: Size): Size {
  const scale = Math.min(place.width / size.width, place.height / size.height) * (pixelsPerInch / pointsPerInch);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** As many pixels as its place shows, never more than there are. */
function fitted(pixels: Pixels, place: Size): Pixels {
  const { width, height } = pixelsOf(pixels, place);
  return averaged(pixels, Math.min(width, pixels.width), Math.min(height, pixels.height));
}

/** Each pixel the mean of those that it stands for: fine print fades instead of breaking. */
function averaged({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  const small = new Uint8ClampedArray(toWidth * toHeight * 4);
  for (let y = 0; y < toHeight; y += 1) {
    const top = Math.floor((y * height) / toHeight);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / toHeight));
    for (let x = 0; x < toWidth; x += 1) {
      const left = Math.floor((x * width) / toWidth);
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / toWidth));
      let [red, green, blue] = [0, 0, 0];
      for (let row = top; row < bottom; row += 1)
        for (let at = (row * width + left) * 4, end = (row * width + right) * 4; at < end; at += 4) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      const count = (bottom - top) * (right - left);
      const to = (y * toWidth + x) * 4;
      small[to] = red / count;
      small[to + 1] = green / count;
      small[to + 2] = blue / count;
      small[to + 3] = 255;
    }
  }
  return { width: toWidth, height: toHeight, data: small };
}

/** What the compiled C++ throws: its own exit, which is no Error, a trap of WebAssembly, or an error with a name of its own. */
const isOfCodec = (error: unknown): boolean =>
  !(error instanceof Error) || ['RuntimeError', 'ExitStatus', 'BindingError'].includes(error.name);
