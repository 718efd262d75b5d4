import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportJob } from '#shared/contract/export-job.ts';
import type { NoticeSheet } from '#shared/domains/notices/contract.ts';
import type { Notice } from '#shared/domains/notices/record.ts';
import { papers, sheets } from '#core/domains.ts';
import { createExports } from '#core/exports/exports.ts';
import { startExportInThread } from '#core/exports/thread.ts';
import { readZip } from '#core/exports/zip.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { noticeColumns } from '#core/notices/workbook.ts';
import { openTestWorkspace, resourcesDirectory, temporaryDirectory, type TestWorkspace } from '../support.ts';
import { makeFeedback, makeNotice, ownDepartment, randomNumbers } from './fixtures.ts';

const run = promisify(execFile);
const key = Uint8Array.from({ length: 32 }, (_, index) => (index * 7) % 256);
const directory = temporaryDirectory('exports');
const random = randomNumbers(21);

/** What Excel, or a careless writer, would take for something else. */
const awkward: Partial<Notice>[] = [
  { enterpriseName: '=1+1', phone: '+86 745 8123456', businessScope: '-减号开头；@艾特开头' },
  { enterpriseName: '+加号有限公司', creditCode: null, registrationNumber: '0043129900012345' },
  { enterpriseName: '@someone', address: '<b>尖括号</b> & "引号" \'单引号\'' },
  { enterpriseName: '-3.5', businessScope: '第一行\n第二行\n\t制表符' },
  { enterpriseName: '_x0041_不是字母', businessScope: '  前后有空格  ' },
  { enterpriseName: '生僻字𠮷野家', registrationNumber: '431299600123456', creditCode: null },
  { enterpriseName: '长文本', businessScope: '经营范围'.repeat(1900) },
  {
    enterpriseName: '多证公司',
    stage: 'answered',
    reviewDepartment: ownDepartment,
    receipt: { way: 'receive', department: ownDepartment, person: '林知夏', at: '2025-09-01T02:00:00.000Z' },
    feedbacks: [
      makeFeedback(900001, '2025-09-03T02:00:00.000Z', { certificateNumber: '001', remark: '一行\n两行' }),
      makeFeedback(900002, '2025-09-04T02:00:00.000Z', {
        certificateNumber: '1E5',
        longTerm: false,
        validTo: '2028-01-01',
      }),
    ],
  },
];
const notices = [
  ...awkward.map((change, index) => makeNotice(index, random, change)),
  ...Array.from({ length: 400 }, (_, index) => makeNotice(index + 100, random)),
];

