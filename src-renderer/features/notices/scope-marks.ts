/**
 * 经营范围 cut into stretches: plain, matched (the words that brought the notice here), and matched but negated, as in
 * 「不含餐饮服务」 or 「（危险化学品除外）」. A negated match is the usual false positive, so it is drawn differently; whether
 * the notice is returned stays the clerk's decision.
 */
export interface ScopeMark {
  readonly text: string;
  readonly kind: 'plain' | 'matched' | 'negated';
}

const clauseEnds = '。；;（）()【】[]';
const before = /不含|不包括|不包含|不得|不从事|严禁|禁止|除(?!外)/;
/** Up to the next comma: what follows one is said again in its own right. */
const takenOutAfter = /^[^，,]*除外/;
const exceptionEnds = /^[^，,]*外/;

/** Whether the words at [start, end) stand in a clause that takes them out again. */
export function isNegated(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && !clauseEnds.includes(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && !clauseEnds.includes(text.charAt(to))) to += 1;
  const head = text.slice(from, start);
  const tail = text.slice(end, to);
  if (takenOutAfter.test(tail)) return true;
  const negation = before.exec(head);
  if (!negation) return false;
  if (negation[0] === '除') return exceptionEnds.test(tail) && !/外/.test(head.slice(negation.index));
  // 「不得…，餐饮服务」 outside brackets: the comma ends the exception.
  const bracketed = from > 0 && '（(【['.includes(text.charAt(from - 1));
  return bracketed || !/[，,]/.test(head.slice(negation.index));
}

/** With `lead`, at most so many characters stand before the first mark, behind an ellipsis. */
export function scopeMarks(text: string, keywords: readonly string[], lead: number | null = null): ScopeMark[] {
  const kinds = new Array<ScopeMark['kind']>(text.length).fill('plain');
  for (const keyword of keywords) {
    if (keyword === '') continue;
    for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1))
      kinds.fill(isNegated(text, at, at + keyword.length) ? 'negated' : 'matched', at, at + keyword.length);
  }
  const marks: ScopeMark[] = [];
  for (let start = 0; start < text.length;) {
    const kind = kinds[start] ?? 'plain';
    let end = start + 1;
    while (end < text.length && kinds[end] === kind) end += 1;
    marks.push({ text: text.slice(start, end), kind });
    start = end;
  }
  const first = marks[0];
  if (lead !== null && first?.kind === 'plain' && marks.length > 1 && first.text.length > lead)
    marks[0] = { text: `…${first.text.slice(-lead)}`, kind: 'plain' };
  return marks;
}

/** Every match is negated: most likely the notice came here by mistake. */
export function onlyNegated(text: string, keywords: readonly string[]): boolean {
  const marks = scopeMarks(text, keywords);
  return marks.some((mark) => mark.kind === 'negated') && !marks.some((mark) => mark.kind === 'matched');
}
