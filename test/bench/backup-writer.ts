/**
 * Somebody who works while a backup is made: one small commit every ten milliseconds. `workerData` is the path of a database.
 * Messages in: `begin`; `end` is answered with how long each commit took since, ms.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout } from 'node:timers/promises';
import { connect } from '#core/database/open.ts';
import { timed } from './measure.ts';
import { provinceKey } from './province.ts';

const database = connect(workerData as string, provinceKey);
const write = database.prepare("REPLACE INTO setting VALUES ('', 'bench', ?)");
let commits = null as number[] | null;
parentPort!.on('message', (word: 'begin' | 'end' | 'close') => {
  if (word === 'begin') {
    commits = [];
    parentPort!.postMessage([]);
  } else if (word === 'end') {
    parentPort!.postMessage(commits);
    commits = null;
  } else {
    database.close();
    process.exit();
  }
});
for (let step = 0; ; step += 1) {
  commits?.push(timed(() => write.run(String(step))).ms);
  await setTimeout(10);
}
