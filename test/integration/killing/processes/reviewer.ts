/**
 * A reviewer at a PC, for being killed while a large photo of a colleague comes: the whole core as the client runs it. One
 * JSON line each on stdout, written at once: `received` with the bytes that are here whenever they grew, and `here` with the
 * hash of what can be read in the end.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@orpc/server';
import { say, startCore } from './core-at-pc.ts';

const [dataDirectory = '', platformUrl = '', account = '', password = '', recordId = '', sha256 = ''] =
  process.argv.slice(2);

const { core, end } = startCore(dataDirectory, platformUrl);
const { context, router } = core;
const entered = await call(router.session.signIn, { account, password }, { context });
if (!entered.ok) throw new Error(`${entered.reason} ${entered.detail ?? ''}`);

let last = -1;
for (;;) {
  const record = { collection: 'inspectionSubjects', recordId };
  const file = (await call(router.attachments.referred, record, { context })).find((one) => one.sha256 === sha256);
  if (file?.state === 'here') break;
  if (file && file.receivedBytes > last) {
    last = file.receivedBytes;
    say({ event: 'received', bytes: last });
  }
  await sleep(5);
}

const hash = createHash('sha256');
for (let offset = 0; ;) {
  const piece = await call(router.attachments.read, { sha256, offset, length: 512 * 1024 }, { context });
  if (!piece.ok) throw new Error(piece.reason);
  const content = Buffer.from(piece.base64, 'base64');
  hash.update(content);
  offset += content.length;
  if (offset >= piece.bytes) break;
}
say({ event: 'here', sha256: hash.digest('hex') });
await end();
