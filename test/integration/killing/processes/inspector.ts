/**
 * An inspector at a PC, for being killed while a film of the inspection leaves: the whole core as the client runs it. In the
 * first life the film is kept and the result that refers to it is entered. One JSON line each on stdout, written at once:
 * `entered` with the film's hash, and `delivered` when nothing is owed any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '@orpc/server';
import { readChecklist, readSubject } from '#core/inspections/sync.ts';
import { contentOf, photo } from '../../core/sync/attachments/scene.ts';
import { signaturePicture, soundResult } from '../../core/inspections/fixtures.ts';
import { say, startCore } from './core-at-pc.ts';

const [dataDirectory = '', platformUrl = '', account = '', password = '', bytes = ''] = process.argv.slice(2);

const { core, end } = startCore(dataDirectory, platformUrl);
const { context, router } = core;
const entered = await call(router.session.signIn, { account, password }, { context });
if (!entered.ok) throw new Error(`${entered.reason} ${entered.detail ?? ''}`);
const open = core.session.current();
if (!open) throw new Error('signed in, yet nothing is open');
const { database } = open.workspace;

const isEntered = () => database.prepare('SELECT 1 FROM outbox LIMIT 1').get() !== undefined;
if (!isEntered()) await enter();
for (;;) {
  const { allDelivered } = await call(router.outbox.summary, undefined, { context });
  if (allDelivered) break;
  await sleep(20);
}
say({ event: 'delivered' });
await end();

async function enter(): Promise<void> {
  await call(router.connection.syncNow, undefined, { context });
  const film = contentOf(Number(bytes), 4);
  film.set([0xff, 0xd8, 0xff, 0xe0]);
  for (const content of [film, signaturePicture.content]) await keep(content);
  const query = { page: 'mine' as const, filter: {}, cursor: null, limit: 50 };
  const { rows } = await call(router.inspections.list, query, { context });
  const subject = readSubject(database, rows.find(({ stage }) => stage === 'waiting')?.id ?? '')?.data;
  const checklist = subject && readChecklist(database, subject.checklistId, subject.checklistVersion);
  if (!checklist) throw new Error('no task waits');
  const evidence = [photo(film, 0)];
  const result = soundResult(checklist, { evidence, inspectedOn: subject.planFrom });
  const done = await call(router.inspections.submitResult, { subjectId: subject.id, result }, { context });
  if (!done.ok) throw new Error(JSON.stringify(done));
  say({ event: 'entered', sha256: evidence[0]!.sha256 });
}

async function keep(content: Buffer): Promise<void> {
  const file = { name: '现场.jpg', mediaType: 'image/jpeg', bytes: content.length };
  const begun = await call(router.attachments.begin, file, { context });
  if (!begun.ok) throw new Error(begun.reason);
  const { uploadId } = begun;
  for (let offset = 0; offset < content.length; offset += 512 * 1024) {
    const base64 = content.subarray(offset, offset + 512 * 1024).toString('base64');
    const taken = await call(router.attachments.append, { uploadId, offset, base64 }, { context });
    if (!taken.ok) throw new Error(taken.reason);
  }
  const kept = await call(router.attachments.finish, { uploadId, use: null }, { context });
  if (!kept.ok) throw new Error(kept.reason);
}
