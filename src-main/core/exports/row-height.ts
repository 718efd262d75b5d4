/**
 * How tall a row must be so that nothing is cut off. Excel and LibreOffice do not agree on measuring rows by themselves when
 * they open a file, so every row says its height. Estimated in 宋体, whose letters and digits are half as wide as a
 * Chinese character.
 */
import { letterSizes } from './sheet-layout.ts';

/** The tallest row that Excel has, in points. */
const tallest = 409;
/** Of the size of the letters, and space above and below. */
const lineSpacing = 1.32;
const margin = 6;
/** Long texts break at signs, so their lines are not full; those of letters and digits break at words alone. */
const loss = 1.06;
const lossOfNarrow = 0.15;

/** Height in points of a row with that many lines (at the usual size) in letters of one of `letterSizes`. */
export function heightOf(lines: number, size: number): number {
  const points = letterSizes[size]!;
  const needed = lines * (points / letterSizes[0]);
  return Math.min(tallest, Math.ceil(Math.ceil(needed) * points * lineSpacing + margin));
}

/** Index of the largest of `letterSizes` at which the lines fit into a row. */
export function sizeFor(lines: number): number {
  for (let size = 0; size < letterSizes.length; size += 1) if (heightOf(lines, size) < tallest) return size;
  return letterSizes.length - 1;
}

/** Counts the lines that texts take in a column; remembers them where texts repeat. */
export class LineCounter {
  private readonly perLine: number;
  private readonly known: Map<string, number> | null;

  /** `width` in characters of the standard font, as in `SheetColumn`. */
  constructor(width: number, repeats: boolean) {
    this.perLine = Math.max(2, width - 0.8);
    this.known = repeats ? new Map() : null;
  }

  linesOf(text: string): number {
    const known = this.known?.get(text);
    if (known !== undefined) return known;
    let lines = 0;
    for (const line of text.includes('\n') ? text.split('\n') : [text]) {
      const wide = wideIn(line);
      const taken = line.length + wide;
      const lost = taken * (loss - 1) + (line.length - wide) * lossOfNarrow;
      lines += taken <= this.perLine ? 1 : Math.ceil((taken + lost) / this.perLine);
    }
    if (this.known && this.known.size < 20_000) this.known.set(text, lines);
    return lines;
  }
}

/** How many characters are twice as wide as a letter. */
function wideIn(line: string): number {
  let wide = 0;
  for (let index = 0; index < line.length; index += 1) if (line.charCodeAt(index) > 0x2e7f) wide += 1;
  return wide;
}
