import { describe, expect, it } from 'vitest';
import type { PlatformAnswer, PlatformTransport } from '#core/environment.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { fileCounts, noteFile } from '#core/sync/attachments/rows.ts';
import { filesOfRecord, listFiles } from '#core/sync/attachments/screens.ts';
import { retry } from '#core/sync/outbox/commands.ts';
import { listOutbox } from '#core/sync/outbox/queries.ts';
import { maximumAttachmentBytes } from '#shared/platform-api/interface.ts';
import { calmLine, createLine } from '../../../../simulation/network.ts';
import { signaturePicture } from '../../inspections/fixtures.ts';
import { sha256Of } from './files-in-memory.ts';
import { contentOf, createScene } from './scene.ts';
import { createSlowLine } from './slow-line.ts';

const minute = 60_000;

describe('a file of 50 MB over 256 kbit/s that breaks every 30 s', () => {
  it('arrives whole, at most 5 % of it sent twice', async () => {
    const scene = createScene();
    const { world, platform } = scene;
    const big = contentOf(maximumAttachmentBytes);
    // Signs in and downloads on a good line first, as at the office.
    let narrow = false;
    const broken = createSlowLine({ world, platform: () => platform, bytesPerSecond: 32_000, cutEvery: 30_000 });
    const good = createLine(world, () => platform, calmLine);
    const client = scene.start({ exchange: (url, request) => (narrow ? broken : good).exchange(url, request) }, [big]);
    await world.advance(5000);
    narrow = true;
    const subject = scene.enter(client, [big]);
    await world.advance(2 * minute);
    // The record is there long before its file, and each says so for itself.
    expect(client.engine.summary()).toMatchObject({ unsettled: 0, allDelivered: false });
    expect(fileCounts(client.database, 'inspectionSubjects', [subject]).get(subject)).toEqual({
      delivered: 1,
      total: 2,
    });
    for (let passed = 2; passed < 90 && !client.engine.summary().allDelivered; passed += 1) await world.advance(minute);
    expect(scene.onPlatform(big)).toMatchObject({ stored: big.length, complete: true });
    expect(client.engine.summary().allDelivered).toBe(true);
    const again = broken.sent / (big.length + signaturePicture.content.length) - 1;
    expect(broken.cuts).toBeGreaterThan(30);
    expect(again).toBeLessThan(0.05);
    // The line alone needs 27 minutes for it; breaks, questions and waits may take a third more.
    expect(world.passed()).toBeLessThan(37 * minute);
  }, 120_000);
});

