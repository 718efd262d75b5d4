/** 双随机抽查 in the search over everything: subjects and plans. */
import type { WorkbenchLink } from '#shared/contract.ts';
import type { SearchGroup } from '#shared/contract/search.ts';
import { planStageNames, subjectStageNames } from '#shared/domains/inspections/words.ts';
import { looksLikeCode } from '#shared/trade/text-search.ts';
import { dayOf } from '../records/day.ts';
import type { Workspace } from '../workspace.ts';
import { findPlans } from './plans.ts';
import { listSubjects } from './queries.ts';

export function searchInspections(workspace: Workspace, text: string, limit: number): SearchGroup<WorkbenchLink>[] {
  const filter = looksLikeCode(text) ? { code: text } : { name: text };
  const { rows, nextCursor } = listSubjects(workspace, { page: 'query', filter, sort: undefined, cursor: null, limit });
  const link = { to: 'inspections' as const, page: 'query' as const, filter };
  const plans = findPlans(workspace.database, { page: 'query', filter: { name: text } }, dayOf(workspace));
  return [
    {
      key: 'inspectionSubjects',
      title: '抽查主体',
      hits: rows.map((row) => ({
        collection: 'inspectionSubjects',
        recordId: row.id,
        title: row.enterpriseName,
        code: row.code,
        about: `${row.planName} · ${subjectStageNames[row.stage]}`,
        facts: [],
        link: { ...link, open: row.id },
      })),
      more: nextCursor !== null,
      link,
    },
    {
      key: 'inspectionPlans',
      title: '抽查方案',
      hits: plans.slice(0, limit).map(({ id, name, number, stage, to }) => ({
        collection: 'inspectionPlans',
        recordId: id,
        title: name,
        code: number,
        about: `${planStageNames[stage]} · ${to} 截止`,
        facts: [],
        link: { to: 'record' as const, collection: 'inspectionPlans', recordId: id },
      })),
      more: plans.length > limit,
      link: null,
    },
  ];
}
