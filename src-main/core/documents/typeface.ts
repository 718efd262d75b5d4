/** The typeface of all paper, read for measuring and for embedding. */
import { readFileSync } from 'node:fs';
import { create } from 'fontkit';

export interface Typeface {
  /** The whole font file; only the letters in use are embedded in a document. */
  readonly bytes: Uint8Array;
  /** Advance of a character in em. */
  widthOf(codePoint: number): number;
  has(codePoint: number): boolean;
}

/** Reads the font, 15 MB. */
export function readTypeface(path: string): Typeface {
  const bytes = readFileSync(path);
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`a font collection instead of a font: ${path}`);
  const known = new Map<number, number>();
  return {
    bytes,
    widthOf(codePoint) {
      let width = known.get(codePoint);
      if (width === undefined) {
        width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
        known.set(codePoint, width);
      }
      return width;
    },
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  };
}
