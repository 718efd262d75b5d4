/**
 * 抽查 with 50,000 subjects: lists and search beside the best SQL by hand for the same fifty records, and the record tables of
 * fifty subjects as one PDF, made in a thread of its own.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SubjectFilter, SubjectPage, SubjectSort } from '#shared/domains/inspections/lists.ts';
import { pinyinInitials } from '#shared/trade/pinyin-initials.ts';
import type { Subject } from '#shared/domains/inspections/subjects.ts';
import { subjectStages } from '#shared/domains/inspections/words.ts';
import { addDays } from '#shared/trade/working-days.ts';
import { openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { codecFiles } from '#core/documents/codec-path.ts';
import { typefacePath } from '#core/documents/typeface-path.ts';
import { startExportInThread } from '#core/exports/thread.ts';
import { subjectListSpec } from '#core/inspections/lists.ts';
import { rowsOf } from '#core/inspections/rows.ts';
import { checklistsCollection, plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { findPage } from '#core/records/list.ts';
import type { Day } from '#core/records/day.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';
import { chinaCalendar, migrationsDirectory, resourcesDirectory } from '../integration/core/support.ts';
import {
  lin,
  makePlan,
  makeSubject,
  ownDepartment,
  smallChecklist,
  soundResult,
} from '../integration/core/inspections/fixtures.ts';
import { type BenchContext, type BenchRow, figuresOf, leastOf, median, megabytes, ms, repeats } from './measure.ts';
import { provinceKey, provinceNow, provincePlace, provinceToday, randomNumbers } from './province.ts';

const printed = 50;
const view: Day = {
  now: provinceNow,
  today: provinceToday,
  calendar: chinaCalendar,
  thresholds: defaultLampThresholds,
  account: lin.account,
  department: lin.department.code,
};
const characters = '恒丰瑞嘉禾云竹星海安华盛金源鑫达宏泰兴隆康祥永昌明德博雅天翔光正大同创新通力科信远景';

interface ByHand {
  readonly sql: string;
  readonly values: readonly unknown[];
}
interface Case {
  readonly title: string;
  readonly page: SubjectPage;
  readonly filter: (random: () => number, subjects: readonly Subject[]) => SubjectFilter;
  readonly sort?: SubjectSort;
  readonly byHand: (filter: SubjectFilter) => ByHand;
}

const newest = 'ORDER BY s.plan_to DESC, s.key DESC LIMIT 50';
const words = (grams: string, check: string, value: string): ByHand => ({
  sql: `SELECT s.key FROM (SELECT rowid AS hit FROM inspection_subject_text WHERE inspection_subject_text MATCH ?)
    CROSS JOIN inspection_subject s ON s.key = hit WHERE instr(${check}, ?) > 0 ${newest}`,
  values: [grams, value],
});
const gramsOf = (letter: string, text: string, length: number) =>
  Array.from({ length: text.length - length + 1 }, (_, at) => `"${letter}${text.slice(at, at + length)}"`).join(
    ' AND ',
  );
/** The first fifty of each stage, and of these the first fifty. */
const alongStages = (columns: string, index: string): ByHand => ({
  sql: `SELECT key FROM (${subjectStages
    .map(
      (stage) => `SELECT * FROM (SELECT ${columns} FROM inspection_subject INDEXED BY ${index}
        WHERE stage = '${stage}' ORDER BY ${columns} LIMIT 50)`,
    )
    .join(' UNION ALL ')}) ORDER BY ${columns} LIMIT 50`,
  values: [],
});
const one = (subjects: readonly Subject[], random: () => number) => subjects[Math.floor(random() * subjects.length)]!;

