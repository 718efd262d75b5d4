export interface Segment {
  readonly text: string;
  readonly matched: boolean;
}

/**
 * Cuts a text into marked and unmarked stretches; overlapping keywords join. With `lead`, at most so many characters stand
 * before the first mark, behind an ellipsis, so that a line that is cut still shows why the notice came.
 */
export function keywordSegments(text: string, keywords: readonly string[], lead: number | null = null): Segment[] {
  const marked = new Array<boolean>(text.length).fill(false);
  for (const keyword of keywords) {
    if (keyword === '') continue;
    for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1))
      marked.fill(true, at, at + keyword.length);
  }
  const segments: Segment[] = [];
  for (let start = 0; start < text.length;) {
    const matched = marked[start] ?? false;
    let end = start + 1;
    while (end < text.length && (marked[end] ?? false) === matched) end += 1;
    segments.push({ text: text.slice(start, end), matched });
    start = end;
  }
  const first = segments[0];
  if (lead !== null && first && !first.matched && segments.length > 1 && first.text.length > lead)
    segments[0] = { text: `…${first.text.slice(-lead)}`, matched: false };
  return segments;
}
