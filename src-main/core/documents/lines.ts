/**
 * Text into lines of a given width, by the rules of Chinese typesetting: closing signs never begin a line, opening signs
 * never end one (GB/T 15834-2011, 5.1), words and numbers stay whole where they fit.
 */
import type { Typeface } from './typeface.ts';

/** One stretch of a line. ☐ and ☑ are drawn, since Chinese fonts lack them; so is a character that the font has not. */
export type Piece = { readonly x: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'box'; readonly ticked: boolean }
  | { readonly kind: 'unknown'; readonly character: string }
);

export interface TextLine {
  readonly kind: 'text';
  readonly height: number;
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
  readonly width: number;
  readonly pieces: readonly Piece[];
}

export interface Picture {
  /** Names the file; the same picture is embedded once. */
  readonly sha256: string;
  /** px as it is looked at, after the camera's orientation. */
  readonly width: number;
  readonly height: number;
}
export interface PictureLine {
  readonly kind: 'picture';
  readonly height: number;
  /** Points on paper. */
  readonly width: number;
  readonly picture: Picture;
}
export type Line = TextLine | PictureLine;

export interface TextStyle {
  /** Points. */
  readonly size: number;
  readonly bold?: boolean;
  /** Of the size; 1.35 where absent. */
  readonly leading?: number;
  /** Of the first line of each paragraph, in em. */
  readonly indent?: number;
}

const tickBox = '☐';
const tickedBox = '☑';

const neverFirst = new Set('，。、；：？！）》〉」』】〕］｝”’…—～·％℃,.;:?!)]}%');
const neverLast = new Set('（《〈「『【〔［｛“‘([{');
const ofWord = /[\p{Script=Latin}\p{Nd}@_/\\+#&'-]/u;
/** Joins what stands before it: combining marks, variation selectors, the joiner of emoji. */
const joining = /^(?:\p{Mn}|\p{Me}|\u200d)$/u;
/** Nothing to be seen of them: controls, and marks of direction and order. */
const invisible = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2061-\u2064\ufeff]/gu;
/** U+2060, word joiner: no line ends where it stands. */
const glue = '\u2060';

/** A code that is not to be broken, whatever signs and characters it is made of: 「湘澧执/1011062」. */
export const unbroken = (code: string): string => [...code].join(glue);

/** A character with its joined ones, the smallest thing that a line can end after. */
interface Unit {
  readonly text: string;
  readonly width: number;
  readonly known: boolean;
  /** Whatever follows stays on its line, where that holds both. */
  readonly glued?: true;
}

/** Breaks text into lines no wider than `width` points. An empty text is one empty line, so that a row keeps its height. */
export function breakLines(text: string, width: number, style: TextStyle, typeface: Typeface): TextLine[] {
  const { size, bold = false, leading = 1.35, indent = 0 } = style;
  const lines: TextLine[] = [];
  for (const paragraph of paragraphsOf(text)) {
    let first = true;
    for (const units of fillLines(
      unitsOf(paragraph, size, bold, typeface),
      (isFirst) => width - (isFirst ? indent * size : 0),
    )) {
      const start = first ? indent * size : 0;
      first = false;
      const { pieces, end } = piecesOf(units, start);
      lines.push({ kind: 'text', height: size * leading, size, bold, width: end, pieces });
    }
  }
  return lines;
}

/** A single line that is not broken, however long. */
export function singleLine(text: string, style: TextStyle, typeface: Typeface): TextLine {
  return breakLines(paragraphsOf(text).join(' '), Number.MAX_SAFE_INTEGER, style, typeface)[0]!;
}

/** Characters of the text that the font has not, each once. */
export function unknownCharacters(lines: readonly Line[]): string[] {
  const found = lines.flatMap((line) =>
    line.kind === 'text' ? line.pieces.flatMap((piece) => (piece.kind === 'unknown' ? [piece.character] : [])) : [],
  );
  return [...new Set(found)];
}

const paragraphsOf = (text: string): string[] =>
  text
    .toWellFormed()
    .replaceAll('\t', '  ')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((paragraph) => paragraph.replace(invisible, ''));

function unitsOf(paragraph: string, size: number, bold: boolean, typeface: Typeface): Unit[] {
  const units: Unit[] = [];
  for (const character of paragraph) {
    if (character === glue) {
      const before = units.pop();
      if (before) units.push({ ...before, glued: true });
      continue;
    }
    if (joining.test(character) && units.length > 0) {
      const before = units.at(-1)!;
      const drawn = typeface.has(character.codePointAt(0)!);
      // A selector of a variant that the font has not falls away; the character itself stays.
      if (before.known && drawn) units[units.length - 1] = { ...before, text: before.text + character };
      continue;
    }
    const codePoint = character.codePointAt(0)!;
    const isBox = character === tickBox || character === tickedBox;
    const known = isBox || typeface.has(codePoint);
    units.push({ text: character, width: size * (isBox || !known ? 1 : typeface.widthOf(codePoint, bold)), known });
  }
  return units;
}

/** Greedy: as much as fits, then back to the last place where a line may end. */
function* fillLines(units: readonly Unit[], widthOf: (first: boolean) => number): Generator<Unit[], void, void> {
  let start = 0;
  do {
    const room = widthOf(start === 0);
    let end = start;
    let taken = 0;
    for (let unit = units[end]; unit && taken + unit.width <= room + 0.01; unit = units[end]) {
      taken += unit.width;
      end += 1;
    }
    if (end < units.length) end = lastBreak(units, start, Math.max(end, start + 1));
    yield units.slice(start, end);
    start = end;
    // A space at the place of the break would look like an indent.
    while (start < units.length && units[start]!.text === ' ') start += 1;
  } while (start < units.length);
}

/** The last place in (start, end] where a line may end; `end` itself where there is none. */
function lastBreak(units: readonly Unit[], start: number, end: number): number {
  for (let place = end; place > start; place -= 1) {
    const [before, after] = [units[place - 1]!.text, units[place]?.text];
    if (after === undefined) return place;
    if (units[place - 1]!.glued) continue;
    if (neverFirst.has(after) || neverLast.has(before)) continue;
    if (ofWord.test(before) && ofWord.test(after)) continue;
    return place;
  }
  return end;
}

function piecesOf(units: readonly Unit[], start: number): { pieces: Piece[]; end: number } {
  const pieces: Piece[] = [];
  let x = start;
  let text = '';
  let textAt = x;
  const flush = () => {
    if (text !== '') pieces.push({ kind: 'text', text, x: textAt });
    text = '';
  };
  for (const unit of units) {
    const isBox = unit.text === tickBox || unit.text === tickedBox;
    if (isBox || !unit.known) {
      flush();
      pieces.push(
        isBox ? { kind: 'box', ticked: unit.text === tickedBox, x } : { kind: 'unknown', character: unit.text, x },
      );
    } else {
      if (text === '') textAt = x;
      text += unit.text;
    }
    x += unit.width;
  }
  flush();
  return { pieces, end: x };
}