describe('a record and its files', () => {
  it('leave in this order: no file before the platform has accepted its record', async () => {
    const scene = createScene(3);
    const { world, platform } = scene;
    const photo = contentOf(300_000, 1);
    const line = createLine(world, () => platform, calmLine);
    const unreadable: PlatformAnswer = {
      came: 'answer',
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: { code: 'badRequest', message: '读不懂' } }),
    };
    let refusing = false;
    const client = scene.start(
      {
        exchange: (url, request) =>
          refusing && request.method === 'POST' ? Promise.resolve(unreadable) : line.exchange(url, request),
      },
      [photo],
    );
    await world.advance(minute);
    refusing = true;
    scene.enter(client, [photo]);
    await world.advance(5 * minute);
    // The rounds themselves go well: what is set aside keeps nothing else from leaving, only its own files.
    expect(client.engine.status()).toMatchObject({ state: 'connected', unsettled: 1, needPerson: 1 });
    expect(scene.onPlatform(photo)).toBeUndefined();
    refusing = false;
    const [entry] = listOutbox(client.workspace, client.engine.context.collections, {
      states: ['quarantined'],
      cursor: null,
      limit: 1,
    }).rows;
    retry(client.engine.context, entry?.id ?? '');
    await world.advance(2 * minute);
    expect(scene.onPlatform(photo)).toMatchObject({ complete: true });
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('report separately; nothing is called delivered while a file is on its way', async () => {
    const scene = createScene(2);
    const { world, platform } = scene;
    const photos = [contentOf(300_000, 1), contentOf(200_000, 2), contentOf(250_000, 3)];
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 100_000, cutEvery: null });
    const client = scene.start(line, photos);
    await world.advance(3 * minute);
    const subject = scene.enter(client, photos);
    const seen = new Set<string>();
    for (let step = 0; step < 200; step += 1) {
      await world.advance(200);
      const { delivered, total } = filesOfRecord(client.database, 'inspectionSubjects', subject).count;
      const { unsettled, allDelivered } = client.engine.summary();
      seen.add(`${unsettled === 0 ? '正文已报' : '正文待报'}，附件 ${delivered}/${total}`);
      const onPlatform = photos.every((photo) => scene.onPlatform(photo)?.complete === true);
      if (allDelivered) expect(onPlatform).toBe(true);
      if (unsettled > 0) expect(photos.some((photo) => scene.onPlatform(photo) !== undefined)).toBe(false);
    }
    expect([...seen]).toEqual([
      '正文待报，附件 0/4',
      '正文已报，附件 0/4',
      '正文已报，附件 1/4',
      '正文已报，附件 2/4',
      '正文已报，附件 3/4',
      '正文已报，附件 4/4',
    ]);
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('leave while a removal of everything waits for a person, who is told before they are through', async () => {
    const scene = createScene(5);
    const { world, platform } = scene;
    const photo = contentOf(2_000_000, 4);
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 100_000, cutEvery: null });
    const client = scene.start(line, [photo]);
    await world.advance(3 * minute);
    const here = noticesCollection.count(client.database);
    platform.control.faults.add({ kind: 'massRemoval', match: { path: 'collection=notices' } });
    scene.enter(client, [photo]);
    await world.advance(10_000);
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'massRemoval' }, running: true });
    expect(scene.onPlatform(photo)?.complete).not.toBe(true);
    await world.advance(minute);
    expect(scene.onPlatform(photo)).toMatchObject({ complete: true });
    expect(client.engine.summary().allDelivered).toBe(true);
    // Still a question, and nothing removed.
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'massRemoval' } });
    expect(noticesCollection.count(client.database)).toBe(here);
    expect(await client.engine.decidePause(true)).toEqual({ ok: true });
    await world.advance(5000);
    expect(noticesCollection.count(client.database)).toBe(0);
  });

  it('go on where the platform stands after the process was killed', async () => {
    const scene = createScene(3);
    const { world, platform } = scene;
    const photos = [contentOf(3_000_000)];
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 100_000, cutEvery: null });
    const first = scene.start(line, photos);
    await world.advance(3 * minute);
    scene.enter(first, photos);
    await world.advance(15_000);
    first.kill();
    const before = scene.onPlatform(photos[0]!)!;
    expect(before.stored).toBeGreaterThan(500_000);
    expect(before.complete).toBe(false);
    expect(listFiles(first.database, { all: false, cursor: null, limit: 9 }).rows[0]).toMatchObject({
      state: 'sending',
      name: '现场1.jpg',
    });
    await world.advance(minute);
    const sentBefore = line.sent;
    const second = scene.start(line, photos, first.database);
    await world.advance(5 * minute);
    expect(scene.onPlatform(photos[0]!)).toMatchObject({ complete: true });
    expect(second.engine.summary().allDelivered).toBe(true);
    // Only the part that was under way goes a second time.
    expect(line.sent - sentBefore).toBeLessThan(photos[0]!.length - before.stored + 150_000);
  });

  it('let new operations leave between two parts', async () => {
    const scene = createScene(4);
    const { world, platform } = scene;
    const big = contentOf(20_000_000);
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 32_000, cutEvery: null });
    let narrow = false;
    const good = createLine(world, () => platform, calmLine);
    const client = scene.start({ exchange: (url, request) => (narrow ? line : good).exchange(url, request) }, [big]);
    await world.advance(5000);
    scene.enter(client, [big]);
    narrow = true;
    await world.advance(2 * minute);
    for (let count = 0; count < 5; count += 1) {
      scene.enter(client, []);
      await world.advance(7000);
      expect(client.engine.summary().unsettled).toBe(0);
    }
    expect(client.engine.summary().allDelivered).toBe(false);
  });
});

