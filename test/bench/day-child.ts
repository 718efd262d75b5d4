/** Arguments: folder, hours. Prints one JSON line after each simulated hour. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '#core/database/open.ts';
import { performOnMany } from '#core/notices/commands.ts';
import { accounts } from '#platform/county.ts';
import { createDemoPlatform } from '#platform/platform.ts';
import { migrationsDirectory } from '../integration/core/support.ts';
import { startClient } from '../simulation/client.ts';
import { calmLine, createLine } from '../simulation/network.ts';
import { createWorld } from '../simulation/world.ts';
import { furtherCollections } from './fleet.ts';
import { provinceKey } from './province.ts';

const [directory = '', hours = '8'] = process.argv.slice(2);
const file = join(directory, 'day.db');
const remove = () => ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }));
remove();
const person = accounts[0]!;
const world = createWorld(31);
const platform = createDemoPlatform({
  dataDirectory: ':memory:',
  seed: 6,
  scale: 'small',
  counts: { enterprises: 2000, notices: 1000, inspections: 200 },
  clock: world.now,
  random: world.chance.number,
});
let rounds = 0;
const line = createLine(world, () => platform, calmLine);
const client = startClient({
  world,
  transport: {
    exchange(baseUrl, request) {
      if (request.path === '/v1/ping') rounds += 1;
      return line.exchange(baseUrl, request);
    },
  },
  account: person.account,
  seed: 3,
  database: openDatabase({ file, key: provinceKey, migrationsDirectory }),
  withEnterprises: true,
  further: furtherCollections,
});

let operations = 0;
for (let hour = 1; hour <= Number(hours); hour += 1) {
  for (let quarter = 0; quarter < 20; quarter += 1) {
    const { id } = platform.control.notices.push({ reviewDepartment: person.department, stage: 'pending' });
    await world.advance(120_000);
    operations += performOnMany(client.workspace, 'notices.receive', [id], {}).done.length;
    await world.advance(60_000);
  }
  // Kept by this bench, not by the client.
  client.log.lines.length = 0;
  client.journalled.length = 0;
  globalThis.gc?.();
  const { heapUsed: heap, external, rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ hour, heap, external, rss, rounds, operations })}\n`);
}
const { allDelivered } = client.engine.summary();
await client.stop();
client.database.close();
platform.close();
remove();
if (!allDelivered) throw new Error('not everything was delivered');