const cases: readonly Case[] = [
  {
    title: '主体查询，不设条件',
    page: 'query',
    filter: () => ({}),
    byHand: () => ({
      sql: `SELECT s.key FROM inspection_subject s INDEXED BY inspection_subject_by_end ${newest}`,
      values: [],
    }),
  },
  {
    title: '主体查询，名称 3 字',
    page: 'query',
    filter: (random, subjects) => ({ name: one(subjects, random).enterpriseName.slice(3, 6) }),
    byHand: ({ name = '' }) => words(gramsOf('n', name, 2), 's.enterprise_name', name),
  },
  {
    title: '主体查询，拼音首字母 4 位',
    page: 'query',
    filter: (random, subjects) => ({ name: pinyinInitials(one(subjects, random).enterpriseName).slice(3, 7) }),
    byHand: ({ name = '' }) => words(gramsOf('p', name, 3), 's.name_initials', name),
  },
  {
    title: '主体查询，全码',
    page: 'query',
    filter: (random, subjects) => ({ code: one(subjects, random).creditCode!.toLowerCase() }),
    byHand: ({ code = '' }) => words(gramsOf('c', code, 3), 's.codes', code),
  },
  {
    title: '主体查询，待录入',
    page: 'query',
    filter: () => ({ stages: ['waiting'] }),
    byHand: () => ({
      sql: `SELECT s.key FROM inspection_subject s INDEXED BY inspection_subject_by_stage WHERE s.stage = 'waiting' ${newest}`,
      values: [],
    }),
  },
  {
    title: '主体查询，按名称',
    page: 'query',
    filter: () => ({}),
    sort: { by: 'enterpriseName', direction: 'ascending' },
    byHand: () => alongStages('name_initials, enterprise_name, key', 'inspection_subject_by_name'),
  },
  {
    title: '主体查询，一个方案，按检查日期',
    page: 'query',
    filter: () => ({ planId: makePlan().id }),
    sort: { by: 'inspectedOn', direction: 'ascending' },
    byHand: ({ planId = '' }) => ({
      sql: `SELECT s.key FROM inspection_subject s INDEXED BY inspection_subject_plan_inspected WHERE s.plan_id = ?
        ORDER BY s.inspected_order, s.key LIMIT 50`,
      values: [planId],
    }),
  },
  {
    title: '我的抽查任务',
    page: 'mine',
    filter: () => ({}),
    byHand: () => ({
      sql: `SELECT subject AS key FROM inspection_assignment INDEXED BY inspection_assignment_open
        WHERE account = ? AND open = 1 ORDER BY plan_to, subject LIMIT 50`,
      values: [lin.account],
    }),
  },
];

export async function benchInspections(context: BenchContext): Promise<BenchRow[]> {
  const count = Math.max(1000, Math.round(50_000 * context.scale));
  const file = join(context.directory, 'inspections.db');
  const remove = () => ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }));
  remove();
  const database = openDatabase({ file, key: provinceKey, migrationsDirectory });
  const subjects = make(database, count);
  const rows = [...cases.map((each) => listRow(database, each, subjects)), ...depthRows(database, count)];
  const ids = subjects.filter(({ result }) => result !== null).slice(0, printed);
  rows.push(...(await printRows(context, file, ids)));
  database.close();
  remove();
  return rows;
}

/** One in four has a result; a tenth is this inspector's own. */
function make(database: Database, count: number): Subject[] {
  const random = randomNumbers(50);
  const checklist = smallChecklist();
  const subjects = Array.from({ length: count }, (_, index): Subject => {
    const stage = subjectStages[index % subjectStages.length]!;
    const hasResult = stage === 'entered' || stage === 'sentBack' || stage === 'published';
    const word = Array.from({ length: 3 }, () => characters[Math.floor(random() * characters.length)]!).join('');
    const inspector = index % 10 === 0 ? lin : { ...lin, account: `other${index % 40}`, name: '沈岸舟' };
    return makeSubject(index, {
      id: `B-${String(index).padStart(6, '0')}`,
      enterpriseName: `青溪县${word}文化传媒有限公司`,
      creditCode: `91431299MA${String(1_000_000 + index * 7)}`.slice(0, 18).padEnd(18, 'X'),
      planTo: addDays('2026-01-01', Math.floor(random() * 365)),
      stage,
      inspectors: [inspector],
      result: hasResult
        ? {
            ...soundResult(checklist, { signatures: [] }),
            person: inspector.name,
            account: inspector.account,
            department: ownDepartment,
            at: '2026-03-01T01:00:00.000Z',
          }
        : null,
    });
  });
  const place = provincePlace(database);
  database.transaction(() => {
    checklistsCollection.write(place, [{ id: checklist.id, revision: 1, data: checklist }]);
    const plan = makePlan();
    plansCollection.write(place, [{ id: plan.id, revision: 1, data: plan }]);
  })();
  for (let from = 0; from < count; from += 5000)
    database.transaction(() =>
      subjectsCollection.write(
        place,
        subjects.slice(from, from + 5000).map((data) => ({ id: data.id, revision: 1, data })),
      ),
    )();
  return subjects;
}

/** The fifty records as a screen needs them. */
const readRows = `SELECT s.id, c.data FROM json_each(?) asked CROSS JOIN inspection_subject s ON s.key = asked.value
  CROSS JOIN inspection_subject_content c ON c.key = s.key`;

