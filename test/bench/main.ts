/**
 * `npm run bench`: what the project needs beside what the leanest program needs, measured in turn in the same run. Prints a
 * table and writes `.bench/results.json`. Flags: `--only=lists,export`, `--scale=0.1` (a tenth of every size).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../integration/core/support.ts';
import { benchBackup } from './backup.ts';
import { benchCalls } from './calls.ts';
import { benchExport } from './export.ts';
import { benchLists } from './lists.ts';
import type { BenchContext, BenchItem, BenchRow } from './measure.ts';
import { benchPull } from './pull.ts';
import { benchSearch } from './search.ts';
import { printTable } from './table.ts';

const items: Readonly<Record<string, BenchItem>> = {
  lists: benchLists,
  search: benchSearch,
  export: benchExport,
  calls: benchCalls,
  backup: benchBackup,
  pull: benchPull,
};

const { values } = parseArgs({ options: { only: { type: 'string' }, scale: { type: 'string', default: '1' } } });
const wanted = values.only?.split(',') ?? Object.keys(items);
const unknown = wanted.filter((name) => !Object.hasOwn(items, name));
const scale = Number(values.scale);
if (unknown.length > 0 || !(scale > 0)) {
  console.error(
    `unknown: ${unknown.join(', ')}; there are ${Object.keys(items).join(', ')}; --scale takes a number above 0`,
  );
  process.exit(2);
}

const directory = join(projectRoot, '.bench');
mkdirSync(directory, { recursive: true });
const context: BenchContext = { directory, scale, log: (line) => console.error(line) };
const rows: BenchRow[] = [];
for (const name of wanted) {
  context.log(`… ${name}`);
  rows.push(...(await items[name]!(context)));
}
printTable(rows);
const missed = rows.filter(({ met }) => !met).length;
console.log(
  `\n${rows.length - missed} of ${rows.length} targets met${scale === 1 ? '' : ` (at scale ${scale}; targets are for 1)`}`,
);
writeFileSync(
  join(directory, 'results.json'),
  JSON.stringify(
    {
      at: new Date().toISOString(),
      node: process.version,
      system: `${platform()} ${release()}`,
      cores: cpus().length,
      scale,
      rows,
    },
    null,
    2,
  ),
);
