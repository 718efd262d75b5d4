/** How an enterprise lies in its table and in the full-text index. */
import type { Enterprise } from '#shared/domains/enterprises/record.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText, searchableScope } from '#shared/trade/text-search.ts';
import { wideTable } from '../records/wide-table.ts';

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

export const enterpriseStore = wideTable({
  table: 'enterprise',
  text: 'enterprise_text',
  words: (enterprise: Enterprise) => ({
    name: normalizeSearchText(enterprise.name),
    initials: pinyinInitials(enterprise.name),
    scope: searchableScope(enterprise.businessScope),
  }),
  row: (enterprise, { name, initials }) => ({
    name: enterprise.name,
    search_name: name,
    name_initials: initials,
    credit_code: enterprise.creditCode,
    registration_number: enterprise.registrationNumber,
    kind: enterprise.kind,
    type_code: enterprise.typeCode,
    legal_representative: enterprise.legalRepresentative,
    phone: enterprise.phone,
    established_on: enterprise.establishedOn,
    address: enterprise.address,
    region_code: enterprise.regionCode,
    registration_organ: enterprise.registrationOrgan,
    registered_capital: enterprise.registeredCapital,
    industry_code: enterprise.industryCode,
    registration_state: enterprise.registrationState,
    listings: JSON.stringify(enterprise.listings),
    business_scope: enterprise.businessScope,
  }),
  whole: { of: enterpriseOf },
});
