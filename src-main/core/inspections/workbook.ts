/** The Excel of 双随机抽查: task list and results. */
import { subjectList } from '#shared/domains/inspections/lists.ts';
import { filterWords, type NameOf } from '#shared/lists/fields.ts';
import type { ResultSheet, StatisticsSheet, TaskSheet } from '#shared/domains/inspections/requests.ts';
import {
  checkWayNames,
  coarseOutcome,
  coarseOutcomeNames,
  followUpNames,
  type InspectionOutcome,
  inspectionOutcomeTable,
} from '#shared/domains/inspections/outcomes.ts';
import { type Subject } from '#shared/domains/inspections/subjects.ts';
import { confirmationNames, subjectStageNames } from '#shared/domains/inspections/words.ts';
import { enterpriseKindNames } from '#shared/domains/enterprises/words.ts';
import { chinaDate } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';
import type { Sheet, SheetContent } from '../exports/sheet.ts';
import { columnsFor, type ValueColumn, withUsual } from '../exports/sheet-columns.ts';
import type { SheetRow } from '../exports/sheet-layout.ts';
import { archiveLayout, type WorkbookMaker } from '../exports/archive-layout.ts';
import { statement } from '../database/statements.ts';
import type { Day } from '../records/day.ts';
import { findAll, findPage } from '../records/list.ts';
import { subjectListSpec, type SubjectQuery } from './lists.ts';

const { ordinal, code, text, short } = columnsFor<Subject>();
const enterprise = [
  text('主体名称', 20, (subject) => subject.enterpriseName),
  code('统一社会信用代码/注册号', 21, (subject) => subject.creditCode ?? subject.registrationNumber ?? ''),
];
const plan = [
  short('抽查方案', 16, (subject) => subject.planName),
  short('抽查编号', 18, (subject) => subject.planNumber),
];
const people = (subject: Subject): string => subject.inspectors.map(({ name }) => name).join('、');

const stage = short('状态', 9, (subject) => subjectStageNames[subject.stage]);

export const taskColumns = withUsual(
  [
    ordinal,
    ...enterprise,
    short('主体类型', 7, (subject) => enterpriseKindNames[subject.enterpriseKind]),
    text('法定代表人/经营者', 9, (subject) => subject.legalRepresentative),
    code('联系电话', 13, (subject) => subject.phone),
    text('住所', 26, (subject) => subject.address),
    short('登记机关', 12, (subject) => subject.registrationOrgan),
    short('管辖机关', 12, (subject) => subject.jurisdiction ?? ''),
    ...plan,
    short('开始日期', 11, (subject) => subject.planFrom),
    short('截止日期', 11, (subject) => subject.planTo),
    short('检查机关', 12, (subject) => subject.department.name),
    short('检查人员', 14, people),
    stage,
    text('备注', 10, (subject) => (subject.stage === 'sentBack' ? (subject.reviews.at(-1)?.opinion ?? '') : '')),
  ],
  '序',
  '主体名称',
  '统一社会信用代码/注册号',
  '法定代表人/经营者',
  '联系电话',
  '住所',
  '抽查方案',
  '截止日期',
  '检查人员',
  '状态',
  '备注',
);

/** 主体名单确认 says 确认检查 where later pages say 待录入. */
export const confirmColumns = taskColumns.map((column) =>
  column.title === stage.title
    ? {
        ...column,
        ...short(
          '确认状态',
          9,
          (subject: Subject) => confirmationNames[subject.stage] ?? subjectStageNames[subject.stage],
        ),
      }
    : column,
);

export const resultColumns = withUsual(
  [
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
  ],
  '序',
  '主体名称',
  '统一社会信用代码/注册号',
  '抽查方案',
  '检查日期',
  '检查人员',
  '检查结果',
  '检查发现问题',
  '处理情况',
  '状态',
  '公示日期',
);

export const outcomeName = (outcome: InspectionOutcome): string => inspectionOutcomeTable[outcome].name;

/** 抽查任务清单: what a list of 抽查主体 shows. */
export const taskSheet: Sheet<TaskSheet> = {
  title: () => '双随机抽查·任务清单',
  columns: (page) => (page === 'confirm' ? confirmColumns : taskColumns),
  isEmpty: hasNoSubjects,
  content: (database, request, day, maker) =>
    contentOf(database, request, maker, {
      title: taskSheet.title(request),
      columns: request.page === 'confirm' ? confirmColumns : taskColumns,
      keys: findAll(database, subjectListSpec, request, day),
    }),
};

/** 抽查结果清单: those that have a result. */
export const resultSheet: Sheet<ResultSheet> = {
  title: () => '双随机抽查·结果清单',
  columns: () => resultColumns,
  isEmpty: (database, request, day) => hasNoSubjects(database, enteredOf(request), day),
  content: (database, request, day, maker) =>
    contentOf(database, request, maker, {
      title: resultSheet.title(request),
      columns: resultColumns,
      keys: findAll(database, subjectListSpec, enteredOf(request), day),
    }),
};

const enteredOf = (request: ResultSheet): SubjectQuery => ({
  ...request,
  also: [{ sql: 'n.inspected_on IS NOT NULL', values: [] }],
});

/** Whether the list is empty. */
export function hasNoSubjects(database: Database, query: SubjectQuery, day: Day): boolean {
  return findPage(database, subjectListSpec, query, day, null, 1).keys.length === 0;
}

function contentOf(
  database: Database,
  request: TaskSheet | ResultSheet,
  maker: WorkbookMaker,
  sheet: { title: string; columns: readonly ValueColumn<Subject>[]; keys: readonly number[] },
): SheetContent {
  const { title, columns, keys } = sheet;
  return {
    layout: archiveLayout(
      {
        title,
        columns,
        line: `${pageWords(request)}查询条件：${selectedWords(database, request)}　　共 ${keys.length} 条`,
      },
      maker,
    ),
    rows: subjectRows(database, keys, columns),
    total: keys.length,
  };
}

function* subjectRows(
  database: Database,
  keys: Iterable<number>,
  columns: readonly ValueColumn<Subject>[],
): Generator<SheetRow, void, void> {
  let number = 0;
  for (const subject of subjectsOf(database, keys)) {
    number += 1;
    yield columns.map((column) => column.value(subject, number));
  }
}

/** The subjects of these keys, in their order. */
export function* subjectsOf(database: Database, keys: Iterable<number>): Generator<Subject, void, void> {
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

/** 「年度抽查（湘机(2026) 00014）」; the id where the plan itself is not on this PC. */
function planNames(database: Database): NameOf {
  const read = statement<[string], { name: string; number: string }>(
    database,
    "SELECT data ->> 'name' AS name, data ->> 'number' AS number FROM inspection_plan WHERE id = ?",
  );
  return (_, id) => {
    const row = read.get(id);
    return row ? `${row.name}（${row.number}）` : id;
  };
}

/** Which of the lists it is; 抽查主体查询, which limits nothing, goes without saying where not its tasks are listed. */
export const pageWords = ({ kind, page }: TaskSheet | ResultSheet | StatisticsSheet): string =>
  kind === 'inspectionTasks' || page !== 'query' ? `${subjectList.pages[page].title}　　` : '';

/** The filter in words, 「全部」 where nothing limits; or that rows were chosen. */
export const selectedWords = (
  database: Database,
  { ids, filter }: TaskSheet | ResultSheet | StatisticsSheet,
): string => (ids ? '所选记录' : filterWords(subjectList.fields, filter, planNames(database)));
