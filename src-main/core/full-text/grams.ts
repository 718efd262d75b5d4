/**
 * Words for the full-text indexes, and queries over them. One index holds several fields of a record: each gram begins
 * with the letter of its field, so that one query asks for name and 经营范围 at once and SQLite intersects the lists.
 *
 * Measured (see the bench): grams of two characters beat SQLite's own trigrams because most searches in Chinese have two
 * or three characters. Initials and codes, having few different characters, take three; initials also two, because two
 * letters are often typed and merging all that begin with them took 40 ms.
 */
import { searchTerms } from '#shared/trade/text-search.ts';

/**
 * Field letter, gram length, and the shortest term that has grams of its own; shorter ones ask for a prefix. `detail=none`
 * keeps no positions, so a hit still has to be checked against the text.
 */
const fields = {
  name: { letter: 'n', length: 2, shortest: 2 },
  initials: { letter: 'p', length: 3, shortest: 2 },
  code: { letter: 'c', length: 3, shortest: 3 },
  scope: { letter: 's', length: 2, shortest: 2 },
  address: { letter: 'a', length: 2, shortest: 2 },
} as const;
export type TextField = keyof typeof fields;

/** More make no search more selective, and a pasted page must not become a query of thousands. */
const maximumGrams = 24;

/** Every letter and digit run of the texts as grams; ends of runs also stand alone, for searches by prefix. */
export function gramsOf(texts: Partial<Record<TextField, string>>): string {
  const grams = new Set<string>();
  for (const field of Object.keys(texts) as TextField[]) {
    const { letter, length, shortest } = fields[field];
    const text = texts[field] ?? '';
    for (const run of searchTerms(text)) {
      for (let index = 0; index < run.length; index += 1)
        for (let size = shortest; size <= length; size += 1) grams.add(letter + run.slice(index, index + size));
    }
  }
  return [...grams].join(' ');
}

/**
 * The part of a MATCH expression that asks for a term in a field. `term` is one of `searchTerms`: letters and digits
 * only, so no input can change the query's structure.
 */
export function matchOf(field: TextField, term: string): string {
  const { letter, length, shortest } = fields[field];
  if (term.length < shortest) return `"${letter}${term}"*`;
  if (term.length < length) return `"${letter}${term}"`;
  const grams = new Set<string>();
  for (let index = 0; index + length <= term.length; index += 1) grams.add(term.slice(index, index + length));
  return [...grams]
    .slice(0, maximumGrams)
    .map((gram) => `"${letter}${gram}"`)
    .join(' AND ');
}

/** Forms of organisation: their grams are in every second name, so merging their lists costs much and tells nothing. */
const commonForms = ['有限公司', '有限责任公司', '股份公司', '分公司', '经营部', '合作社', '个体工商户'];
const commonGrams = new Set(
  commonForms.flatMap((form) => gramsOf({ name: form }).split(' ')).map((gram) => `"${gram}"`),
);

/**
 * `matchOf` without what nearly every name has; null where nothing else is left. For lists that can also be walked: with
 * 「有限公司」 in the filter, walking fills a page at once.
 */
export function selectiveMatchOf(field: TextField, term: string): string | null {
  const telling = matchOf(field, term)
    .split(' AND ')
    .filter((gram) => !commonGrams.has(gram));
  return telling.length === 0 ? null : telling.join(' AND ');
}

/** Whether a hit for the term is already certain: the gram is the whole term. */
export function matchIsExact(field: TextField, term: string): boolean {
  return term.length <= fields[field].length;
}

/** A 52-bit hash of texts (two rounds of FNV-1a), to notice that they changed. Not for security. */
export function textHash(...texts: readonly string[]): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (const text of texts) {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ code, 0x5bd1e995);
    }
    low = Math.imul(low ^ 0xffff, 0x01000193);
    high = Math.imul(high ^ 0xffff, 0x5bd1e995);
  }
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}
