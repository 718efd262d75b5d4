/**
 * `npm run bench:sync`: the exchange with the platform. Pull and push beside the leanest program, a large attachment on a bad
 * line, a province coming back, the memory of a working day, and what one platform process sustains. Prints a table and
 * writes `.bench/sync-results.json`. Flags: `--only=pull,fleet`, `--scale=0.1`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../integration/core/support.ts';
import { benchAttachment } from './attachment.ts';
import { benchCapacity } from './capacity.ts';
import { benchDay } from './day.ts';
import { benchFleet } from './fleet.ts';
import type { BenchContext, BenchItem, BenchRow } from './measure.ts';
import { benchPull } from './pull.ts';
import { benchPush } from './push.ts';
import { printTable } from './table.ts';

const items: Readonly<Record<string, BenchItem>> = {
  pull: benchPull,
  push: benchPush,
  attachment: benchAttachment,
  fleet: benchFleet,
  day: benchDay,
  capacity: benchCapacity,
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
  try {
    rows.push(...(await items[name]!(context)));
  } catch (error) {
    // One that failed counts as missed; the others are measured all the same.
    context.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    rows.push({
      item: name,
      case: '没有测完',
      project: '',
      limit: '',
      ratio: null,
      target: '',
      met: false,
      note: error instanceof Error ? error.message : String(error),
    });
  }
}
printTable(rows);
const missed = rows.filter(({ met }) => !met).length;
console.log(
  `\n${rows.length - missed} of ${rows.length} targets met${scale === 1 ? '' : ` (at scale ${scale}; targets are for 1)`}`,
);
writeFileSync(
  join(directory, 'sync-results.json'),
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
