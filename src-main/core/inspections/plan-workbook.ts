/** The Excel of 抽查方案查询: what the list shows, with how far the subjects on this PC are. */
import { planList } from '#shared/domains/inspections/lists.ts';
import { filterWords } from '#shared/lists/fields.ts';
import type { PlanSheet } from '#shared/domains/inspections/requests.ts';
import { drawnUpByOf, partnersOf, type Plan } from '#shared/domains/inspections/plans.ts';
import type { Department } from '#shared/platform-api/common.ts';
import { planStageNames } from '#shared/domains/inspections/words.ts';
import { archiveLayout } from '../exports/archive-layout.ts';
import type { Sheet } from '../exports/sheet.ts';
import { columnsFor, withUsual } from '../exports/sheet-columns.ts';
import { findPlans, type PlanCounts, planCounts } from './plans.ts';

const { ordinal, code, text, short, amount } = columnsFor<Plan, PlanCounts>();

const namesOf = (departments: readonly Department[]): string => departments.map(({ name }) => name).join('、');

export const planSheetColumns = withUsual(
  [
    ordinal,
    text('抽查方案名称', 26, ({ name }) => name),
    code('抽查编号', 20, ({ number }) => number),
    text('牵头部门', 18, ({ leadDepartment }) => leadDepartment.name),
    text('协同部门', 22, (plan) => namesOf(partnersOf(plan))),
    text('制定机关', 18, (plan) => drawnUpByOf(plan).name),
    text('抽查依据', 28, ({ basis }) => basis),
    text('抽查检查范围', 24, ({ scope }) => scope),
    short('开始日期', 11, ({ from }) => from),
    short('截止日期', 11, ({ to }) => to),
    short('制定日期', 11, ({ drawnUpOn }) => drawnUpOn),
    amount('主体数', 8, ({ subjectCount }) => subjectCount),
    amount('本部门主体', 8, (_plan, _number, { own }) => own.total),
    amount('未确认', 8, (_plan, _number, { own }) => own.unconfirmed),
    amount('待检查', 8, (_plan, _number, { own }) => own.waiting),
    amount('待复核', 8, (_plan, _number, { own }) => own.entered),
    amount('已公示', 8, (_plan, _number, { own }) => own.published),
    amount('确认不检查', 8, (_plan, _number, { own }) => own.skipped),
    amount('本人待办', 8, (_plan, _number, { mine }) => mine),
    short('状态', 9, ({ stage }) => planStageNames[stage]),
  ],
  '序',
  '抽查方案名称',
  '抽查编号',
  '牵头部门',
  '协同部门',
  '开始日期',
  '截止日期',
  '本部门主体',
  '待检查',
  '已公示',
  '状态',
);

const name = '方案清单';

/** The plans of the list in its order; counts as of this PC, 本人待办 of the person. */
export const planSheet: Sheet<PlanSheet> = {
  title: () => `双随机抽查·${name}`,
  columns: () => planSheetColumns,
  isEmpty: (database, request, day) => findPlans(database, request, day).length === 0,
  content(database, request, day, maker) {
    const plans = findPlans(database, request, day);
    const countsOf = planCounts(database, day);
    const words = request.ids ? '所选记录' : filterWords(planList.fields, request.filter, (_, code) => code);
    return {
      layout: archiveLayout(
        {
          title: planSheet.title(request),
          columns: planSheetColumns,
          line: `查询条件：${words}　　共 ${plans.length} 个方案`,
        },
        maker,
      ),
      rows: plans.map((plan, index) => {
        const counts = countsOf(plan);
        return planSheetColumns.map((column) => column.value(plan, index + 1, counts));
      }),
      total: plans.length,
    };
  },
};
