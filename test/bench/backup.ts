/** A verified backup of the whole database, beside copying its file; and how long somebody who writes meanwhile waits. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeBackup } from '#core/backups/backup.ts';
import { type BenchContext, type BenchRow, figuresOf, median, megabytes, ms, timed } from './measure.ts';
import { province, provinceDepartment, provinceKey } from './province.ts';

const rounds = 3;

export async function benchBackup(context: BenchContext): Promise<BenchRow[]> {
  const { file } = province(context);
  const into = join(context.directory, 'backups');
  const keyring = join(context.directory, 'keyring.json');
  const copy = join(context.directory, 'copy.db');
  const remove = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
    for (const path of [into, keyring]) rmSync(path, { recursive: true, force: true });
  };
  remove();
  writeFileSync(keyring, '{}');
  const back = (database: string, at: string) =>
    makeBackup(
      {
        database,
        key: provinceKey,
        keyring,
        into,
        facts: {
          at,
          reason: 'schedule',
          clientVersion: '0.0.0',
          platformId: 'bench',
          platformName: 'bench',
          department: provinceDepartment,
          keyCheck: '',
          journalSegment: 0,
        },
      },
      () => ({}),
    );
  const daily: number[] = [];
  const weekly: number[] = [];
  const copies: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    copies.push(timed(() => copyDurably(file, copy)).ms);
    const first = timed(() => back(file, '2026-03-02T01:00:00.000Z'));
    const next = timed(() => back(file, '2026-03-03T01:00:00.000Z'));
    if (first.result.manifest.checked !== 'structure' || next.result.manifest.checked !== 'pages')
      throw new Error('the week was not counted');
    weekly.push(first.ms);
    daily.push(next.ms);
    rmSync(into, { recursive: true });
  }
  const writer = await startWriter(copy);
  const aside = await writer.during(() => copyDurably(copy, `${copy}-2`));
  rmSync(`${copy}-2`);
  // The first one goes through the structure: longer, and most of the time without writing anything.
  const beside = await writer.during(() => back(copy, '2026-03-02T01:00:00.000Z'));
  await writer.close();
  const size = megabytes(statSync(file).size);
  remove();
  const limit = median(copies);
  const row = (title: string, taken: number, note: string): BenchRow => ({
    item: '备份',
    case: `${size}，${title}`,
    project: ms(taken),
    limit: `复制文件 ${ms(limit)}`,
    ratio: taken / limit,
    target: '≤ 6 ×',
    met: taken / limit <= 6,
    note,
  });
  const longest = Math.max(100, aside.max * 2);
  return [
    row('每日：逐页校验', median(daily), 'the encrypted pages are copied as they are, then each proved by its HMAC'),
    row(
      '每周：另查整个结构',
      median(weekly),
      `${ms(median(weekly) - limit)} of it is SQLite's quick_check of the copy, which decrypts every page in one thread; once in seven days, in a thread of its own`,
    ),
    {
      item: '备份',
      case: '备份时他人保存一次',
      project: `p50 ${ms(beside.p50)}, max ${ms(beside.max)}`,
      limit: `复制文件时 p50 ${ms(aside.p50)}, max ${ms(aside.max)}`,
      ratio: beside.max / aside.max,
      target: 'max ≤ 100 ms or 2 ×',
      met: beside.max <= longest,
      note: `${beside.runs} commits beside the backup, ${aside.runs} beside the copy`,
    },
  ];
}

async function startWriter(file: string) {
  const worker = new Worker(new URL('./backup-writer.ts', import.meta.url), { workerData: file });
  const say = async (word: 'begin' | 'end') => {
    const answer = once(worker, 'message');
    worker.postMessage(word);
    return ((await answer) as [number[]])[0];
  };
  return {
    async during(work: () => unknown) {
      await say('begin');
      work();
      return figuresOf(await say('end'));
    },
    async close() {
      const exit = once(worker, 'exit');
      worker.postMessage('close');
      await exit;
    },
  };
}

/** By another process, as the product does: closing the file here would let go of the locks of whoever writes. */
function copyDurably(from: string, to: string): void {
  if (spawnSync('cp', ['--', from, to]).status !== 0) throw new Error(`${from} was not copied`);
  const handle = openSync(to, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
