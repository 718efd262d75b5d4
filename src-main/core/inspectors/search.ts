/** 执法检查人员 in the search over everything, by name, initials or 执法证号. A department has some hundreds at most. */
import type { HouseLink } from '#shared/contract/links.ts';
import type { SearchGroup } from '#shared/contract/search.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import { normalizeSearchText } from '#shared/trade/text-search.ts';
import type { Workspace } from '../workspace.ts';
import { allInspectors } from './queries.ts';

export function searchInspectors({ database }: Workspace, text: string, limit: number): SearchGroup<HouseLink>[] {
  const wanted = normalizeSearchText(text);
  const found = allInspectors(database).filter(
    ({ name, certificateNumber, revoked }) =>
      !revoked &&
      ([name, certificateNumber].some((one) => normalizeSearchText(one).includes(wanted)) ||
        pinyinInitials(name).startsWith(wanted)),
  );
  return [
    {
      key: 'inspectors',
      title: '执法人员',
      hits: found.slice(0, limit).map(({ id, name, certificateNumber, department, unit }) => ({
        collection: 'inspectors',
        recordId: id,
        title: name,
        code: certificateNumber,
        about: [department.name, unit].filter(Boolean).join(' · '),
        facts: [],
        link: { to: 'record' as const, collection: 'inspectors', recordId: id },
      })),
      more: found.length > limit,
      link: null,
    },
  ];
}