let workspace: TestWorkspace;
beforeAll(() => {
  workspace = openTestWorkspace({ file: join(directory, 'department.db'), key, directory });
  workspace.database.transaction(() =>
    noticesCollection.write(
      workspace,
      notices.map((data) => ({ id: data.id, revision: 1, data })),
    ),
  )();
});
afterAll(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

const opened: [string, string][] = [];
const newExports = () =>
  createExports({
    workspace,
    databaseKey: key,
    start: startExportInThread(),
    resourcesDirectory,
    sheets,
    papers,
    open: (path, what) => {
      opened.push([path, what]);
      return Promise.resolve(true);
    },
  });

const everything: NoticeSheet = {
  kind: 'notices',
  page: 'query',
  filter: {},
  sort: { by: 'approvedOn', direction: 'descending' },
};

async function settled(exports: ReturnType<typeof newExports>, id: string): Promise<ExportJob> {
  for (;;) {
    const job = exports.list().find((one) => one.id === id)!;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function exported(request: Partial<NoticeSheet> = {}): Promise<ExportJob & { path: string }> {
  const exports = newExports();
  const started = exports.start({ ...everything, ...request });
  const job = await settled(exports, started!.id);
  expect(job).toMatchObject({ state: 'done', failure: null });
  return { ...job, path: job.path! };
}

/** What a cell says; exceljs hands out formatted pieces as they are, and knows nothing of Excel's escape of `_x`. */
function textOf({ value }: ExcelJS.Cell): string {
  if (value === null || value === undefined) return '';
  const text =
    typeof value === 'object' && 'richText' in value
      ? value.richText.map((piece) => piece.text).join('')
      : value instanceof Date
        ? value.toISOString()
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
  return text.replaceAll('_x005F_', '_');
}

/** Texts of the sheet as exceljs reads them, row by row, empty cells as empty texts. */
async function cellsOf(path: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const rows: string[][] = [];
  workbook.getWorksheet('全部数据')!.eachRow({ includeEmpty: true }, (row) => {
    rows.push(noticeColumns.map((_, index) => textOf(row.getCell(index + 1))));
  });
  return rows;
}

describe('an exported sheet', () => {
  it('has head, the columns of the manual first, one row for each listed notice in the order of the list, and a line to sign', async () => {
    const job = await exported();
    const rows = await cellsOf(job.path);
    expect(rows[0]![0]).toBe('双告知·告知查询清单');
    expect(rows[1]![0]).toContain('单位：青溪县文化广电局');
    expect(rows[1]![0]).toContain('制表人：林知夏');
    expect(rows[1]![0]).toContain('制表时间：2026-03-02 09:00');
    expect(rows[2]![0]).toContain('查询条件：全部');
    expect(rows[2]![0]).toContain(`共 ${notices.length} 条`);
    expect(rows[3]!.slice(0, 9)).toEqual([
      '序',
      '主体名称',
      '统一社会信用代码/注册号',
      '经营范围',
      '住所/街道',
      '成立日期',
      '最近业务核准日期',
      '申请类型',
      '后置审批事项',
    ]);
    const body = rows.slice(4, 4 + notices.length);
    expect(body.map(([number]) => number)).toEqual(notices.map((_, index) => String(index + 1)));
    const ordered = notices
      .map((notice, index) => ({ notice, index }))
      .sort((a, b) =>
        a.notice.approvedOn === b.notice.approvedOn
          ? b.index - a.index
          : a.notice.approvedOn < b.notice.approvedOn
            ? 1
            : -1,
      );
    expect(body.map(([, name]) => name)).toEqual(ordered.map(({ notice }) => notice.enterpriseName));
    expect(rows.at(-1)![0]).toContain('经办人');
    expect(job.bytes).toBe(readFileSync(job.path).length);
  });

  it('holds exactly the texts of the records, with every code and number as text', async () => {
    const { path } = await exported();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    const sheet = workbook.getWorksheet('全部数据')!;
    const byName = new Map<string, ExcelJS.Row>();
    sheet.eachRow((row) => byName.set(textOf(row.getCell(2)), row));
    for (const notice of notices.slice(0, awkward.length)) {
      const row = byName.get(notice.enterpriseName)!;
      expect(row.getCell(3).value).toBe(notice.creditCode ?? notice.registrationNumber);
      expect(row.getCell(4).value).toBe(notice.businessScope);
      expect(row.getCell(5).value).toBe(notice.address);
      const phone = noticeColumns.findIndex(({ title }) => title === '联系电话') + 1;
      expect(row.getCell(phone).value).toBe(notice.phone);
      for (const column of [2, 3, 4, 5, phone]) {
        expect(row.getCell(column).type).toBe(ExcelJS.ValueType.String);
        expect(row.getCell(column).numFmt).toBe('@');
      }
    }
    const several = byName.get('多证公司')!;
    const at = (title: string) =>
      several.getCell(noticeColumns.findIndex((column) => column.title === title) + 1).value;
    expect(at('证件编号')).toBe('001\n1E5');
    expect(at('有效期')).toBe('2025-09-03 至 长期\n2025-09-04 至 2028-01-01');
    expect(at('备注')).toBe('一行 两行\n—');
  });

  it('is set up for paper: A4 landscape, one page wide, header row repeated, page numbers', async () => {
    const { path } = await exported();
    const parts = readZip(readFileSync(path));
    const sheet = parts.get('xl/worksheets/sheet2.xml')!;
    expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*/);
    expect(sheet).toMatch(/<pageSetup[^>]*orientation="landscape"/);
    expect(sheet).toMatch(/<pageSetup[^>]*fitToHeight="0"/);
    expect(sheet).toMatch(/<pageSetUpPr fitToPage="1"\/>/);
    expect(sheet).toMatch(/<oddFooter>[^<]*第 &amp;P 页 \/ 共 &amp;N 页<\/oddFooter>/);
    expect(parts.get('xl/workbook.xml')).toMatch(/_xlnm\.Print_Titles"[^>]*>[^<]*\$4:\$4</);
    expect(parts.get('xl/styles.xml')).toContain('宋体');
    // Below the last row comes an empty one, then the line to sign, across the whole width.
    const signature = 4 + notices.length + 2;
    expect(sheet).toContain(`<mergeCell ref="A${signature}:AD${signature}"/>`);
  });

  it('opens in LibreOffice and comes out again with the same text, cell for cell', async () => {
    const { path } = await exported();
    const out = join(directory, 'converted');
    mkdirSync(out, { recursive: true });
    const profile = pathToFileURL(join(directory, 'profile')).href;
    await run('soffice', [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      out,
      path,
    ]);
    const [converted] = readdirSync(out);
    const normal = (rows: string[][]) => rows.map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n')));
    const [ours, theirs] = [normal(await cellsOf(path)), normal(await cellsOf(join(out, converted!)))];
    expect(theirs.slice(0, ours.length)).toEqual(ours);
  }, 120_000);

  it('shows exactly what the filter shows, and says the filter', async () => {
    const filter = { enterpriseKinds: ['individual' as const], businessScope: '广告' };
    const expected = notices.filter(
      (notice) => notice.enterpriseKind === 'individual' && notice.businessScope.includes('广告'),
    );
    expect(expected.length).toBeGreaterThan(3);
    const rows = await cellsOf((await exported({ filter })).path);
    expect(rows[2]![0]).toContain('经营范围：广告；主体类型：个体');
    expect(
      rows
        .slice(4, 4 + expected.length)
        .map(([, name]) => name)
        .sort(),
    ).toEqual(expected.map(({ enterpriseName }) => enterpriseName).sort());
    expect(
      rows
        .slice(4 + expected.length)
        .flat()
        .join(''),
    ).not.toContain('青溪县');
  });

  it('has on 打印版 the columns that this account has chosen for the list, and on 全部数据 all of them', async () => {
    const exports = newExports();
    const titlesOf = async (page: 'query' | 'receive') => {
      const job = await exported({ page });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(job.path);
      const row = workbook.getWorksheet('打印版')!.getRow(4);
      return {
        list: job.list!,
        titles: Array.from({ length: row.cellCount }, (_, index) => textOf(row.getCell(index + 1))),
        all: workbook.getWorksheet('全部数据')!.getRow(4).cellCount,
      };
    };
    const usual = noticeColumns.filter((column) => column.usual).map(({ title }) => title);
    const before = await titlesOf('query');
    expect(before.titles).toEqual(usual);
    const chosen = ['序', '主体名称', '经营范围', '联系电话'];
    exports.choosePrintColumns(before.list, chosen);
    expect(exports.printColumns(before.list).filter((one) => one.chosen)).toHaveLength(chosen.length);
    expect(await titlesOf('query')).toEqual({ ...before, titles: chosen, all: noticeColumns.length });
    expect((await titlesOf('receive')).titles, 'another list').toEqual(usual);
    exports.choosePrintColumns(before.list, []);
    expect((await titlesOf('query')).titles).toEqual(usual);
    expect(exports.printColumns('nobody.knows')).toEqual([]);
  });

  it('of chosen records holds these and no others', async () => {
    const ids = [notices[3]!.id, notices[50]!.id];
    const rows = await cellsOf((await exported({ ids })).path);
    expect(rows.slice(4, 7).map(([number]) => number)).toEqual(['1', '2', '']);
    expect(rows[2]![0]).toContain('所选记录');
  });
});

describe('the jobs', () => {
  it('refuse an empty list without making a file', () => {
    const before = readdirSync(workspace.exportsDirectory());
    expect(newExports().start({ ...everything, filter: { name: '没有这个名字' } })).toBeNull();
    expect(readdirSync(workspace.exportsDirectory())).toEqual(before);
  });

  it('can be cancelled, and leave nothing behind', async () => {
    const exports = newExports();
    const before = readdirSync(workspace.exportsDirectory());
    const job = exports.start(everything)!;
    expect(await exports.cancel(job.id)).toBe(true);
    expect(await settled(exports, job.id)).toMatchObject({ state: 'cancelled', path: null });
    expect(readdirSync(workspace.exportsDirectory())).toEqual(before);
    expect(await exports.open(job.id, 'file')).toBe('notFound');
    expect(await exports.cancel('00000000-0000-4000-8000-000000000000')).toBe(false);
  });

  it('can be cancelled at any moment: the program lives on, and a file is whole or not there', async () => {
    const exports = newExports();
    const before = readdirSync(workspace.exportsDirectory());
    const whole: string[] = [];
    for (const pause of [5, 20, 35, 50, 60, 70, 80, 90, 100, 120]) {
      const job = exports.start(everything)!;
      await new Promise((resolve) => setTimeout(resolve, pause));
      await exports.cancel(job.id);
      const { state, path, fileName } = await settled(exports, job.id);
      expect(state).toBeOneOf(['cancelled', 'done']);
      expect(path !== null).toBe(state === 'done');
      if (state === 'done') whole.push(fileName);
    }
    expect(readdirSync(workspace.exportsDirectory()).sort()).toEqual([...before, ...whole].sort());
  });

  it('made in the same minute do not overwrite one another', async () => {
    const exports = newExports();
    const jobs = [exports.start(everything)!, exports.start(everything)!];
    const ended = await Promise.all(jobs.map(({ id }) => settled(exports, id)));
    expect(new Set(ended.map(({ path }) => path)).size).toBe(2);
    expect(ended.every(({ path }) => existsSync(path!))).toBe(true);
  });

  it('open only files made here', async () => {
    const exports = newExports();
    const job = await settled(exports, exports.start(everything)!.id);
    expect(await exports.open(job.id, 'folder')).toBe('opened');
    expect(opened.at(-1)).toEqual([job.path, 'folder']);
    rmSync(job.path!);
    expect(await exports.open(job.id, 'file')).toBe('notFound');
  });

  it('tell the audit what was taken out', async () => {
    const { fileName } = await exported();
    const [entry] = workspace.database
      .prepare<[], { detail: string }>("SELECT detail FROM audit WHERE action = 'exports.done' ORDER BY sequence DESC")
      .all();
    expect(entry!.detail).toContain(fileName);
  });

  it('go on while the list is read and written', async () => {
    const exports = newExports();
    const job = exports.start(everything)!;
    for (let round = 0; round < 20; round += 1) {
      const data = makeNotice(900_000, random);
      noticesCollection.write(workspace, [{ id: data.id, revision: round + 1, data }]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await settled(exports, job.id)).state).toBe('done');
    noticesCollection.remove(workspace.database, [makeNotice(900_000, random).id]);
  });

  it('say why when the database cannot be read', async () => {
    const exports = createExports({
      workspace,
      databaseKey: new Uint8Array(32),
      start: startExportInThread(),
      resourcesDirectory,
      sheets,
      papers,
      open: () => Promise.resolve(false),
    });
    const job = await settled(exports, exports.start(everything)!.id);
    expect(job).toMatchObject({ state: 'failed', failure: { reason: 'databaseForeign' } });
    expect(readdirSync(workspace.exportsDirectory()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('say why when the folder cannot be made', () => {
    const blocked = openTestWorkspace({ settings: { exportsDirectory: join(directory, 'department.db', 'below') } });
    noticesCollection.write(blocked, [{ id: notices[0]!.id, revision: 1, data: notices[0]! }]);
    const exports = createExports({
      workspace: blocked,
      databaseKey: null,
      start: startExportInThread(),
      resourcesDirectory,
      sheets,
      papers,
      open: () => Promise.resolve(false),
    });
    expect(() => exports.start(everything)).toThrow(/ENOTDIR|EEXIST/);
    blocked.close();
  });
});
