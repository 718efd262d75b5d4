/**
 * What a working day costs: the real engine with every collection on an encrypted file, rounds for eight simulated hours
 * with new notices and work all the time, in a process of its own. Memory after eight hours beside that after the first.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type BenchContext, type BenchRow, megabytes } from './measure.ts';

const readingSchema = z.object({
  hour: z.number(),
  heap: z.number(),
  external: z.number(),
  rss: z.number(),
  rounds: z.number(),
  operations: z.number(),
});
export type Reading = z.infer<typeof readingSchema>;

export async function benchDay(context: BenchContext): Promise<BenchRow[]> {
  const hours = Math.max(2, Math.round(8 * context.scale));
  const child = spawn(
    process.execPath,
    ['--expose-gc', join(import.meta.dirname, 'day-child.ts'), context.directory, String(hours)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const readings: Reading[] = [];
  createInterface(child.stdout).on('line', (line) => readings.push(readingSchema.parse(JSON.parse(line))));
  const [code] = (await once(child, 'close')) as [number];
  const first = readings[0];
  const last = readings.at(-1);
  if (code !== 0 || !first || last?.hour !== hours) throw new Error(`the day ended early: ${JSON.stringify(readings)}`);
  const used = ({ heap, external }: Reading) => heap + external;
  const growth = used(last) - used(first);
  return [
    {
      item: '一个工作日',
      case: `${hours} 小时，${last.rounds} 轮，办理 ${last.operations} 项`,
      project: `堆内存 ${megabytes(used(last))}，进程 ${megabytes(last.rss)}`,
      limit: `第 1 小时末 ${megabytes(used(first))}，进程 ${megabytes(first.rss)}`,
      ratio: used(last) / used(first),
      target: '比第 1 小时末多 ≤ 10 MB',
      met: growth <= 10e6,
      note: '进程内还有演示平台',
    },
  ];
}
