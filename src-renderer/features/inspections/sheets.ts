/** 导出 Excel of the lists of 抽查主体: which sheets a list has, and what each asks for. */
import type { SubjectFilter, SubjectPage, SubjectSort } from '#shared/domains/inspections/lists.ts';
import type { ExportRequest } from '#shared/contract.ts';

export type SheetKind = 'tasks' | 'results' | 'statistics';
export const sheetNames: Record<SheetKind, string> = {
  tasks: '任务清单',
  results: '结果清单（已录入的）',
  statistics: '情况统计（按方案、部门、结果）',
};

/**
 * Exactly the rows that the list shows, in its order: on 复核 only what waits for it. `ids`: of them only the ticked ones.
 */
export function sheetRequest(
  kind: SheetKind,
  page: SubjectPage,
  shown: SubjectFilter,
  sort: SubjectSort,
  ids?: string[],
): ExportRequest {
  const filter: SubjectFilter = page === 'review' ? { ...shown, stages: ['entered'] } : shown;
  const chosen = ids ? { ids } : {};
  if (kind === 'tasks') return { kind: 'inspectionTasks', page, filter: shown, sort, ...chosen };
  if (kind === 'results') return { kind: 'inspectionResults', filter, sort, ...chosen };
  return { kind: 'inspectionStatistics', filter };
}
