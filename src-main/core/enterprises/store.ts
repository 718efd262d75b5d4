/** How an enterprise lies in its table and in the full-text index. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableScope } from '#shared/trade/text-search.ts';
import type { Database } from '../database/types.ts';
import { updateChangedColumns } from '../full-text/changed-columns.ts';
import { gramsOf, textHash } from '../full-text/grams.ts';
import type { StoredRecord } from '../sync/collection.ts';
import { statement } from '../database/statements.ts';

const columns = [
  'id',
  'revision',
  'name',
  'search_name',
  'name_initials',
  'text_hash',
  'credit_code',
  'registration_number',
  'kind',
  'type_code',
  'legal_representative',
  'phone',
  'established_on',
  'address',
  'region_code',
  'registration_organ',
  'registered_capital',
  'industry_code',
  'registration_state',
  'listings',
  'business_scope',
] as const;

/** A row as SQLite gives it. */
export interface EnterpriseRow {
  key: number;
  id: string;
  revision: number;
  name: string;
  credit_code: string | null;
  registration_number: string | null;
  kind: Enterprise['kind'];
  type_code: string;
  legal_representative: string;
  phone: string;
  established_on: string;
  address: string;
  region_code: string;
  registration_organ: string;
  registered_capital: number | null;
  industry_code: string;
  registration_state: Enterprise['registrationState'];
  listings: string;
  business_scope: string;
}

const insertEnterprise = `INSERT INTO enterprise (${columns.join(', ')})
  VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`;
const findEnterprise = `SELECT key, ${columns.join(', ')} FROM enterprise WHERE id = ?`;
const hashColumn = columns.indexOf('text_hash');
const insertText = 'INSERT INTO enterprise_text (rowid, grams) VALUES (?, ?)';
const deleteText = 'DELETE FROM enterprise_text WHERE rowid = ?';

/** Stores enterprises, new and changed. Inside the caller's transaction. */
export function writeEnterprises(database: Database, records: readonly StoredRecord<Enterprise>[]): void {
  const insert = statement(database, insertEnterprise);
  const newText = statement(database, insertText);
  const dropText = statement(database, deleteText);
  const find = statement<[string], [key: number, ...stored: unknown[]]>(database, findEnterprise).raw();
  for (const { id, revision, data } of records) {
    const name = normalizeSearchText(data.name);
    const initials = pinyinInitials(data.name);
    const hash = textHash(name, data.businessScope);
    const row = [
      id,
      revision,
      data.name,
      name,
      initials,
      hash,
      data.creditCode,
      data.registrationNumber,
      data.kind,
      data.typeCode,
      data.legalRepresentative,
      data.phone,
      data.establishedOn,
      data.address,
      data.regionCode,
      data.registrationOrgan,
      data.registeredCapital,
      data.industryCode,
      data.registrationState,
      JSON.stringify(data.listings),
      data.businessScope,
    ];
    const words = () => gramsOf({ name, initials, scope: searchableScope(data.businessScope) });
    const inserted = insert.run(...row);
    if (inserted.changes === 1) {
      newText.run(inserted.lastInsertRowid, words());
      continue;
    }
    const [key, ...stored] = find.get(id)!;
    updateChangedColumns(database, 'enterprise', key, columns, stored, row);
    if (stored[hashColumn] === hash) continue;
    dropText.run(key);
    newText.run(key, words());
  }
}

/** Takes enterprises out; unknown ids are no error. */
export function removeEnterprises(database: Database, ids: readonly string[]): void {
  const find = statement<[string], { key: number }>(database, 'SELECT key FROM enterprise WHERE id = ?');
  const dropRow = statement(database, 'DELETE FROM enterprise WHERE key = ?');
  const dropText = statement(database, deleteText);
  for (const id of ids) {
    const known = find.get(id);
    if (!known) continue;
    dropRow.run(known.key);
    dropText.run(known.key);
  }
}

/** The enterprise as the contract knows it. */
export function enterpriseOf(row: EnterpriseRow): Enterprise {
  return {
    id: row.id,
    name: row.name,
    creditCode: row.credit_code,
    registrationNumber: row.registration_number,
    kind: row.kind,
    typeCode: row.type_code,
    legalRepresentative: row.legal_representative,
    phone: row.phone,
    establishedOn: row.established_on,
    address: row.address,
    regionCode: row.region_code,
    registrationOrgan: row.registration_organ,
    registeredCapital: row.registered_capital,
    industryCode: row.industry_code,
    registrationState: row.registration_state,
    businessScope: row.business_scope,
    listings: JSON.parse(row.listings) as Enterprise['listings'],
  };
}
