/**
 * Texts as they are searched: normalised the same way where they are stored and where they are asked for, and cut into terms,
 * each of which must occur. How an index finds them is the core's affair (`core/full-text`).
 */

/** Letters and digits of any script form terms; everything else separates them, as in SQLite's tokenizer unicode61. */
const runPattern = /[\p{L}\p{N}]+/gu;

/** Full-width to half-width, compatibility forms to plain ones, lower case, no white space: what is stored and what is asked look alike. */
export function normalizeSearchText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** Codes of an enterprise, whichever there are, as they are searched: separated by a blank. */
export const searchableCodes = (...codes: readonly (string | null)[]): string =>
  codes.filter(Boolean).join(' ').toLowerCase();

/** What a person typed, cut at white space and signs into normalised terms, each of which must occur. */
export function searchTerms(input: string): string[] {
  const terms = input
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/u)
    .flatMap((word) => word.match(runPattern) ?? []);
  return [...new Set(terms)];
}

/** Whether somebody typed (a part of) a code: Latin letters and digits, six of them at least, some of them digits. */
export const looksLikeCode = (text: string): boolean => /^(?=.*\d)[0-9a-z]{6,20}$/.test(normalizeSearchText(text));

/** Set phrases that stand in nearly every 经营范围: nobody searches for them, and they would fill the index. */
const scopeBoilerplate =
  /[（(](?:依法须经批准的项目|除依法须经批准的项目外|涉及许可|以上经营范围|法律、?行政法规禁止)[^（）()]{0,80}[）)]/gu;

/** 经营范围 without its set phrases, for the index. The record itself keeps the full text. */
export function searchableScope(businessScope: string): string {
  return businessScope.replace(scopeBoilerplate, '');
}
