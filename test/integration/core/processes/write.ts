/** A client that works without pause, for being killed: prints each entry's id once it is saved. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendAudit } from '#core/audit/audit.ts';
import { openJournal } from '#core/database/journal.ts';
import { openDatabase } from '#core/database/open.ts';
import { systemChance } from '#core/environment-node.ts';

const [folder = '', migrationsDirectory = ''] = process.argv.slice(2);
const key = readFileSync(join(folder, 'key'));
const database = openDatabase({ file: join(folder, 'client.db'), key, migrationsDirectory });
const fail = (_event: string, error: unknown) => {
  throw error;
};
const log = { info: () => undefined, warn: () => undefined, error: fail };
const journal = openJournal({ directory: join(folder, 'journal'), databaseKey: key, chance: systemChance, log });
const actor = { account: 'lin01', name: '林知夏', departmentCode: '431299001', departmentName: '青溪县文化广电局' };
const time = '2026-03-02T01:00:00.000Z';
const insert = database.prepare(
  `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, state, attempts)
   VALUES (?, 'notices', ?, '', 'notices.receive', '{}', ?, ?, 1, 'queued', 0)`,
);
for (;;) {
  const id = systemChance.uuid();
  database
    .transaction(() => {
      insert.run(id, `n-${id}`, JSON.stringify(actor), time);
      appendAudit(
        { database, actor, correctedNow: () => time },
        { action: 'notices.receive', operationId: id, detail: '' },
      );
    })
    .immediate();
  journal.append([
    {
      id,
      collection: 'notices',
      recordId: `n-${id}`,
      recordTitle: '',
      kind: 'notices.receive',
      payload: {},
      actor,
      time,
      deviceEpoch: 1,
      replaces: null,
    },
  ]);
  process.stdout.write(`${id}\n`);
}
