/**
 * The typeface of all paper: Noto Serif SC (SIL Open Font License 1.1), a 宋体 with every character of GB 18030's first
 * planes (all of U+4E00–9FA5 and U+3400–4DB5). It comes with the npm package and is laid into `resources/fonts` when the
 * client is packed, so that fifteen megabytes of it lie in no commit.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkit';

const fileName = 'NotoSerifSC_400Regular.ttf';
/** Below the checkout's `node_modules`. */
const fontPackage = ['@expo-google-fonts', 'noto-serif-sc', '400Regular'];

export interface Typeface {
  /** The whole font file; only the letters in use are embedded in a document. */
  readonly bytes: Uint8Array;
  /** Advance of a character in em. */
  widthOf(codePoint: number): number;
  has(codePoint: number): boolean;
}

/** Path of the font: as packed, or as installed in a checkout. Throws where neither is there: a packaging fault. */
export function typefacePath(resourcesDirectory: string): string {
  const candidates = [
    join(resourcesDirectory, 'fonts', fileName),
    join(resourcesDirectory, '..', 'node_modules', ...fontPackage, fileName),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no font for documents: neither ${candidates.join(' nor ')}`);
  return found;
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
