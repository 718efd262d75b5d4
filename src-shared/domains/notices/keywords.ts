/**
 * Marks keywords in a 经营范围. The registration organ looks for bare words, so a notice may come because of what a firm says
 * it does NOT do (「不含危险化学品」): such places are marked as negated, and a reader sees at once that a 回退 is likely.
 */

export interface HighlightedSegment {
  text: string;
  matched: boolean;
  /** The matched words stand inside a negative phrase. Always false where nothing matched. */
  negated: boolean;
}

/** Cuts a text into segments that join up to it again; overlapping and adjacent keywords merge. Latin letters match in either case. */
export function highlight(text: string, keywords: readonly string[]): HighlightedSegment[] {
  const matched = matchedPlaces(text, keywords);
  const negated = negatedPlaces(text);
  const segments: HighlightedSegment[] = [];
  for (let start = 0; start < text.length;) {
    const isMatched = matched[start] === 1;
    const isNegated = isMatched && negated[start] === 1;
    let end = start + 1;
    while (
      end < text.length &&
      (matched[end] === 1) === isMatched &&
      (!isMatched || (negated[end] === 1) === isNegated)
    )
      end += 1;
    segments.push({ text: text.slice(start, end), matched: isMatched, negated: isNegated });
    start = end;
  }
  return segments;
}

/** Whether the keywords occur, but only inside negative phrases: the notice was probably pushed by mistake. */
export function onlyNegated(text: string, keywords: readonly string[]): boolean {
  const found = highlight(text, keywords).filter((segment) => segment.matched);
  return found.length > 0 && found.every((segment) => segment.negated);
}

/** One byte a UTF-16 unit: 1 where a keyword covers it. */
function matchedPlaces(text: string, keywords: readonly string[]): Uint8Array {
  const places = new Uint8Array(text.length);
  const folded = foldCase(text);
  for (const keyword of keywords) {
    const wanted = foldCase(keyword);
    if (wanted === '') continue;
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1))
      places.fill(1, at, at + wanted.length);
  }
  return places;
}

/** Phrases that deny what FOLLOWS them, to the end of the bracket or clause: 「不含…」「不得从事…」. */
const denyAfter = /不含|不包括|不包含|不涉及|不经营|不从事|不得经营|不得从事|严禁|禁止经营|禁止从事/gu;
/** 「除…外」 at the end of a clause; 「户外」 inside it does not end it. */
const except = /除(?!外)[^；;。（）()]{1,80}?外(?=[，,、；;。）)]|$)/gu;
/** Phrases that deny what comes BEFORE them in the bracket or clause: 「危险化学品除外」「禁止的项目不得经营」. */
const denyBefore = /除外|不得经营(?=[）)，,；;。]|$)|不得从事(?=[）)，,；;。]|$)/gu;

function negatedPlaces(text: string): Uint8Array {
  const places = new Uint8Array(text.length);
  for (const { index } of text.matchAll(denyAfter)) places.fill(1, index, clauseEnd(text, index));
  for (const { index, 0: phrase } of text.matchAll(except)) places.fill(1, index, index + phrase.length);
  for (const { index } of text.matchAll(denyBefore)) places.fill(1, clauseStart(text, index), index);
  return places;
}

/** Inside brackets the phrase reaches to the closing one, commas included; outside, to the next stop. */
function clauseEnd(text: string, from: number): number {
  const before = text.slice(0, from);
  const inBrackets = lastOf(before, /[（(]/gu) > lastOf(before, /[）)]/gu);
  const stop = text.slice(from).search(inBrackets ? /[）)]/u : /[，,；;。（(）)]/u);
  return stop < 0 ? text.length : from + stop;
}

function clauseStart(text: string, to: number): number {
  const before = text.slice(0, to);
  const open = lastOf(before, /[（(]/gu);
  if (open > lastOf(before, /[）)]/gu)) return open + 1;
  return lastOf(before, /[，,；;。）)]/gu) + 1;
}

function lastOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}

/** Only A–Z, so that no character changes its length and places stay comparable. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
