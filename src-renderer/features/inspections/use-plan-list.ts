/** The plans of a page in its order. A PC holds few: they come all at once, and their pages are cut here. */
import type { PlanRow } from '#shared/domains/inspections/contract.ts';
import { planListSchemas } from '#shared/domains/inspections/list-schemas.ts';
import { type PlanFilter, type PlanList, planList } from '#shared/domains/inspections/lists.ts';
import { core } from '#app/app/core-client.ts';
import type { ListScreen } from '#app/lists/list-screen.ts';
import type { Focusable } from '#app/lists/use-list-page.ts';
import { useRecordList } from '#app/lists/use-record-list.ts';

/** Use inside `setup`. */
export const usePlanList = (
  screen: ListScreen<PlanList>,
  more: { panel: () => Focusable | null; limits?: () => PlanFilter; export?: () => unknown },
) =>
  useRecordList<PlanList, PlanRow>({
    list: planList,
    schemas: planListSchemas,
    screen,
    rows: async ({ page, filter, sort, cursor, limit }) => {
      const plans = await core().inspections.plans({ page, filter, sort });
      const from = Number(cursor ?? 0);
      return { rows: plans.slice(from, from + limit), nextCursor: plans[from + limit] ? String(from + limit) : null };
    },
    count: async ({ page, filter }) => ({
      value: (await core().inspections.plans({ page, filter })).length,
      capped: false,
    }),
    topics: ['inspectionPlans', 'inspectionSubjects', 'outbox'],
    ...more,
  });
