/** The Excel of 双随机抽查: statistics by plan, department and result. */
import type { StatisticsSheet } from '#shared/domains/inspections/requests.ts';
import { coarseOutcome, type InspectionOutcome, inspectionOutcomes } from '#shared/domains/inspections/outcomes.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { type SubjectStage, subjectStageNames } from '#shared/domains/inspections/words.ts';
import { archiveLayout } from '../exports/archive-layout.ts';
import type { Sheet } from '../exports/sheet.ts';
import { columnsFor, type ValueColumn, withUsual } from '../exports/sheet-columns.ts';
import { findAll } from '../records/list.ts';
import { subjectListSpec } from './lists.ts';
import { hasNoSubjects, outcomeName, pageWords, selectedWords, subjectsOf } from './workbook.ts';

interface Tally {
  readonly planName: string;
  readonly planNumber: string;
  readonly department: string;
  readonly stages: Record<SubjectStage, number>;
  readonly outcomes: Map<InspectionOutcome, number>;
  normal: number;
  issue: number;
}

const newTally = (planName: string, planNumber: string, department: string): Tally => ({
  planName,
  planNumber,
  department,
  stages: { unconfirmed: 0, skipped: 0, waiting: 0, entered: 0, sentBack: 0, published: 0 },
  outcomes: new Map(),
  normal: 0,
  issue: 0,
});

const { ordinal, text, amount } = columnsFor<Tally>();
const sum = (values: Iterable<number>): number => [...values].reduce((left, right) => left + right, 0);

export const statisticsColumns: readonly ValueColumn<Tally>[] = withUsual(
  [
    ordinal,
    text('抽查方案', 26, ({ planName }) => planName),
    { ...text('抽查编号', 20, ({ planNumber }) => planNumber), align: 'center' },
    { ...text('检查机关', 22, ({ department }) => department), align: 'center' },
    amount('主体总数', 9, ({ stages }) => sum(Object.values(stages))),
    ...(Object.keys(subjectStageNames) as SubjectStage[]).map((stage) =>
      amount(subjectStageNames[stage], 9, ({ stages }) => stages[stage]),
    ),
    amount('结果：正常', 9, ({ normal }) => normal),
    amount('结果：发现问题', 9, ({ issue }) => issue),
    text('检查结果明细（主体数）', 40, ({ outcomes }) =>
      inspectionOutcomes
        .filter((outcome) => outcomes.has(outcome))
        .map((outcome) => `${outcomeName(outcome)} ${outcomes.get(outcome) ?? 0}`)
        .join('；'),
    ),
  ],
  '序',
  '抽查方案',
  '检查机关',
  '主体总数',
  ...(['unconfirmed', 'waiting', 'entered', 'published'] as const).map((stage) => subjectStageNames[stage]),
  '结果：正常',
  '结果：发现问题',
  '检查结果明细（主体数）',
);

const name = '情况统计';
/** 抽查情况统计 by plan, department and result. */
export const statisticsSheet: Sheet<StatisticsSheet> = {
  title: () => `双随机抽查·${name}`,
  columns: () => statisticsColumns,
  isEmpty: hasNoSubjects,
  content(database, request, day, maker) {
    const keys = findAll(database, subjectListSpec, request, day);
    const tallies = new Map<string, Tally>();
    const total = newTally('合计', '', '');
    for (const subject of subjectsOf(database, keys)) {
      const id = `${subject.planId} ${subject.department.code}`;
      const tally = tallies.get(id) ?? newTally(subject.planName, subject.planNumber, subject.department.name);
      tallies.set(id, tally);
      count(tally, subject);
      count(total, subject);
    }
    const sorted = [...tallies.values()].sort((a, b) => (a.planNumber < b.planNumber ? -1 : 1));
    const rows = [
      ...sorted.map((tally, index) => statisticsColumns.map((column) => column.value(tally, index + 1))),
      statisticsColumns.map((column) => column.value(total, null)),
    ];
    const line = `${pageWords(request)}统计范围：${selectedWords(database, request)}　　${sorted.length} 个方案，${keys.length} 个主体`;
    const title = statisticsSheet.title(request);
    return {
      layout: archiveLayout({ title, columns: statisticsColumns, line }, maker),
      rows,
      total: rows.length,
    };
  },
};

function count(tally: Tally, { stage, result }: Subject): void {
  tally.stages[stage] += 1;
  if (!result) return;
  tally[coarseOutcome(result.outcomes)] += 1;
  for (const outcome of result.outcomes) tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
}