describe('a file that makes trouble', () => {
  const cases = async (meddle: Parameters<typeof createSlowLine>[0]['meddle'], contents: Buffer[]) => {
    const scene = createScene(5);
    const { world, platform } = scene;
    let on = false;
    const line = createSlowLine({
      world,
      platform: () => platform,
      bytesPerSecond: 1_000_000,
      cutEvery: null,
      meddle: (request) => (on && meddle ? meddle(request) : request),
    });
    const client = scene.start(line, contents);
    await world.advance(2 * minute);
    on = true;
    const subject = scene.enter(client, contents);
    await world.advance(3 * minute);
    return { ...scene, client, subject, line, heal: () => void (on = false) };
  };

  it('is sent again where a part arrives damaged', async () => {
    let damaged = 0;
    const content = contentOf(2_000_000);
    const { client, onPlatform } = await cases(
      (request) => {
        if (request.method !== 'PUT' || !Buffer.isBuffer(request.body) || damaged >= 3) return request;
        damaged += 1;
        const body = Buffer.from(request.body);
        body[100] = (body[100] ?? 0) ^ 1;
        if (damaged === 2) return { ...request, body };
        // Where nothing looks at the hash of the body as a whole, that of the part tells.
        return { ...request, body, headers: { ...request.headers, 'x-content-sha256': sha256Of(body) } };
      },
      [content],
    );
    expect(damaged).toBe(3);
    expect(onPlatform(content)).toMatchObject({ complete: true });
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('is told and left alone where the platform refuses it for good, and keeps nothing else from leaving', async () => {
    const [bad, fine] = [contentOf(100_000, 7), contentOf(100_000, 8)];
    const { client, world, subject, onPlatform, heal } = await cases(
      (request) =>
        request.method === 'PUT' && request.path.includes(sha256Of(bad))
          ? {
              came: 'answer',
              status: 422,
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ error: { code: 'fileDamaged', message: '附件拼合后与其校验值不符' } }),
            }
          : request,
      [bad, fine],
    );
    const { files, count } = filesOfRecord(client.database, 'inspectionSubjects', subject);
    expect(count).toEqual({ delivered: 2, total: 3 });
    expect(onPlatform(fine)).toMatchObject({ complete: true });
    expect(files.find(({ sha256 }) => sha256 === sha256Of(bad))).toMatchObject({
      state: 'failed',
      canRetry: true,
      outcome: { class: 'fileRefused', text: '平台没有收下这个附件' },
    });
    expect(client.engine.summary()).toMatchObject({ unsettled: 0, attachments: 1, allDelivered: false });
    heal();
    await world.advance(10 * minute);
    // Not by itself: a person asks for it.
    expect(client.engine.summary().attachments).toBe(1);
  });

  it('waits by itself while the platform fails over it, and goes on within a minute after', async () => {
    const [bad, fine] = [contentOf(100_000, 7), contentOf(100_000, 8)];
    const { client, world, onPlatform, heal } = await cases(
      (request) =>
        request.method === 'PUT' && request.path.includes(sha256Of(bad))
          ? { came: 'answer', status: 500, headers: { 'content-type': 'text/html' }, body: '<html>500</html>' }
          : request,
      [bad, fine],
    );
    await world.advance(30 * minute);
    expect(onPlatform(fine)).toMatchObject({ complete: true });
    expect(client.engine.status().state).toBe('connected');
    expect(client.engine.summary()).toMatchObject({ attachments: 1, allDelivered: false });
    heal();
    await world.advance(minute);
    expect(client.engine.summary()).toMatchObject({ attachments: 0, allDelivered: true });
  });

  it.each([
    ['refuses one with a page of its own', (bad: Buffer) => (path: string) => path.includes(sha256Of(bad)), 403, 1],
    ['lets only 100 kB through at once', () => (_path: string, bytes: number) => bytes > 100_000, 413, 0],
  ])('meets a gateway that %s: everything that can go does', async (_what, refuses, status, left) => {
    const [bad, fine] = [contentOf(1_000_000, 7), contentOf(1_200_000, 8)];
    const refused = refuses(bad);
    const { client, world, onPlatform, heal } = await cases(
      (request) =>
        request.method === 'PUT' && refused(request.path, Buffer.from(request.body ?? '').length)
          ? { came: 'answer', status, headers: { 'content-type': 'text/html' }, body: '<html>blocked</html>' }
          : request,
      [bad, fine],
    );
    expect(client.engine.status().state).toBe('connected');
    expect(onPlatform(fine)).toMatchObject({ complete: true });
    expect(client.engine.summary().attachments).toBe(left);
    heal();
    await world.advance(minute);
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('is told of where it is neither here nor on the platform, and goes on by itself once a colleague has delivered it', async () => {
    const scene = createScene(6);
    const { world, platform } = scene;
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 1_000_000, cutEvery: null });
    let questions = 0;
    const counted: PlatformTransport = {
      exchange(url, request) {
        if (request.method === 'HEAD') questions += 1;
        return line.exchange(url, request);
      },
    };
    const client = scene.start(counted, []);
    await world.advance(2 * minute);
    const awaited = contentOf(5000);
    const subject = scene.enter(client, [awaited]);
    await world.advance(minute);
    const file = () =>
      filesOfRecord(client.database, 'inspectionSubjects', subject).files.find(
        ({ sha256 }) => sha256 === sha256Of(awaited),
      );
    expect(file()).toMatchObject({
      state: 'failed',
      outcome: {
        class: 'fileMissing',
        text: '本机没有这个附件，平台也还没有收到',
        next: expect.stringContaining('等同事的电脑把它送到平台，这里会自动完成') as string,
      },
      nextAttemptAt: expect.any(String) as string,
    });
    await world.advance(120 * minute);
    expect(client.engine.status()).toMatchObject({ state: 'connected', allDelivered: false });
    // Every ten minutes at most, and the rest of the round does not suffer.
    expect(questions).toBeLessThan(30);
    const colleague = scene.start(line, [awaited]);
    await world.advance(2 * minute);
    scene.enter(colleague, [awaited]);
    await world.advance(11 * minute);
    expect(colleague.engine.summary().allDelivered).toBe(true);
    expect(file()).toMatchObject({ state: 'delivered', outcome: null });
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('leaves at once when it was put back, however long it had been looked for', async () => {
    const scene = createScene(6);
    const { world, platform } = scene;
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 1_000_000, cutEvery: null });
    const lost = contentOf(5000);
    const here: Buffer[] = [];
    const client = scene.start(line, here);
    await world.advance(2 * minute);
    scene.enter(client, [lost]);
    await world.advance(60 * minute);
    expect(client.engine.summary().attachments).toBe(1);
    here.push(lost);
    // As `finish` does it when a file was taken in.
    noteFile(client.database, { sha256: sha256Of(lost), bytes: lost.length, mediaType: 'image/jpeg' }, '');
    client.engine.kick();
    await world.advance(5000);
    expect(client.engine.summary().allDelivered).toBe(true);
  });

  it('needs not be here where a colleague has delivered it', async () => {
    const scene = createScene(6);
    const { world, platform } = scene;
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 1_000_000, cutEvery: null });
    const shared = contentOf(5000);
    const colleague = scene.start(line, [shared]);
    await world.advance(2 * minute);
    scene.enter(colleague, [shared]);
    await world.advance(minute);
    colleague.kill();
    const sent = line.sent;
    const client = scene.start(line, []);
    await world.advance(2 * minute);
    scene.enter(client, [shared]);
    await world.advance(minute);
    expect(client.engine.summary().allDelivered).toBe(true);
    expect(line.sent).toBe(sent);
  });

  it('is asked for again after the platform’s history was replaced', async () => {
    const scene = createScene(8);
    const { world, platform } = scene;
    const line = createSlowLine({ world, platform: () => platform, bytesPerSecond: 1_000_000, cutEvery: null });
    const content = contentOf(50_000);
    const client = scene.start(line, [content]);
    await world.advance(2 * minute);
    const early = platform.control.snapshot();
    scene.enter(client, [content]);
    await world.advance(minute);
    expect(client.engine.summary().allDelivered).toBe(true);
    platform.control.restore(early, { changeEpoch: true });
    await world.advance(2 * minute);
    expect(client.engine.status().problem?.class).toBe('wrongEpoch');
    const decided = client.engine.decidePause(true);
    await world.advance(5 * minute);
    await decided;
    expect(scene.onPlatform(content)).toMatchObject({ complete: true });
    expect(client.engine.summary().allDelivered).toBe(true);
  });
});
