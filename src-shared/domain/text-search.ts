/**
 * Text for the full-text index, and queries over it: two-character pieces (bigrams), because Chinese has no spaces between
 * words and most searches are for two to four characters.
 *
 * Made for this index, whose figures are in the bench:
 *   CREATE VIRTUAL TABLE … USING fts5(t, content='', contentless_delete=1, detail=none, prefix='1', tokenize='unicode61')
 * Every character of a text begins one token (the last of a run stands alone), so a search for one character is a prefix
 * search. `detail=none` cannot check that pieces are neighbours: a caller verifies each of `searchTerms(input)` with
 * `instr(normalised column, term)`, or with `containsTerms` in memory.
 */

/** More pieces make no search more selective, and a pasted page must not become a query of thousands. */
const maximumPieces = 24;

/** Letters and digits of any script form runs; everything else separates them, as in the tokenizer unicode61. */
const runPattern = /[\p{L}\p{N}]+/gu;

/** Full-width to half-width, compatibility forms to plain ones, lower case, no white space: what is stored and what is asked look alike. */
export function normalizeSearchText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** Pieces of a text for the index, separated by spaces: 「恒丰商贸」 becomes 「恒丰 丰商 商贸 贸」. Empty when nothing is searchable. */
export function bigrams(text: string): string {
  const pieces = new Set<string>();
  for (const run of normalizeSearchText(text).match(runPattern) ?? []) {
    const characters = Array.from(run);
    characters.forEach((character, index) => pieces.add(character + (characters[index + 1] ?? '')));
  }
  return [...pieces].join(' ');
}

/** What a person typed, cut at white space and signs into normalised terms, each of which must occur. */
export function searchTerms(input: string): string[] {
  const terms = input
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/u)
    .flatMap((word) => word.match(runPattern) ?? []);
  return [...new Set(terms)];
}

/**
 * The FTS5 MATCH expression for what a person typed; null when it holds nothing searchable (then do not MATCH at all).
 * Contains letters and digits in quotes and AND, nothing else, so no input can change the query's structure.
 */
export function bigramQuery(input: string): string | null {
  const pieces = new Set<string>();
  for (const term of searchTerms(input)) {
    const characters = Array.from(term);
    if (characters.length === 1) pieces.add(`"${term}"*`);
    for (let index = 0; index + 1 < characters.length; index += 1)
      pieces.add(`"${characters.slice(index, index + 2).join('')}"`);
  }
  if (pieces.size === 0) return null;
  return [...pieces].slice(0, maximumPieces).join(' AND ');
}

/** Whether every term of the input occurs in the text: the check that follows an index of pieces. */
export function containsTerms(text: string, input: string): boolean {
  const normalised = normalizeSearchText(text);
  return searchTerms(input).every((term) => normalised.includes(term));
}

/** Set phrases that stand in nearly every 经营范围: nobody searches for them, and they would fill the index. */
const scopeBoilerplate =
  /[（(](?:依法须经批准的项目|除依法须经批准的项目外|涉及许可|以上经营范围|法律、?行政法规禁止)[^（）()]{0,80}[）)]/gu;

/** 经营范围 without its set phrases, for the index. The record itself keeps the full text. */
export function searchableScope(businessScope: string): string {
  return businessScope.replace(scopeBoilerplate, '');
}
