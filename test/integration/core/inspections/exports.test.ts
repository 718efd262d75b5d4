import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runExport } from '#core/exports/job.ts';
import type { ExportTask } from '#core/exports/task.ts';
import { sheets } from '#core/domains.ts';
import { ofKind } from '#core/exports/sheet.ts';
import { plansCollection, subjectsCollection } from '#core/inspections/sync.ts';
import { listPlans } from '#core/inspections/plans.ts';
import { listInspectors } from '#core/inspectors/queries.ts';
import { readSheet } from '#core/imports/sheet.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { inspectorTemplate } from '#core/inspectors/template.ts';
import type { Inspector } from '#shared/domains/inspectors/record.ts';
import type { ExportRequest } from '#shared/contract.ts';
import type { Day } from '#core/records/day.ts';
import { defaultSettings } from '#core/settings/settings.ts';
import { chinaCalendar, openTestWorkspace, temporaryDirectory, type TestWorkspace } from '../support.ts';
import { makePlan, makeSubject, ownDepartment, shen, smallChecklist, soundResult } from './fixtures.ts';

const directory = temporaryDirectory('inspection-sheets');
const file = join(directory, 'department.db');
let workspace: TestWorkspace;

beforeAll(() => {
  mkdirSync(directory, { recursive: true });
  workspace = openTestWorkspace({ file, department: ownDepartment });
  const entered = (index: number, outcomes: ('noIssue' | 'corrected' | 'noContact')[]) =>
    makeSubject(index, {
      stage: 'published',
      creditCode: null,
      registrationNumber: '004332216001234',
      result: {
        ...soundResult(smallChecklist(), { outcomes, foundIssues: index === 3 ? '=1+1' : '未发现问题' }),
        person: '沈岸舟',
        account: 'shen02',
        department: ownDepartment,
        at: '2026-03-01T01:00:00.000Z',
      },
      reviews: [
        { decision: 'pass', on: '2026-03-02', opinion: '同意公示', person: '某', at: '2026-03-02T01:00:00.000Z' },
      ],
      publishedAt: '2026-03-02T01:00:00.000Z',
    });
  const subjects = [
    makeSubject(0),
    makeSubject(1, { inspectors: [shen] }),
    makeSubject(2, { stage: 'skipped' }),
    entered(3, ['corrected', 'noContact']),
    entered(4, ['noIssue']),
    makeSubject(5, {
      id: 'FA0002-001-0001',
      planId: 'FA0002',
      planNumber: '青联抽〔2026〕00002',
      planName: '另一方案',
    }),
  ];
  const plans = [
    makePlan({
      id: 'FA0002',
      number: '青联抽〔2026〕00002',
      name: '另一方案',
      stage: 'inspecting',
      to: '2026-05-31',
      subjectCount: 1,
    }),
    makePlan({ id: 'FA0001', name: '文化市场联合抽查', stage: 'inspecting', to: '2026-04-30', subjectCount: 5 }),
    makePlan({ id: 'FA0003', number: '青联抽〔2025〕00009', name: '=去年的抽查', stage: 'finished', to: '2025-12-31' }),
  ];
  plansCollection.write(
    workspace,
    plans.map((data) => ({ id: data.id, revision: 1, data })),
  );
  const people = [
    inspector('lin01', '林知夏', { certificateTo: '2026-05-01' }),
    inspector('shen02', '沈岸舟', { certificateNumber: '004300120', certificateTo: null, onDuty: false }),
    inspector('gu03', '顾青禾', { certificateTo: '2026-02-28' }),
    inspector('bai04', '白砚秋', { revoked: true }),
  ];
  inspectorsCollection.write(
    workspace,
    people.map((data) => ({ id: data.id, revision: 1, data })),
  );
  subjectsCollection.write(
    workspace,
    subjects.map((data) => ({ id: data.id, revision: 1, data })),
  );
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

const inspector = (account: string, name: string, change: Partial<Inspector>): Inspector => ({
  id: `JC-${account}`,
  account,
  name,
  gender: 'female',
  age: 34,
  education: '大学本科',
  types: ['行政执法'],
  lines: ['市场监管'],
  area: '青溪县',
  skills: ['食品检验'],
  certificateNumber: `青执${account}`,
  certificateFrom: '2021-01-01',
  certificateTo: '2027-01-01',
  certificateOrgan: '青溪县人民政府',
  phone: '0700-1234567',
  onDuty: true,
  remark: '',
  department: ownDepartment,
  revoked: false,
  ...change,
});

const day: Day = {
  now: '2026-03-02T01:00:00.000Z',
  today: '2026-03-02',
  calendar: chinaCalendar,
  thresholds: defaultSettings.lamp,
  account: 'lin01',
  department: ownDepartment.code,
};

const hasRows = (request: ExportRequest) => !ofKind(sheets, request).isEmpty(workspace.database, request, day);
const titleOf = (request: ExportRequest) => ofKind(sheets, request).title(request);

async function exported(request: ExportRequest): Promise<{ title: string; lines: string[]; rows: unknown[][] }> {
  const path = join(directory, `${request.kind}.xlsx`);
  const task: ExportTask = {
    database: file,
    key: null,
    request,
    make: 'sheet',
    day,
    maker: { department: ownDepartment.name, person: '林知夏', now: day.now },
    path,
  };
  await runExport(task, sheets, () => undefined);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets.at(-1)!;
  const values = Array.from({ length: sheet.rowCount }, (_, index) =>
    (sheet.getRow(index + 1).values as unknown[]).slice(1),
  );
  const header = values.findIndex(([first]) => first === '序');
  const end = values.findIndex((row, index) => index > header && row.every((cell) => cell === undefined));
  return {
    title: String(values[0]![0]),
    lines: values.slice(1, header).map(([first]) => String(first)),
    rows: values.slice(header, end < 0 ? undefined : end),
  };
}

describe('the Excel of 双随机抽查', () => {
  it('lists one person’s tasks', async () => {
    const request: ExportRequest = { kind: 'inspectionTasks', page: 'mine', filter: { planName: '文化' } };
    const { title, lines, rows } = await exported(request);
    expect(title).toBe('双随机抽查·任务清单');
    expect(lines[1]).toContain('我的抽查任务');
    expect(lines[1]).toContain('抽查方案名称：文化　　共 1 条');
    expect(rows[1]!.slice(0, 3)).toEqual([1, '青溪县云帆文化传媒0号有限公司', '91431299MA100000Y0']);
    expect(rows[1]).toContain('林知夏、沈岸舟');
  });

  it('tells on 主体名单确认 what was decided, in the words of that page', async () => {
    const { rows } = await exported({ kind: 'inspectionTasks', page: 'confirm', filter: { planId: 'FA0001' } });
    const column = (rows[0] as string[]).indexOf('确认状态');
    expect(column).toBeGreaterThan(0);
    expect(new Set(rows.slice(1, 4).map((row) => row[column]))).toEqual(new Set(['确认检查', '确认不检查']));
    expect(JSON.stringify(rows)).not.toContain('待录入');
  });

  it('lists results with codes as text and no formula', async () => {
    const { rows } = await exported({ kind: 'inspectionResults', page: 'query', filter: {} });
    const data = rows.slice(1).filter(([number]) => typeof number === 'number');
    expect(data).toHaveLength(2);
    const corrected = data.find((row) => row.includes('=1+1'))!;
    expect(corrected).toContain('004332216001234');
    expect(corrected).toContain('发现问题');
    expect(corrected).toContain(
      '通过登记的住所（经营场所）无法联系、发现问题已责令改正'.split('、').reverse().join('、'),
    );
    expect(corrected).toContain('2026-03-02');
  });

  it('counts by plan, department and result, with a sum', async () => {
    const { rows } = await exported({ kind: 'inspectionStatistics', page: 'query', filter: {} });
    const [header, first, second, sum] = rows as [string[], unknown[], unknown[], unknown[]];
    const cell = (row: unknown[], title: string) => row[header.indexOf(title)];
    expect(cell(first, '抽查编号')).toBe('青联抽〔2026〕00001');
    expect([cell(first, '主体总数'), cell(first, '待录入'), cell(first, '已公示')]).toEqual([5, 2, 2]);
    expect([cell(first, '结果：正常'), cell(first, '结果：发现问题')]).toEqual([1, 1]);
    expect(cell(first, '检查机关')).toBe(ownDepartment.name);
    expect(cell(second, '主体总数')).toBe(1);
    expect([cell(sum, '抽查方案'), cell(sum, '主体总数')]).toEqual(['合计', 6]);
    expect(cell(sum, '检查结果明细（主体数）')).toContain('发现问题已责令改正 1');
  });

  it('names the plan to which a sheet is limited, as people know it', async () => {
    const { lines } = await exported({ kind: 'inspectionStatistics', page: 'query', filter: { planId: 'FA0002' } });
    expect(lines[1]).toBe('统计范围：抽查方案：另一方案（青联抽〔2026〕00002）　　1 个方案，1 个主体');
    const tasks = await exported({ kind: 'inspectionTasks', page: 'query', filter: { planId: 'FA-gone' } });
    expect(tasks.lines[1]).toContain('抽查方案：FA-gone　　共 0 条');
  });

  it('lists what the list shows in its order', async () => {
    const sort = { by: 'enterpriseName', direction: 'descending' } as const;
    const { rows } = await exported({ kind: 'inspectionTasks', page: 'query', filter: { planId: 'FA0001' }, sort });
    // By pinyin initials: 竹影, 云帆 (4 before 0), 星河, 松涛.
    expect(rows.slice(1).map(([, name]) => /(\d)号/.exec(String(name))?.[1])).toEqual(['1', '4', '0', '2', '3']);
  });

  it('lists plans as 抽查方案查询 shows them, with how far their subjects are', async () => {
    const { title, lines, rows } = await exported({ kind: 'inspectionPlans', page: 'query', filter: {} });
    const [header, ...plans] = rows as [string[], ...unknown[][]];
    const column = (name: string) => plans.map((row) => row[header.indexOf(name)]);
    expect(title).toBe('双随机抽查·方案清单');
    expect(lines[1]).toBe('查询条件：全部　　共 3 个方案');
    expect(column('抽查方案名称')).toEqual(['文化市场联合抽查', '另一方案', '=去年的抽查']);
    expect(column('抽查方案名称')).toEqual(listPlans(workspace, { filter: {} }).map(({ name }) => name));
    expect(column('主体数')).toEqual([5, 1, expect.any(Number)]);
    expect(column('待检查')).toEqual([2, 1, 0]);
    expect(column('已公示')).toEqual([2, 0, 0]);
    expect(column('确认不检查')).toEqual([1, 0, 0]);
    expect(column('状态')).toEqual(['检查中', '检查中', '已完成']);

    const sort = { by: 'endsOn', direction: 'descending' } as const;
    const filter = { number: '〔2026〕', stages: ['inspecting' as const] };
    const limited = await exported({ kind: 'inspectionPlans', page: 'query', filter, sort });
    expect(limited.lines[1]).toBe('查询条件：抽查编号：〔2026〕；状态：检查中　　共 2 个方案');
    expect(limited.rows.slice(1).map(([number, name]) => [number, name])).toEqual([
      [1, '另一方案'],
      [2, '文化市场联合抽查'],
    ]);
  });

  it('lists the 名录 as its page shows it, in columns that its import understands', async () => {
    const { title, lines, rows } = await exported({ kind: 'inspectors', page: 'query', filter: {} });
    const [header, ...people] = rows as [string[], ...unknown[][]];
    const column = (name: string) => people.map((row) => row[header.indexOf(name)]);
    expect(title).toBe('双随机抽查·执法检查人员名录');
    expect(lines[1]).toBe('查询条件：名录状态：名录内　　共 3 人');
    expect(column('姓名')).toEqual(['顾青禾', '林知夏', '沈岸舟']);
    expect(column('执法证号')).toContain('004300120');
    expect(column('在岗状态')).toEqual(['在岗', '在岗', '不在岗']);
    const shown = listInspectors(workspace, { page: 'query', filter: {}, cursor: null, limit: 50 }).rows;
    expect(column('姓名')).toEqual(shown.map(({ name }) => name));

    const read = readSheet(readFileSync(join(directory, 'inspectors.xlsx')), inspectorTemplate);
    expect(read.ok && read.rows.slice(0, 3).map(({ cells }) => [cells.name, cells.certificateTo])).toEqual([
      ['顾青禾', '2026-02-28'],
      ['林知夏', '2026-05-01'],
      ['沈岸舟', ''],
    ]);

    const sort = { by: 'certificateEnds', direction: 'descending' } as const;
    const limited = await exported({ kind: 'inspectors', page: 'query', filter: { state: 'expiring' }, sort });
    expect(limited.lines[1]).toContain('名录状态：执法证 60 天内到期或已到期　　共 2 人');
    expect(limited.rows.slice(1).map(([, name]) => name)).toEqual(['林知夏', '顾青禾']);
  });

  it('makes an empty 登记表 that the import reads as one without people', async () => {
    const { title } = await exported({ kind: 'inspectorTemplate' });
    expect(title).toBe('执法检查人员名录登记表');
    const content = readFileSync(join(directory, 'inspectorTemplate.xlsx'));
    expect(readSheet(content, inspectorTemplate)).toMatchObject({ ok: false, problems: [{ message: '表里没有人员' }] });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(directory, 'inspectorTemplate.xlsx'));
    const sheet = book.worksheets.at(-1)!;
    const first = Array.from({ length: sheet.rowCount }, (_, index) => index + 1).find(
      (row) => sheet.getRow(row).getCell(1).value === '*姓名',
    )!;
    // A number typed into it stays as typed.
    expect(sheet.getRow(first + 1).getCell(8).numFmt).toBe('@');
    ['林知夏', '女', '34', '大学本科', '行政执法', '市场监管', '', '0012'].forEach((value, index) => {
      sheet.getRow(first + 1).getCell(index + 1).value = value;
    });
    const filled = readSheet(Buffer.from(await book.xlsx.writeBuffer()), inspectorTemplate);
    expect(filled.ok && filled.rows.map(({ cells }) => [cells.name, cells.lines, cells.certificateNumber])).toEqual([
      ['林知夏', '市场监管', '0012'],
    ]);
  });

  it('holds only the chosen records where some were chosen, and says so', async () => {
    const plans = await exported({ kind: 'inspectionPlans', page: 'query', filter: {}, ids: ['FA0002'] });
    expect(plans.lines[1]).toBe('查询条件：所选记录　　共 1 个方案');
    const people = await exported({ kind: 'inspectors', page: 'query', filter: {}, ids: ['JC-gu03', 'JC-lin01'] });
    expect(people.lines[1]).toBe('查询条件：所选记录　　共 2 人');
    const ids = ['FA0001-001-0000', 'FA0002-001-0001', 'FA0001-001-0003'];
    const numbers = await exported({ kind: 'inspectionStatistics', page: 'query', filter: {}, ids });
    expect(numbers.lines[1]).toBe('统计范围：所选记录　　2 个方案，3 个主体');
    const results = await exported({ kind: 'inspectionResults', page: 'query', filter: {}, ids });
    expect(results.lines[1]).toBe('查询条件：所选记录　　共 1 条');
  });

  it('lists on 复核 what waits for it, and says so', async () => {
    const { lines } = await exported({ kind: 'inspectionResults', page: 'review', filter: {} });
    expect(lines[1]).toBe('抽查结果复核　　查询条件：全部　　共 0 条');
  });

  it('knows when there is nothing', () => {
    expect(hasRows({ kind: 'inspectionPlans', page: 'query', filter: { name: '没有' } })).toBe(false);
    expect(hasRows({ kind: 'inspectors', page: 'query', filter: { name: '没有' } })).toBe(false);
    expect(hasRows({ kind: 'inspectors', page: 'query', filter: { state: 'revoked' } })).toBe(true);
    expect(titleOf({ kind: 'inspectors', page: 'query', filter: {} })).toBe('双随机抽查·执法检查人员名录');
    expect(hasRows({ kind: 'inspectionTasks', page: 'mine', filter: { name: '没有' } })).toBe(false);
    expect(hasRows({ kind: 'inspectionResults', page: 'query', filter: {} })).toBe(true);
    expect(titleOf({ kind: 'inspectionStatistics', page: 'query', filter: {} })).toBe('双随机抽查·情况统计');
  });
});
