/** The Excel of 抽查方案查询: what the list shows, with how far the subjects on this PC are. */
import { planList } from '#shared/domains/inspections/lists.ts';
import { filterWords } from '#shared/lists/fields.ts';
import type { PlanSheet } from '#shared/domains/inspections/requests.ts';
import { type Plan } from '#shared/domains/inspections/plans.ts';
import { planStageNames } from '#shared/domains/inspections/words.ts';
import { archiveLayout } from '../exports/archive-layout.ts';
import type { Sheet } from '../exports/sheet.ts';
import type { SheetColumn } from '../exports/sheet-form.ts';
import { findPlans, type PlanCounts, planCounts } from './plans.ts';

interface PlanColumn extends SheetColumn {
  value(plan: Plan, counts: PlanCounts, number: number): string | number;
}
const text = (title: string, width: number, value: PlanColumn['value']): PlanColumn => ({
  title,
  width,
  kind: 'text',
  value,
});
const short = (title: string, width: number, value: PlanColumn['value']): PlanColumn => ({
  ...text(title, width, value),
  kind: 'short',
  align: 'center',
});
const amount = (title: string, value: PlanColumn['value']): PlanColumn => ({
  ...text(title, 8, value),
  kind: 'number',
  align: 'center',
});

export const planSheetColumns: readonly PlanColumn[] = [
  { ...amount('序', (_plan, _counts, number) => number), width: 5 },
  text('抽查方案名称', 26, ({ name }) => name),
  text('抽查编号', 20, ({ number }) => number),
  text('牵头部门', 18, ({ leadDepartment }) => leadDepartment.name),
  text('协同部门', 22, ({ departments }) => departments.map(({ name }) => name).join('、')),
  text('抽查依据', 28, ({ basis }) => basis),
  text('抽查检查范围', 24, ({ scope }) => scope),
  short('开始日期', 11, ({ from }) => from),
  short('截止日期', 11, ({ to }) => to),
  short('制定日期', 11, ({ drawnUpOn }) => drawnUpOn),
  amount('主体数', ({ subjectCount }) => subjectCount),
  amount('未确认', (_plan, { unconfirmed }) => unconfirmed),
  amount('待检查', (_plan, { waiting }) => waiting),
  amount('已录入', (_plan, { entered }) => entered),
  amount('已公示', (_plan, { published }) => published),
  amount('确认不检查', (_plan, { skipped }) => skipped),
  amount('本人待办', (_plan, { mine }) => mine),
  short('状态', 9, ({ stage }) => planStageNames[stage]),
];

const name = '方案清单';

/** The plans of the list in its order; counts as of this PC, 本人待办 of the person. */
export const planSheet: Sheet<PlanSheet> = {
  title: () => `双随机抽查·${name}`,
  isEmpty: (database, request, { today }) => findPlans(database, request, today).length === 0,
  content(database, request, { account, today }, maker) {
    const plans = findPlans(database, request, today);
    const countsOf = planCounts(database, account);
    const words = request.ids ? '所选记录' : filterWords(planList.fields, request.filter, (_, code) => code);
    return {
      layout: archiveLayout(
        {
          name,
          title: planSheet.title(request),
          columns: planSheetColumns,
          line: `查询条件：${words}　　共 ${plans.length} 个方案`,
        },
        maker,
      ),
      rows: plans.map((plan, index) => {
        const counts = countsOf(plan.id);
        return planSheetColumns.map((column) => column.value(plan, counts, index + 1));
      }),
      total: plans.length,
    };
  },
};
