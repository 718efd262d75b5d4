/**
 * What the benches share: their flags, the table, and the file of results. `--only=lists,export` measures these alone,
 * `--scale=0.1` a tenth of every size (targets are for 1).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../integration/core/support.ts';
import type { BenchContext, BenchItem, BenchRow } from './measure.ts';
import { printTable } from './table.ts';

/** Runs what was asked for, prints the table, and writes `.bench/<file>`. Ends the process with 2 where it was asked for what is not there. */
export async function runBenches(items: Readonly<Record<string, BenchItem>>, file: string): Promise<void> {
  const { wanted, scale } = asked(items);
  const directory = join(projectRoot, '.bench');
  mkdirSync(directory, { recursive: true });
  const context: BenchContext = { directory, scale, log: (line) => console.error(line) };
  const at = new Date().toISOString();
  // A figure of a machine that does much else is a figure of that, too.
  const loadBefore = loadavg()[0]!;
  const rows: BenchRow[] = [];
  for (const name of wanted) {
    context.log(`… ${name}`);
    rows.push(...(await measured(name, items[name]!, context)));
  }
  printTable(rows);
  const missed = rows.filter(({ met }) => !met).length;
  console.log(`\n${rows.length - missed} of ${rows.length} targets met${scale === 1 ? '' : ` (at scale ${scale})`}`);
  console.log(`load of this machine before the run: ${loadBefore.toFixed(1)} on ${cpus().length} cores`);
  const system = `${platform()} ${release()}`;
  const results = { at, node: process.version, system, cores: cpus().length, loadBefore, scale, rows };
  writeFileSync(join(directory, file), JSON.stringify(results, null, 2));
}

/** One item's rows. One that failed counts as missed; the others are measured all the same. */
async function measured(name: string, item: BenchItem, context: BenchContext): Promise<BenchRow[]> {
  try {
    return await item(context);
  } catch (error) {
    context.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const note = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return [{ item: name, case: '没有测完', project: '', limit: '', ratio: null, target: '', met: false, note }];
  }
}

function asked(items: Readonly<Record<string, BenchItem>>): { wanted: string[]; scale: number } {
  const refuse = (words: string): never => {
    console.error(words);
    process.exit(2);
  };
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, scale: { type: 'string', default: '1' } } });
    const wanted = values.only?.split(',').map((name) => name.trim()) ?? Object.keys(items);
    const unknown = wanted.filter((name) => !Object.hasOwn(items, name));
    if (unknown.length > 0)
      return refuse(`there is no ${unknown.join(', ')} to measure; there are ${Object.keys(items).join(', ')}`);
    const scale = Number(values.scale);
    return scale > 0 && scale <= 1 ? { wanted, scale } : refuse('--scale takes a number above 0, at most 1');
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
