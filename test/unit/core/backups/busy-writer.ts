/** A thread that writes two tables in one transaction, again and again, and has the log moved into the file all the while. */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '#core/database/open.ts';

const { file, key } = workerData as { file: string; key: Uint8Array };
const database = connect(file, key);
database.pragma('synchronous = OFF');
database.pragma('wal_autocheckpoint = 20');
const tables = ['one', 'other'];
for (const table of tables)
  database.exec(`CREATE TABLE ${table} (place INTEGER PRIMARY KEY, step INTEGER, words BLOB)`);
const replace = tables.map((table) =>
  database.prepare<[number, number]>(`REPLACE INTO ${table} VALUES (?, ?, randomblob(2000))`),
);
/** Enough rows that copying takes long enough to be disturbed; then they are written over, all over the file. */
const places = 2000;
const write = database.transaction((step: number) => {
  for (const statement of replace) statement.run((step * 617) % places, step);
});
let going = true as boolean;
let written = 0;
parentPort!.on('message', () => (going = false));
for (; written < places; written += 1) write(written);
parentPort!.postMessage('begun');
while (going) {
  for (let count = 0; count < 10; count += 1, written += 1) write(written);
  await setImmediate();
}
parentPort!.postMessage(written);
database.close();
parentPort!.close();
