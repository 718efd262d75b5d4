/** Export of 100,000 notices from the encrypted database: time and memory beside the leanest writer, and who it holds up. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { startExportInThread } from '#core/exports/thread.ts';
import { noticeListSpec } from '#core/notices/lists.ts';
import { findPage } from '#core/records/list.ts';
import { rowsOf } from '#core/notices/rows.ts';
import { type BenchContext, type BenchRow, figuresOf, median, megabytes, ms, timed } from './measure.ts';
import { province, provinceDepartment, provinceKey, provinceNow, provinceDay } from './province.ts';

const run = promisify(execFile);
const rounds = 5;

interface ChildResult {
  ms: number;
  rows: number;
  bytes: number;
  peakAboveIdle: number;
}

export async function benchExport(context: BenchContext): Promise<BenchRow[]> {
  const made = province(context);
  const database = made.open();
  const wanted = Math.min(100_000, Math.floor(made.notices / 2));
  const { from } = database
    .prepare<[number], { from: string }>(
      'SELECT approved_on AS "from" FROM notice ORDER BY approved_on DESC, key DESC LIMIT 1 OFFSET ?',
    )
    .get(wanted - 1)!;
  const file = join(context.directory, 'export.xlsx');
  const child = async (how: 'project' | 'raw'): Promise<ChildResult> => {
    const script = join(import.meta.dirname, 'export-child.ts');
    const { stdout } = await run(process.execPath, [script, how, made.file, file, from]);
    return JSON.parse(stdout) as ChildResult;
  };
  const ours: ChildResult[] = [];
  const lean: ChildResult[] = [];
  await child('raw');
  for (let round = 0; round < rounds; round += 1) {
    lean.push(await child('raw'));
    ours.push(await child('project'));
  }
  const [project, limit] = [median(ours.map((one) => one.ms)), median(lean.map((one) => one.ms))];
  const [ownPeak, leanPeak] = [
    median(ours.map((one) => one.peakAboveIdle)),
    median(lean.map((one) => one.peakAboveIdle)),
  ];
  const stalls = await whileExporting(made.file, file, from, database);
  database.close();
  rmSync(file, { force: true });
  const size = `${ours[0]!.rows} 行`;
  return [
    {
      item: '导出 Excel',
      case: `${size}，时间`,
      project: ms(project),
      limit: ms(limit),
      ratio: project / limit,
      target: '≤ 1.5 × 最简写法',
      met: project / limit <= 1.5,
      note: `file ${megabytes(ours[0]!.bytes)}, lean ${megabytes(lean[0]!.bytes)}`,
    },
    {
      item: '导出 Excel',
      case: `${size}，内存峰值`,
      project: megabytes(ownPeak),
      limit: megabytes(leanPeak),
      ratio: ownPeak / leanPeak,
      target: '≤ 200 MB above idle',
      met: ownPeak <= 200e6,
    },
    ...stalls,
  ];
}

/** The core's thread while an export runs: how long it stands still, and how long a page of the list takes. */
async function whileExporting(
  source: string,
  file: string,
  approvedFrom: string,
  database: ReturnType<ReturnType<typeof province>['open']>,
): Promise<BenchRow[]> {
  const sort = { by: 'approvedOn', direction: 'descending' } as const;
  const page = () =>
    timed(() =>
      rowsOf(
        database,
        findPage(database, noticeListSpec, { page: 'query', filter: {}, sort }, provinceDay, null, 50).keys,
        provinceDay,
      ),
    ).ms;
  /** The longest that this thread stood still, ms, and how long pages took, while something else went on. */
  const watch = async (over: () => boolean) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const pages: number[] = [];
    while (!over()) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      pages.push(page());
    }
    delay.disable();
    return { worst: delay.max / 1e6, pages: figuresOf(pages) };
  };
  const quietEnd = performance.now() + 5000;
  const quiet = await watch(() => performance.now() > quietEnd);
  const running = startExportInThread()(
    {
      make: 'sheet',
      database: source,
      key: provinceKey,
      request: { kind: 'notices', page: 'query', filter: { approved: { from: approvedFrom } }, sort },
      day: provinceDay,
      maker: { department: provinceDepartment.name, person: '林知夏', now: provinceNow },
      path: file,
    },
    () => undefined,
  );
  let over = false;
  const ended = running.ended.then(() => (over = true));
  const busy = await watch(() => over);
  await ended;
  return [
    {
      item: '导出 Excel',
      case: '导出时主线程最长停顿',
      project: ms(busy.worst),
      limit: `平时 ${ms(quiet.worst)}`,
      ratio: busy.worst / quiet.worst,
      target: '≤ 50 ms',
      met: busy.worst <= 50,
      note: 'a page of the list every 10 ms meanwhile',
    },
    {
      item: '导出 Excel',
      case: '导出时列表一页',
      project: `p50 ${ms(busy.pages.p50)}, p99 ${ms(busy.pages.p99)}`,
      limit: `平时 p50 ${ms(quiet.pages.p50)}, p99 ${ms(quiet.pages.p99)}`,
      ratio: busy.pages.p50 / quiet.pages.p50,
      target: 'p99 ≤ 50 ms',
      met: busy.pages.p99 <= 50,
    },
  ];
}
