/** A text in pieces, those that were asked for marked. */
import { searchTerms } from '#shared/trade/text-search.ts';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Each place where one of the words stands as it was typed; initials stand nowhere, and mark nothing. */
export function marksIn(text: string, asked: string): Piece[] {
  const words = searchTerms(asked).toSorted((one, other) => other.length - one.length);
  const low = text.toLowerCase();
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length;) {
    const word = words.find((one) => low.startsWith(one, at));
    const piece = word === undefined ? text.charAt(at) : text.slice(at, at + word.length);
    const last = pieces.at(-1);
    if (last && !last.marked && word === undefined) pieces[pieces.length - 1] = { ...last, text: last.text + piece };
    else pieces.push({ text: piece, marked: word !== undefined });
    at += piece.length;
  }
  return pieces;
}