function listRow(
  database: Database,
  { title, page, filter, sort, byHand }: Case,
  subjects: readonly Subject[],
): BenchRow {
  const random = randomNumbers(8);
  const read = database.prepare<[string], { id: string; data: string }>(readRows);
  const ours: number[] = [];
  const hand: number[] = [];
  for (let round = 0; round < 130; round += 1) {
    const asked = filter(random, subjects);
    const { sql, values } = byHand(asked);
    const keys = database.prepare<unknown[], number>(sql).pluck();
    const measureHand = () =>
      leastOf(repeats, () =>
        read.all(JSON.stringify(keys.all(...values))).map((row) => ({ ...row, data: JSON.parse(row.data) as unknown })),
      );
    const measureOurs = () =>
      leastOf(repeats, () =>
        rowsOf(
          database,
          findPage(database, subjectListSpec, { page, filter: asked, ...(sort ? { sort } : {}) }, view, null, 50).keys,
          view,
        ),
      );
    const pair = round % 2 === 0 ? [measureHand(), measureOurs()] : [measureOurs(), measureHand()].reverse();
    if (round < 10) continue;
    hand.push(pair[0]!);
    ours.push(pair[1]!);
  }
  const [project, limit] = [figuresOf(ours), figuresOf(hand)];
  const ratio = project.p99 / limit.p99;
  return {
    item: `抽查列表，${subjects.length} 个主体`,
    case: title,
    project: `p50 ${ms(project.p50)}, p99 ${ms(project.p99)}`,
    limit: `p50 ${ms(limit.p50)}, p99 ${ms(limit.p99)}`,
    ratio,
    target: 'p99 ≤ 3 ×，< 20 ms',
    met: ratio <= 3 && project.p99 < 20,
  };
}

/** A page from the middle of the list beside the first one, in the usual order and in two others. */
const depthRows = (database: Database, count: number): BenchRow[] => [
  depthRow(database, count, '', ['plan_to', 'key'], { by: 'planTo', direction: 'descending' }),
  depthRow(database, count, '，按名称', ['name_initials', 'enterprise_name', 'key'], {
    by: 'enterpriseName',
    direction: 'descending',
  }),
  depthRow(database, count, '，按检查日期', ['inspected_order', 'key'], { by: 'inspectedOn', direction: 'descending' }),
];

function depthRow(
  database: Database,
  count: number,
  title: string,
  columns: readonly string[],
  sort: SubjectSort,
): BenchRow {
  const at = database
    .prepare<[number], (string | number)[]>(
      `SELECT ${columns.join(', ')} FROM inspection_subject
       ORDER BY ${columns.map((column) => `${column} DESC`).join(', ')} LIMIT 1 OFFSET ?`,
    )
    .raw()
    .get(Math.floor(count / 2))!;
  const page = (cursor: string | null) =>
    leastOf(repeats, () =>
      rowsOf(
        database,
        findPage(database, subjectListSpec, { page: 'query', filter: {}, sort }, view, cursor, 50).keys,
        view,
      ),
    );
  const pairs = Array.from({ length: 100 }, () => [page(null), page(JSON.stringify(at))] as const);
  const [first, deep] = [figuresOf(pairs.map(([ms]) => ms)), figuresOf(pairs.map(([, ms]) => ms))];
  return {
    item: `抽查列表，${count} 个主体`,
    case: `第 ${Math.floor(count / 2)} 条之后${title}`,
    project: `p50 ${ms(deep.p50)}`,
    limit: `首页 p50 ${ms(first.p50)}`,
    ratio: deep.p50 / first.p50,
    target: 'p50 ≤ 1.5 ×',
    met: deep.p50 / first.p50 <= 1.5,
  };
}

async function printRows(context: BenchContext, file: string, subjects: readonly Subject[]): Promise<BenchRow[]> {
  const path = join(context.directory, 'records.pdf');
  const start = (progress: (done: number, total: number) => void) =>
    startExportInThread()(
      {
        make: 'paper',
        database: file,
        key: provinceKey,
        path,
        request: { kind: 'inspectionForms', ids: subjects.map(({ id }) => id), form: 'record', blank: false },
        directory: join(context.directory, 'no-attachments'),
        typeface: typefacePath(resourcesDirectory),
        codec: codecFiles(resourcesDirectory),
        department: ownDepartment.name,
      },
      progress,
    );
  const taken: number[] = [];
  const reports = new Set<number>();
  let bytes = 0;
  for (let round = 0; round < 3; round += 1) {
    const begun = performance.now();
    const ended = await start((done) => reports.add(done)).ended;
    if (ended?.type !== 'done' || ended.rows !== subjects.length)
      throw new Error(`printed ${JSON.stringify(ended)} of ${subjects.length}`);
    taken.push(performance.now() - begun);
    bytes = statSync(path).size;
    rmSync(path);
  }
  // Cancelled at the first sign of progress.
  let reached: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (reached = resolve));
  const running = start((done) => done > 0 && reached());
  await begun;
  const asked = performance.now();
  await running.cancel();
  const cancelled = performance.now() - asked;
  const own = median(taken);
  return [
    {
      item: '打印记录表',
      case: `${subjects.length} 个主体，一个 PDF（${megabytes(bytes)}）`,
      project: ms(own),
      limit: '',
      ratio: null,
      target: '≤ 10 s，有进度',
      met: own <= 10_000 && reports.size >= subjects.length / 2,
      note: `${reports.size} steps of progress told`,
    },
    {
      item: '打印记录表',
      case: '取消',
      project: ms(cancelled),
      limit: '',
      ratio: null,
      target: '≤ 1 s',
      met: cancelled <= 1000,
    },
  ];
}
