/** The Excel of 双随机抽查: task list, results, and statistics by plan, department and result. */
import { subjectList } from '#shared/domains/inspections/lists.ts';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { filterWords, type NameOf } from '#shared/lists/fields.ts';
import {
  checkWayNames,
  coarseOutcome,
  coarseOutcomeNames,
  followUpNames,
  type InspectionOutcome,
  inspectionOutcomes,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { type SubjectStage, subjectStageNames } from '#shared/domains/inspections/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';
import type { SheetColumn } from '../exports/sheet-form.ts';
import type { SheetRow } from '../exports/sheet-writer.ts';
import type { WorkbookMaker } from '../exports/archive-layout.ts';
import { statement } from '../database/statements.ts';
import { findAll } from '../records/list.ts';
import type { ListView } from '../records/list-view.ts';
import { subjectListSpec, type SubjectQuery } from './lists.ts';
import { type Content, inspectionLayout } from './workbook-form.ts';

type InspectionExport = Extract<
  ExportRequest,
  { kind: 'inspectionTasks' | 'inspectionResults' | 'inspectionStatistics' }
>;
type Of<Kind extends InspectionExport['kind']> = Extract<InspectionExport, { kind: Kind }>;

/** Titles of the sheets and of the jobs. */
export const inspectionTitles: Record<InspectionExport['kind'], string> = {
  inspectionTasks: '双随机抽查·任务清单',
  inspectionResults: '双随机抽查·结果清单',
  inspectionStatistics: '双随机抽查·情况统计',
};

/** The list behind an export. */
export const subjectQueryOf = (request: InspectionExport): SubjectQuery =>
  request.kind === 'inspectionResults'
    ? { ...request, also: [{ sql: 'n.inspected_on IS NOT NULL', values: [] }] }
    : request;

interface SubjectColumn extends SheetColumn {
  value(subject: Subject, number: number): string | number;
}
const text = (title: string, width: number, value: SubjectColumn['value']): SubjectColumn => ({
  title,
  width,
  kind: 'text',
  value,
});
const short = (title: string, width: number, value: SubjectColumn['value']): SubjectColumn => ({
  title,
  width,
  kind: 'short',
  align: 'center',
  value,
});
const ordinal: SubjectColumn = { title: '序', width: 5, kind: 'number', align: 'center', value: (_, number) => number };
const enterprise: readonly SubjectColumn[] = [
  text('主体名称', 20, (subject) => subject.enterpriseName),
  text('统一社会信用代码/注册号', 21, (subject) => subject.creditCode ?? subject.registrationNumber ?? ''),
];
const plan: readonly SubjectColumn[] = [
  short('抽查方案', 16, (subject) => subject.planName),
  short('抽查编号', 18, (subject) => subject.planNumber),
];
const people = (subject: Subject): string => subject.inspectors.map(({ name }) => name).join('、');

export const taskColumns: readonly SubjectColumn[] = [
  ordinal,
  ...enterprise,
  short('主体类型', 7, (subject) => enterpriseKindNames[subject.enterpriseKind]),
  text('法定代表人/经营者', 9, (subject) => subject.legalRepresentative),
  text('联系电话', 13, (subject) => subject.phone),
  text('住所', 26, (subject) => subject.address),
  short('登记机关', 12, (subject) => subject.registrationOrgan),
  ...plan,
  short('开始日期', 11, (subject) => subject.planFrom),
  short('截止日期', 11, (subject) => subject.planTo),
  short('检查机关', 12, (subject) => subject.department.name),
  short('检查人员', 14, people),
  short('状态', 9, (subject) => subjectStageNames[subject.stage]),
  text('备注', 10, (subject) => (subject.stage === 'sentBack' ? (subject.reviews.at(-1)?.opinion ?? '') : '')),
];

export const resultColumns: readonly SubjectColumn[] = [
  ordinal,
  ...enterprise,
  ...plan,
  short('检查机关', 12, (subject) => subject.department.name),
  short('检查方式', 9, ({ result }) => (result?.checkWays ?? []).map((way) => checkWayNames[way]).join('、')),
  short('检查结果', 9, ({ result }) => (result ? coarseOutcomeNames[coarseOutcome(result.outcomes)] : '')),
  text('结果明细', 18, ({ result }) => (result?.outcomes ?? []).map(outcomeName).join('、')),
  text('检查发现问题', 28, ({ result }) => result?.foundIssues ?? ''),
  text('处理情况', 28, ({ result }) => result?.handling ?? ''),
  short('后续处置', 12, ({ result }) => (result ? followUpNames[result.followUp] : '')),
  short('检查日期', 11, ({ result }) => result?.inspectedOn ?? ''),
  short('检查人员', 14, people),
  short('录入人员', 8, ({ result }) => result?.person ?? ''),
  short('状态', 9, (subject) => subjectStageNames[subject.stage]),
  text('复核意见', 13, ({ reviews }) => reviews.at(-1)?.opinion ?? ''),
  short('复核日期', 11, ({ reviews }) => reviews.at(-1)?.on ?? ''),
  short('公示日期', 11, ({ publishedAt }) => (publishedAt ? chinaDate(publishedAt) : '')),
  text('备注', 10, ({ result }) => result?.remark ?? ''),
];

const outcomeName = (outcome: InspectionOutcome): string => inspectionOutcomeTable[outcome].name;

export const tasksContent = (
  database: Database,
  request: Of<'inspectionTasks'>,
  maker: WorkbookMaker,
  view: ListView,
): Content => subjectContent(database, request, maker, view, taskColumns);

export const resultsContent = (
  database: Database,
  request: Of<'inspectionResults'>,
  maker: WorkbookMaker,
  view: ListView,
): Content => subjectContent(database, request, maker, view, resultColumns);

function subjectContent(
  database: Database,
  request: Of<'inspectionTasks' | 'inspectionResults'>,
  maker: WorkbookMaker,
  view: ListView,
  columns: readonly SubjectColumn[],
): Content {
  const keys = findAll(database, subjectListSpec, subjectQueryOf(request), view);
  return {
    layout: inspectionLayout(
      inspectionTitles[request.kind],
      columns,
      maker,
      `${pageWords(request)}查询条件：${selectedWords(database, request)}　　共 ${keys.length} 条`,
    ),
    rows: subjectRows(database, keys, columns),
    total: keys.length,
  };
}

function* subjectRows(
  database: Database,
  keys: Iterable<number>,
  columns: readonly SubjectColumn[],
): Generator<SheetRow, void, void> {
  let number = 0;
  for (const subject of subjectsOf(database, keys)) {
    number += 1;
    yield columns.map((column) => column.value(subject, number));
  }
}

function* subjectsOf(database: Database, keys: Iterable<number>): Generator<Subject, void, void> {
  const read = statement<[number], { data: string }>(
    database,
    'SELECT data FROM inspection_subject_content WHERE key = ?',
  );
  for (const key of keys) {
    const row = read.get(key);
    // What is stored was checked when it came; it is not checked again here.
    if (row) yield JSON.parse(row.data) as Subject;
  }
}

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

interface TallyColumn extends SheetColumn {
  value(tally: Tally, number: number | null): string | number | null;
}
const amount = (title: string, value: (tally: Tally) => number): TallyColumn => ({
  title,
  width: 9,
  kind: 'number',
  align: 'center',
  value,
});
const sum = (values: Iterable<number>): number => [...values].reduce((left, right) => left + right, 0);

export const statisticsColumns: readonly TallyColumn[] = [
  { title: '序', width: 5, kind: 'number', align: 'center', value: (_, number) => number },
  { title: '抽查方案', width: 26, kind: 'text', value: ({ planName }) => planName },
  { title: '抽查编号', width: 20, kind: 'text', align: 'center', value: ({ planNumber }) => planNumber },
  { title: '检查机关', width: 22, kind: 'text', align: 'center', value: ({ department }) => department },
  amount('主体总数', ({ stages }) => sum(Object.values(stages))),
  ...(Object.keys(subjectStageNames) as SubjectStage[]).map((stage) =>
    amount(subjectStageNames[stage], ({ stages }) => stages[stage]),
  ),
  amount('结果：正常', ({ normal }) => normal),
  amount('结果：发现问题', ({ issue }) => issue),
  {
    title: '检查结果明细（主体数）',
    width: 40,
    kind: 'text',
    value: ({ outcomes }) =>
      inspectionOutcomes
        .filter((outcome) => outcomes.has(outcome))
        .map((outcome) => `${outcomeName(outcome)} ${outcomes.get(outcome) ?? 0}`)
        .join('；'),
  },
];

export function statisticsContent(
  database: Database,
  request: Of<'inspectionStatistics'>,
  maker: WorkbookMaker,
  view: ListView,
): Content {
  const keys = findAll(database, subjectListSpec, subjectQueryOf(request), view);
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
  return {
    layout: inspectionLayout(inspectionTitles.inspectionStatistics, statisticsColumns, maker, line),
    rows,
    total: rows.length,
  };
}

function count(tally: Tally, { stage, result }: Subject): void {
  tally.stages[stage] += 1;
  if (!result) return;
  tally[coarseOutcome(result.outcomes)] += 1;
  for (const outcome of result.outcomes) tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
}

/** The page, always on 任务清单, on the other sheets where it limits the rows. */
const pageWords = ({ kind, page }: InspectionExport): string =>
  kind === 'inspectionTasks' || page !== 'query' ? `${subjectList.pages[page].title}　　` : '';

const selectedWords = (database: Database, { ids, filter }: InspectionExport): string =>
  ids ? '所选记录' : filterWords(subjectList.fields, filter, planNames(database));

/** 「年度抽查（湘机(2026) 00014）」; the id where the plan itself is not on this PC. */
function planNames(database: Database): NameOf {
  const read = statement<[string], { name: string; number: string }>(
    database,
    "SELECT data ->> 'name' AS name, data ->> 'number' AS number FROM inspection_plan WHERE id = ?",
  );
  return (_, id) => {
    const plan = read.get(id);
    return plan ? `${plan.name}（${plan.number}）` : id;
  };
}
