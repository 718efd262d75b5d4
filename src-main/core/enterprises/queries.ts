/** Reading enterprises: one by id, and search by part of the name, pinyin initials, code or 经营范围. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { searchableScope, normalizeSearchText, searchTerms } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { matchOf } from '../full-text/grams.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import { statement } from '../database/statements.ts';
import { enterpriseOf, type EnterpriseRow, enterpriseStore } from './store.ts';

/** The enterprise, or null. */
export const readEnterprise = enterpriseStore.read;

/** Looking further for a full page would cost more than it helps whoever types. */
const maximumLooked = 20_000;

/**
 * Enterprises whose name holds every term of the text (as characters or as pinyin initials), or whose code begins with
 * it; at most `limit`, in the order in which they came. The exact name, if there is one, comes first.
 */
export function searchEnterprises(database: Database, text: string, limit: number): Enterprise[] {
  const terms = searchTerms(text);
  if (terms.length === 0) return [];
  const found = new Map<string, Enterprise>();
  if (terms.length === 1 && /^[0-9a-z]{6,20}$/.test(terms[0]!))
    for (const row of byCode(database, terms[0]!, limit)) found.set(row.id, enterpriseOf(row));
  for (const row of byName(database, terms, limit)) {
    if (found.size >= limit) break;
    found.set(row.id, enterpriseOf(row));
  }
  const wanted = normalizeSearchText(text);
  const [exact, others]: [Enterprise[], Enterprise[]] = [[], []];
  for (const enterprise of found.values())
    (normalizeSearchText(enterprise.name) === wanted ? exact : others).push(enterprise);
  return [...exact, ...others];
}

/** Enterprises whose 经营范围 holds every term; at most `limit`. The set phrases at its end are not looked at. */
export function searchEnterprisesByScope(database: Database, text: string, limit: number): Enterprise[] {
  const terms = searchTerms(text);
  if (terms.length === 0) return [];
  const hits = statement<[string, number], EnterpriseRow>(
    database,
    `SELECT e.* FROM (SELECT rowid AS hit FROM enterprise_text WHERE enterprise_text MATCH ? LIMIT ?) CROSS JOIN enterprise e ON e.key = hit`,
  ).iterate(terms.map((term) => matchOf('scope', term)).join(' AND '), maximumLooked);
  const found: Enterprise[] = [];
  for (const row of hits) {
    const scope = normalizeSearchText(searchableScope(row.business_scope));
    if (terms.every((term) => scope.includes(term))) found.push(enterpriseOf(row));
    if (found.length >= limit) break;
  }
  return found;
}

/** Latin letters and digits are looked for among the initials, which keep those of the name; all else in the name itself. */
const isInitials = (term: string): boolean => /^[a-z0-9]+$/.test(term);

function byName(database: Database, terms: readonly string[], limit: number): Iterable<EnterpriseRow> {
  const match = terms.map((term) => matchOf(isInitials(term) ? 'initials' : 'name', term)).join(' AND ');
  // Terms in their own parameters: the text of the statement depends on their kinds only.
  const checks = terms.map((term) => `instr(e.${isInitials(term) ? 'name_initials' : 'search_name'}, ?) > 0`);
  return varyingStatement<EnterpriseRow>(
    database,
    `SELECT e.* FROM (SELECT rowid AS hit FROM enterprise_text WHERE enterprise_text MATCH ? LIMIT ${maximumLooked})
     CROSS JOIN enterprise e ON e.key = hit WHERE ${checks.join(' AND ')} LIMIT ?`,
  ).all(match, ...terms, limit);
}

function byCode(database: Database, term: string, limit: number): EnterpriseRow[] {
  const code = term.toUpperCase();
  const search = (column: 'credit_code' | 'registration_number') =>
    statement<[string, string, number], EnterpriseRow>(
      database,
      `SELECT * FROM enterprise INDEXED BY enterprise_${column} WHERE ${column} >= ? AND ${column} < ? LIMIT ?`,
    ).all(code, `${code}\uffff`, limit);
  return [...search('credit_code'), ...search('registration_number')].slice(0, limit);
}
