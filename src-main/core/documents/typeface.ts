/** The typeface of all paper, read for measuring and for embedding. */
import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import type { TypefaceFiles } from './typeface-path.ts';

export interface Typeface {
  /** The whole font files; only the letters in use are embedded in a document. */
  readonly bytes: { readonly regular: Uint8Array; readonly bold: Uint8Array };
  /** Advance of a character in em. */
  widthOf(codePoint: number, bold: boolean): number;
  /** Both weights have the same characters. */
  has(codePoint: number): boolean;
}

/** Reads the fonts, 15 MB each. */
export function readTypeface(files: TypefaceFiles): Typeface {
  const [regular, bold] = [readWeight(files.regular), readWeight(files.bold)];
  return {
    bytes: { regular: regular.bytes, bold: bold.bytes },
    widthOf: (codePoint, isBold) => (isBold ? bold : regular).widthOf(codePoint),
    has: regular.has,
  };
}

function readWeight(path: string) {
  const bytes = readFileSync(path);
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`a font collection instead of a font: ${path}`);
  const known = new Map<number, number>();
  return {
    bytes,
    widthOf(codePoint: number): number {
      let width = known.get(codePoint);
      if (width === undefined) {
        width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
        known.set(codePoint, width);
      }
      return width;
    },
    has: (codePoint: number): boolean => font.hasGlyphForCodePoint(codePoint),
  };
}
