/** 市场主体 in the search over everything. They have no page of their own: a hit tells its facts in place. */
import type { SearchGroup } from '#shared/contract/search.ts';
import { enterpriseListingNames, registrationStateNames } from '#shared/domains/enterprises/words.ts';
import type { Workspace } from '../workspace.ts';
import { searchEnterprises } from './queries.ts';

export function searchedEnterprises({ database }: Workspace, text: string, limit: number): SearchGroup<never>[] {
  const found = searchEnterprises(database, text, limit + 1);
  return [
    {
      key: 'enterprises',
      title: '市场主体',
      hits: found.slice(0, limit).map((one) => ({
        collection: 'enterprises',
        recordId: one.id,
        title: one.name,
        code: one.creditCode ?? one.registrationNumber ?? '',
        about: registrationStateNames[one.registrationState],
        facts: [
          { name: '法定代表人/经营者', value: one.legalRepresentative },
          { name: '电话', value: one.phone },
          { name: '住所', value: one.address },
          { name: '登记机关', value: one.registrationOrgan },
          { name: '成立日期', value: one.establishedOn },
          { name: '列入名单', value: one.listings.map((listing) => enterpriseListingNames[listing]).join('、') },
        ].filter(({ value }) => value !== ''),
        link: null,
      })),
      more: found.length > limit,
      link: null,
    },
  ];
}
