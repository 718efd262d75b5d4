/** Two whole cores over real HTTP: what a laptop delivered is on another PC of the department, on screen, on paper and as a copy. */
import { call } from '@orpc/server';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCore } from '#core/app.ts';
import { createNodeEnvironment } from '#core/environment-node.ts';
import { seedFiles } from '#platform/inspections/files-seed.ts';
import type { DemoServer } from '#platform/server.ts';
import { checklistSchema } from '#shared/domains/inspections/checklist.ts';
import { type Subject, subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { migrationsDirectory, resourcesDirectory, temporaryDirectory } from '../../support.ts';
import { startPlatform } from '../../../demo-platform/client.ts';
import { signature, soundResult } from '../../inspections/fixtures.ts';
import { sha256Of } from './files-in-memory.ts';
import { contentOf, photo } from './scene.ts';
import { until } from '../../../../support/eventually.ts';

const collection = 'inspectionSubjects';

/** One person's PC, signed in. */
async function startPc(url: string, account: string, opened: string[] = []) {
  const dataDirectory = temporaryDirectory(account);
  const environment = createNodeEnvironment(dataDirectory);
  const { router, context, session, close } = createCore({
    dataDirectory,
    resourcesDirectory,
    migrationsDirectory,
    platformUrl: url,
    environment,
    clientVersion: '0.1.0',
    openFile: (path) => Promise.resolve(opened.push(path) > 0),
  });
  onTestFinished(async () => {
    await close();
    environment.close();
  });
  const signedIn = await call(router.session.signIn, { account, password: `Demo-${account}` }, { context });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  const at = { context };
  return {
    directory: session.current()!.workspace.directory,
    synced: () => call(router.connection.syncNow, undefined, at),
    tasks: () => call(router.inspections.list, { page: 'mine', filter: {}, cursor: null, limit: 50 }, at),
    submit: (input: Parameters<typeof soundResult>[0], subject: Subject, photos: readonly Buffer[]) =>
      call(
        router.inspections.submitResult,
        {
          subjectId: subject.id,
          result: soundResult(input, {
            evidence: photos.map(photo),
            inspectedOn: subject.planFrom,
            signatures: [
              ...subject.inspectors.map(({ name }) => signature(randomUUID(), 'inspector', name)),
              signature(randomUUID(), 'inspected', '周晓禾'),
            ].map((one) => ({ ...one, sha256: stroke.sha256 })),
          }),
        },
        at,
      ),
    async keep(content: Buffer): Promise<void> {
      const { bytes } = { bytes: content.length };
      const begun = await call(router.attachments.begin, { name: '现场.jpg', mediaType: 'image/png', bytes }, at);
      if (!begun.ok) throw new Error(begun.reason);
      const { uploadId } = begun;
      for (let offset = 0; offset < bytes; offset += 512 * 1024) {
        const base64 = content.subarray(offset, offset + 512 * 1024).toString('base64');
        await call(router.attachments.append, { uploadId, offset, base64 }, at);
      }
      expect(await call(router.attachments.finish, { uploadId, use: null }, at)).toMatchObject({ ok: true });
    },
    summary: () => call(router.outbox.summary, undefined, at),
    referred: (recordId: string) => call(router.attachments.referred, { collection, recordId }, at),
    fetch: (sha256: string, recordId: string) =>
      call(router.attachments.fetch, { files: [{ sha256, collection, recordId }] }, at),
    saveCopy: (sha256: string, name: string, open = false) =>
      call(router.attachments.saveCopy, { sha256, name, open }, at),
    async read(sha256: string): Promise<Buffer> {
      const pieces: Buffer[] = [];
      for (let offset = 0; ;) {
        const piece = await call(router.attachments.read, { sha256, offset, length: 500_000 }, at);
        if (!piece.ok) throw new Error(piece.reason);
        pieces.push(Buffer.from(piece.base64, 'base64'));
        offset += pieces.at(-1)?.length ?? 0;
        if (offset >= piece.bytes) return Buffer.concat(pieces);
      }
    },
    async print(id: string) {
      const begun = await call(
        router.exports.print,
        { kind: 'inspectionForms', ids: [id], form: 'record', blank: false },
        at,
      );
      if (!begun.ok) throw new Error(begun.reason);
      const jobOf = async () => (await call(router.exports.list, undefined, at)).find((one) => one.id === begun.job.id);
      await until(async () => (await jobOf())?.state !== 'running');
      return jobOf();
    },
  };
}
type Pc = Awaited<ReturnType<typeof startPc>>;

const { photo: shop, signature: stroke } = seedFiles();
/** A sound PNG with bytes behind its end that no reader minds. */
const picture = (bytes: number, seed: number): Buffer => Buffer.concat([shop.content, contentOf(bytes, seed)]);

/** The laptop of an inspector delivers one result. Returns the subject's id. */
async function deliver(laptop: Pc, server: DemoServer, photos: readonly Buffer[]): Promise<string> {
  await laptop.synced();
  for (const content of [...photos, stroke.content]) await laptop.keep(content);
  const waiting = (await laptop.tasks()).rows.find(({ stage }) => stage === 'waiting');
  if (!waiting) throw new Error('no task waits');
  const subject = subjectSchema.parse(server.control.record(collection, waiting.id)?.data);
  const checklist = checklistSchema.parse(
    server.control.record('checklists', `${subject.checklistId}-v${subject.checklistVersion}`)?.data,
  );
  expect(await laptop.submit(checklist, subject, photos)).toMatchObject({ ok: true });
  await until(async () => (await laptop.summary()).allDelivered);
  return waiting.id;
}

describe('a result of a colleague over HTTP', () => {
  it('comes with its files through cuts, lost answers and changed bytes; is printed with them, and its copies can be opened', async () => {
    const server = await startPlatform({ clock: Date.now });
    const photos = [picture(1_400_000, 1), picture(300_000, 2)];
    const subject = await deliver(await startPc(server.url, 'scjg04'), server, photos);
    const match = { method: 'GET', path: '^/v1/attachments/' };
    for (const kind of ['damageAnswer', 'cutBody', 'dropAnswer', 'dropRequest'] as const)
      server.control.faults.add({ kind, match, count: 2, probability: 0.5 });
    const opened: string[] = [];
    const reviewer = await startPc(server.url, 'scjg03', opened);
    await until(async () => {
      const files = await reviewer.referred(subject);
      return files.length === 3 && files.every(({ state }) => state === 'here');
    });
    for (const content of [...photos, stroke.content])
      expect((await reviewer.read(sha256Of(content))).equals(content)).toBe(true);
    const folder = join(reviewer.directory, 'attachments');
    for (const name of readdirSync(folder).filter((one) => one.length === 64))
      for (const content of photos)
        expect(readFileSync(join(folder, name)).includes(content.subarray(-200, -150))).toBe(false);

    const job = await reviewer.print(subject);
    expect(job).toMatchObject({ state: 'done', done: 1 });
    expect(job?.notes ?? []).toEqual([]);

    const [first] = photos;
    const copy = await reviewer.saveCopy(sha256Of(first!), '../现场:1.png', true);
    expect(copy).toMatchObject({ ok: true, opened: true });
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatch(/附件[\\/]_.*现场_1\.png$/);
    expect(readFileSync(opened[0]!).equals(first!)).toBe(true);
    // Once more the same copy, not a second one; another file of that name gets a name of its own.
    const again = await reviewer.saveCopy(sha256Of(first!), '../现场:1.png');
    expect(again).toMatchObject({ ok: true, path: opened[0], opened: false });
    const other = await reviewer.saveCopy(sha256Of(photos[1]!), '../现场:1.png');
    expect(other).toMatchObject({ ok: true, path: opened[0]!.replace('.png', '（2）.png') });
    expect(await reviewer.saveCopy('e'.repeat(64), '没有.pdf')).toMatchObject({ ok: false, reason: 'notFound' });
  }, 90_000);

  it('is nothing that another department can ask for', async () => {
    const server = await startPlatform({ clock: Date.now });
    const content = picture(1000, 3);
    const subject = await deliver(await startPc(server.url, 'scjg04'), server, [content]);
    const stranger = await startPc(server.url, 'wsjk03');
    await stranger.synced();
    expect(await stranger.referred(subject)).toEqual([]);
    expect(await stranger.fetch(sha256Of(content), subject)).toEqual({ ok: true, queued: 0 });
    await stranger.synced();
    expect(await stranger.saveCopy(sha256Of(content), '现场.png')).toMatchObject({ ok: false, reason: 'notFound' });
  }, 60_000);
});
