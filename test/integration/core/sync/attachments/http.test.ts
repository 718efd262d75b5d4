/** The whole core over real HTTP: from a screen's chunks to the platform, over faults and restarts. */
import { call } from '@orpc/server';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCore, type RunningCore } from '#core/app.ts';
import { createNodeEnvironment } from '#core/environment-node.ts';
import type { DemoServer } from '#platform/server.ts';
import { checklistSchema } from '#shared/domains/inspections/checklist.ts';
import { subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { migrationsDirectory, resourcesDirectory, temporaryDirectory } from '../../support.ts';
import { startPlatform } from '../../../demo-platform/client.ts';
import { signaturePicture, soundResult } from '../../inspections/fixtures.ts';
import { sha256Of } from './files-in-memory.ts';
import { contentOf, photo } from './scene.ts';
import { until } from '../../../../support/eventually.ts';

const account = 'scjg04';
const jpeg = (bytes: number, seed: number) => {
  const content = contentOf(bytes, seed);
  content.set([0xff, 0xd8, 0xff, 0xe0]);
  return content;
};

/** The client on this data directory, signed in. */
async function startClient(url: string, dataDirectory: string) {
  const environment = createNodeEnvironment(dataDirectory);
  const core = createCore({
    dataDirectory,
    resourcesDirectory,
    migrationsDirectory,
    platformUrl: url,
    environment,
    clientVersion: '0.1.0',
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await core.close();
    environment.close();
  };
  onTestFinished(close);
  const { context, router } = core;
  const signedIn = await call(router.session.signIn, { account, password: `Demo-${account}` }, { context });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  return { core, context, router, close, directory: core.session.current()!.workspace.directory };
}
type RunningClient = Awaited<ReturnType<typeof startClient>>;

async function keep({ router, context }: Pick<RunningCore, 'router' | 'context'>, content: Buffer): Promise<void> {
  const begun = await call(
    router.attachments.begin,
    { name: '现场.jpg', mediaType: 'image/jpeg', bytes: content.length },
    { context },
  );
  if (!begun.ok) throw new Error(begun.reason);
  const { uploadId } = begun;
  for (let offset = 0; offset < content.length; offset += 512 * 1024) {
    const base64 = content.subarray(offset, offset + 512 * 1024).toString('base64');
    const taken = await call(router.attachments.append, { uploadId, offset, base64 }, { context });
    if (!taken.ok) throw new Error(taken.reason);
  }
  const kept = await call(router.attachments.finish, { uploadId, use: null }, { context });
  expect(kept).toMatchObject({ ok: true, sha256: sha256Of(content) });
}

/** Enters a result with these photos, as the form does. Returns the subject's id. */
async function enter(client: RunningClient, server: DemoServer, photos: readonly Buffer[]): Promise<string> {
  const { router, context } = client;
  const { rows } = await call(
    router.inspections.list,
    { page: 'mine', filter: {}, cursor: null, limit: 50 },
    { context },
  );
  const waiting = rows.find(({ stage }) => stage === 'waiting');
  if (!waiting) throw new Error('no task waits');
  const subject = subjectSchema.parse(server.control.record('inspectionSubjects', waiting.id)?.data);
  const checklist = checklistSchema.parse(
    server.control.record('checklists', `${subject.checklistId}-v${subject.checklistVersion}`)?.data,
  );
  const result = soundResult(checklist, { evidence: photos.map(photo), inspectedOn: subject.planFrom });
  const done = await call(router.inspections.submitResult, { subjectId: waiting.id, result }, { context });
  if (!done.ok) throw new Error(JSON.stringify(done));
  return waiting.id;
}
const summaryOf = ({ router, context }: RunningClient) => call(router.outbox.summary, undefined, { context });
const stored = (server: DemoServer, content: Buffer) =>
  server.control.attachments().find(({ sha256 }) => sha256 === sha256Of(content));
const synced = ({ router, context }: RunningClient) => call(router.connection.syncNow, undefined, { context });

describe('photos of a result over HTTP', () => {
  it('arrive whole through cuts, lost answers and damaged parts, and lie here unreadable', async () => {
    const server = await startPlatform({ clock: Date.now });
    const client = await startClient(server.url, temporaryDirectory('http'));
    await synced(client);
    const photos = [jpeg(2_500_000, 1), jpeg(700_000, 2)];
    for (const content of [...photos, signaturePicture.content]) await keep(client, content);
    const path = '^/v1/attachments/';
    server.control.faults.add({ kind: 'damageRequest', match: { method: 'PUT', path }, count: 3, probability: 0.5 });
    server.control.faults.add({ kind: 'dropAnswer', match: { method: 'PUT', path }, count: 2, probability: 0.5 });
    server.control.faults.add({ kind: 'dropRequest', match: { method: 'PUT', path }, count: 1, probability: 0.5 });
    server.control.faults.add({ kind: 'cutBody', match: { method: 'PUT', path }, count: 1, probability: 0.5 });
    const subject = await enter(client, server, photos);
    expect((await summaryOf(client)).allDelivered).toBe(false);
    await until(async () => (await summaryOf(client)).allDelivered);
    for (const content of [...photos, signaturePicture.content])
      expect(stored(server, content)).toMatchObject({ stored: content.length, complete: true });
    expect(server.control.faults.list().reduce((sum, { fired }) => sum + fired, 0)).toBeGreaterThan(3);
    const record = { collection: 'inspectionSubjects', recordId: subject };
    const { count } = await call(client.router.attachments.ofRecord, record, { context: client.context });
    expect(count).toEqual({ delivered: 3, total: 3 });
    const folder = join(client.directory, 'attachments');
    for (const name of readdirSync(folder).filter((one) => one.length === 64)) {
      const onDisk = readFileSync(join(folder, name));
      for (const content of photos) expect(onDisk.includes(content.subarray(1000, 1032))).toBe(false);
    }
  }, 60_000);

  it('go on after the client was ended and started again in the middle', async () => {
    const server = await startPlatform({ clock: Date.now });
    const dataDirectory = temporaryDirectory('http');
    const first = await startClient(server.url, dataDirectory);
    await synced(first);
    const content = jpeg(12_000_000, 3);
    for (const one of [content, signaturePicture.content]) await keep(first, one);
    server.control.faults.add({ kind: 'delay', delayMs: 300, match: { method: 'PUT' } });
    await enter(first, server, [content]);
    await until(() => (stored(server, content)?.stored ?? 0) > 1_000_000);
    await first.close();
    const before = stored(server, content)!;
    expect(before.complete).toBe(false);
    server.control.faults.clear();
    const second = await startClient(server.url, dataDirectory);
    expect((await summaryOf(second)).allDelivered).toBe(false);
    await until(async () => (await summaryOf(second)).allDelivered);
    expect(stored(server, content)).toMatchObject({ complete: true });
    expect(stored(server, content)!.stored).toBe(content.length);
  }, 60_000);

  it('is told in the list of files, and tried again when a person asks', async () => {
    const server = await startPlatform({ clock: Date.now });
    const client = await startClient(server.url, temporaryDirectory('http'));
    await synced(client);
    const content = jpeg(50_000, 4);
    for (const one of [content, signaturePicture.content]) await keep(client, one);
    // Somebody tidied up the folder.
    const place = join(client.directory, 'attachments', sha256Of(content));
    renameSync(place, `${place}.away`);
    await enter(client, server, [content]);
    const list = () =>
      call(client.router.attachments.list, { all: false, cursor: null, limit: 10 }, { context: client.context });
    await until(async () => (await list()).rows.some(({ state }) => state === 'failed'));
    await until(async () => (await list()).owed === 1);
    const { rows } = await list();
    expect(rows).toMatchObject([
      {
        sha256: sha256Of(content),
        name: '现场1.jpg',
        state: 'failed',
        canRetry: true,
        outcome: { class: 'fileMissing' },
      },
    ]);
    expect(rows[0]!.recordTitle).not.toBe('');
    renameSync(`${place}.away`, place);
    const retry = (sha256: string) => call(client.router.attachments.retry, { sha256 }, { context: client.context });
    expect(await retry('0'.repeat(64))).toEqual({ ok: false, reason: 'notFound' });
    expect(await retry(sha256Of(content))).toEqual({ ok: true });
    await until(async () => (await list()).owed === 0);
    expect(await retry(sha256Of(content))).toMatchObject({ ok: false, reason: 'refused' });
    expect((await summaryOf(client)).allDelivered).toBe(true);
  }, 60_000);
});
