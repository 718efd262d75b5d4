/** Files from the platform to a PC that never had them, over lines that break, disks that are full and processes that die. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realFiles, type Files } from '#core/database/files.ts';
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';
import type { Database } from '#core/database/types.ts';
import { subjectsCollection, checklistsCollection, plansCollection } from '#core/inspections/sync.ts';
import { inspectorsCollection, staffCollection } from '#core/inspectors/sync.ts';
import { undeliveredFiles } from '#core/inspections/rows.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { askForDeliveredAgain, attachmentOf } from '#core/sync/attachments/rows.ts';
import { createDownloadStore } from '#core/sync/attachments/download-store.ts';
import { openSealed } from '#core/sync/attachments/sealed-file.ts';
import { departmentOf } from '#platform/county.ts';
import { noticeSchema } from '#shared/domains/notices/record.ts';
import type { ReferredFile } from '#shared/contract/attachments.ts';
import { type Plan, planSchema } from '#shared/domains/inspections/plans.ts';
import { seededChance, temporaryDirectory } from '../../support.ts';
import { signaturePicture } from '../../inspections/fixtures.ts';
import { type Client, startClient } from '../../../../simulation/client.ts';
import { calmLine, createLine } from '../../../../simulation/network.ts';
import { sha256Of } from './files-in-memory.ts';
import { contentOf, createScene, type Scene } from './scene.ts';
import { receive } from '../scene.ts';
import { createSlowLine } from './slow-line.ts';

const key = Buffer.alloc(32, 9);
const minute = 60_000;
const collection = 'inspectionSubjects';

interface Pc {
  readonly client: Client;
  readonly directory: string;
  readonly database: Database;
  referred(recordId: string, of?: string): ReferredFile[];
  fileOf(recordId: string, content: Buffer): ReferredFile | undefined;
  want(content: Buffer, recordId: string, of?: string): number;
}

/** A PC of the department's reviewer; with `before` the next life of that PC. */
function reviewersPc(
  { world }: Scene,
  transport: PlatformTransport,
  options: { before?: Pc; files?: Files; account?: string } = {},
): Pc {
  const directory = options.before?.directory ?? temporaryDirectory('downloads');
  const chance = seededChance(options.before ? 7 : 5);
  const downloads = createDownloadStore({ directory, databaseKey: key, chance, files: options.files ?? realFiles });
  const client = startClient({
    world,
    transport,
    account: options.account ?? 'scjg03',
    seed: options.before ? 78 : 77,
    database: options.before?.database,
    downloads,
    further: [checklistsCollection, plansCollection, subjectsCollection, inspectorsCollection, staffCollection],
  });
  onTestFinished(() => downloads.close());
  const referred = (recordId: string, of = collection) =>
    client.engine.context.downloads?.referred({ collection: of, recordId }) ?? [];
  return {
    client,
    directory,
    database: client.database,
    referred,
    fileOf: (recordId, content) => referred(recordId).find(({ sha256 }) => sha256 === sha256Of(content)),
    want(content, recordId, of = collection) {
      const queued = client.engine.context.downloads?.want([{ sha256: sha256Of(content), collection: of, recordId }]);
      client.engine.kick();
      return queued ?? -1;
    },
  };
}

/** A result with these photos, delivered from the laptop of an inspector. Returns the subject's id. */
async function delivered(scene: Scene, photos: readonly Buffer[]): Promise<string> {
  const laptop = scene.start(
    createLine(scene.world, () => scene.platform, calmLine),
    photos,
  );
  await scene.world.advance(3 * minute);
  const subject = scene.enter(laptop, photos);
  await scene.world.advance(3 * minute);
  expect(laptop.engine.summary().allDelivered).toBe(true);
  await laptop.stop();
  return subject;
}

const calm = ({ world, platform }: Scene): PlatformTransport => createLine(world, () => platform, calmLine);
const isFetch = ({ method, path }: PlatformRequest) => method === 'GET' && path.startsWith('/v1/attachments/');
/** The content of a kept file, opened with the key of the database. */
function kept({ directory }: Pc, content: Buffer): Buffer | null {
  const file = openSealed(join(directory, sha256Of(content)), key);
  if (!file) return null;
  try {
    return file.read(0, file.facts.bytes);
  } finally {
    file.close();
  }
}
/** A line that meddles with what comes back to requests for files. */
function meddling(
  scene: Scene,
  meddle: (answer: PlatformAnswer, request: PlatformRequest) => PlatformAnswer,
): PlatformTransport {
  const line = calm(scene);
  return {
    async exchange(url, request) {
      const answer = await line.exchange(url, request);
      return isFetch(request) ? meddle(answer, request) : answer;
    },
  };
}

describe('a reviewer on another PC', () => {
  it('gets the photos and signatures of a result and the files of running plans by itself, sealed, and owes nothing', async () => {
    const scene = createScene(21);
    const photos = [contentOf(1_300_000, 1), contentOf(70_000, 2)];
    const subject = await delivered(scene, photos);
    const pc = reviewersPc(scene, calm(scene));
    await scene.world.advance(3 * minute);
    const files = [...photos, signaturePicture.content];
    expect(pc.referred(subject).map(({ state }) => state)).toEqual(files.map(() => 'here'));
    for (const content of files) {
      expect(kept(pc, content)?.equals(content)).toBe(true);
      expect(readFileSync(join(pc.directory, sha256Of(content))).includes(content.subarray(0, 64))).toBe(false);
      expect(attachmentOf(pc.database, sha256Of(content))).toMatchObject({ state: 'delivered', bytes: content.length });
    }
    const running = pc.referred('FA0001', 'inspectionPlans');
    expect(running.map(({ name, state }) => `${name} ${state}`)).toEqual(['工作方案.pdf here', '抽查告知书.txt here']);
    expect(pc.client.engine.summary()).toMatchObject({ allDelivered: true, attachments: 0 });
  });

  it('has files of finished plans only when asked for, also where the asking was done without a network and before a start', async () => {
    const scene = createScene(22);
    const plan: Plan = planSchema.parse(scene.platform.control.record('inspectionPlans', 'FA0004')?.data);
    const [file] = plan.files;
    if (plan.stage !== 'finished' || !file) throw new Error('FA0004 is a finished plan with files');
    let offline = false;
    const good = calm(scene);
    const line: PlatformTransport = {
      exchange: (url, request) =>
        offline ? Promise.resolve({ came: 'nothing', why: 'offline', detail: '' }) : good.exchange(url, request),
    };
    const first = reviewersPc(scene, line);
    await scene.world.advance(3 * minute);
    expect(first.referred(plan.id, 'inspectionPlans').map(({ state }) => state)).toEqual(['absent', 'absent']);
    offline = true;
    const wish = { sha256: file.sha256, collection: 'inspectionPlans', recordId: plan.id };
    expect(first.client.engine.context.downloads?.want([wish])).toBe(1);
    await scene.world.advance(minute);
    expect(first.referred(plan.id, 'inspectionPlans')[0]).toMatchObject({ state: 'waiting' });
    first.client.kill();
    offline = false;
    const second = reviewersPc(scene, line, { before: first });
    await scene.world.advance(2 * minute);
    expect(second.referred(plan.id, 'inspectionPlans').map(({ state }) => state)).toEqual(['here', 'absent']);
  });

  it('gets files also while a removal of everything waits for a person', async () => {
    const scene = createScene(29);
    const plan: Plan = planSchema.parse(scene.platform.control.record('inspectionPlans', 'FA0004')?.data);
    const pc = reviewersPc(scene, calm(scene));
    await scene.world.advance(3 * minute);
    scene.platform.control.faults.add({ kind: 'massRemoval', match: { path: 'collection=notices' } });
    await scene.world.advance(70_000);
    expect(pc.client.engine.status().state).toBe('paused');
    const wish = { sha256: plan.files[0]?.sha256 ?? '', collection: 'inspectionPlans', recordId: plan.id };
    expect(pc.client.engine.context.downloads?.want([wish])).toBe(1);
    await scene.world.advance(minute);
    expect(pc.referred(plan.id, 'inspectionPlans')[0]).toMatchObject({ state: 'here' });
    expect(pc.client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'massRemoval' } });
  });

  it('leaves a film of 30 MB on the platform until it is asked for', async () => {
    const scene = createScene(23);
    const film = contentOf(30 * 1024 * 1024, 3);
    const subject = await delivered(scene, [film]);
    const pc = reviewersPc(scene, calm(scene));
    await scene.world.advance(3 * minute);
    expect(pc.fileOf(subject, film)).toMatchObject({ state: 'absent', bytes: film.length });
    expect(pc.fileOf(subject, signaturePicture.content)).toMatchObject({ state: 'here' });
    expect(pc.want(film, subject)).toBe(1);
    await scene.world.advance(2 * minute);
    expect(pc.fileOf(subject, film)).toMatchObject({ state: 'here' });
    expect(kept(pc, film)?.equals(film)).toBe(true);
  });
});

describe('a line that breaks', () => {
  it('costs little more than the file: what came stays, over 256 kbit/s broken every 30 s', async () => {
    const scene = createScene(24);
    const photo = contentOf(8_000_000, 4);
    const subject = await delivered(scene, [photo]);
    const { world, platform } = scene;
    let narrow = false;
    const good = calm(scene);
    const slow = createSlowLine({ world, platform: () => platform, bytesPerSecond: 32_000, cutEvery: 30_000 });
    // Records come on a good line, as at the office; files then on a poor one.
    const pc = reviewersPc(scene, {
      exchange: (url, request) =>
        isFetch(request)
          ? ((narrow = true), slow.exchange(url, request))
          : (narrow ? slow : good).exchange(url, request),
    });
    const percents = new Set<number>();
    for (let step = 0; step < 200 && pc.fileOf(subject, photo)?.state !== 'here'; step += 1) {
      await world.advance(5000);
      const file = pc.fileOf(subject, photo);
      if (file?.state === 'fetching') percents.add(Math.floor((file.receivedBytes / file.bytes) * 100));
    }
    expect(kept(pc, photo)?.equals(photo)).toBe(true);
    expect(slow.cuts).toBeGreaterThan(5);
    expect(percents.size).toBeGreaterThan(10);
    expect(slow.received / photo.length).toBeLessThan(1.1);
  }, 60_000);

  it('keeps nobody from working: what is done meanwhile leaves between two parts', async () => {
    const scene = createScene(25);
    const photo = contentOf(6_000_000, 5);
    const subject = await delivered(scene, [photo]);
    const { world, platform } = scene;
    const pushed = () => platform.control.notices.push({ reviewDepartment: departmentOf('scjg'), stage: 'pending' }).id;
    const noticeOf = (id: string) => noticeSchema.parse(platform.control.record('notices', id)?.data);
    const notice = pushed();
    const slow = createSlowLine({ world, platform: () => platform, bytesPerSecond: 100_000, cutEvery: null });
    const good = calm(scene);
    const pc = reviewersPc(scene, {
      exchange: (url, request) => (isFetch(request) ? slow : good).exchange(url, request),
    });
    for (let step = 0; step < 400 && pc.fileOf(subject, photo)?.state !== 'fetching'; step += 1)
      await world.advance(100);
    expect(pc.fileOf(subject, photo)?.state).toBe('fetching');
    receive(pc.client, [notice]);
    await world.advance(4000);
    expect(pc.fileOf(subject, photo)?.state).toBe('fetching');
    expect(noticeOf(notice).stage).toBe('received');
    // News comes, too, although the file is still on its way.
    const news = pushed();
    await world.advance(30_000);
    expect(pc.fileOf(subject, photo)?.state).not.toBe('here');
    expect(noticesCollection.read(pc.database, news)).not.toBe(null);
    expect(pc.client.engine.status().state).toBe('connected');
  }, 60_000);
});

describe('bytes that are not what they should be', () => {
  it('a range that was changed on its way is asked for again, and nothing of it is kept', async () => {
    const scene = createScene(26);
    const photo = contentOf(900_000, 6);
    const subject = await delivered(scene, [photo]);
    let damaged = 0;
    const pc = reviewersPc(
      scene,
      meddling(scene, (answer) => {
        if (answer.came !== 'answer' || !answer.bytes || damaged >= 4) return answer;
        damaged += 1;
        const bytes = Buffer.from(answer.bytes);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        return { ...answer, bytes };
      }),
    );
    await scene.world.advance(3 * minute);
    expect(damaged).toBe(4);
    expect(kept(pc, photo)?.equals(photo)).toBe(true);
    expect(pc.fileOf(subject, photo)).toMatchObject({ state: 'here' });
  });

  it('a whole that has another hash is never kept; said, and fetched once it is right', async () => {
    const scene = createScene(27);
    const photo = contentOf(300_000, 7);
    const subject = await delivered(scene, [photo]);
    let wrong = true;
    const pc = reviewersPc(
      scene,
      meddling(scene, (answer, { path }) => {
        if (!wrong || answer.came !== 'answer' || !answer.bytes || !path.includes(sha256Of(photo))) return answer;
        const bytes = Buffer.from(answer.bytes);
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        // A gateway that swaps the content knows how to name its hash, too.
        return { ...answer, bytes, headers: { ...answer.headers, 'x-content-sha256': sha256Of(bytes) } };
      }),
    );
    await scene.world.advance(2 * minute);
    expect(pc.fileOf(subject, photo)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('校验值不符') as string,
    });
    expect(existsSync(join(pc.directory, sha256Of(photo)))).toBe(false);
    expect(pc.client.engine.status()).toMatchObject({ state: 'connected', problem: null });
    wrong = false;
    await scene.world.advance(5 * minute);
    expect(pc.fileOf(subject, photo)).toMatchObject({ state: 'here' });
  });

  it('a kept file that was damaged on the disk is fetched anew when asked for', async () => {
    const scene = createScene(28);
    const photo = contentOf(300_000, 8);
    const subject = await delivered(scene, [photo]);
    const pc = reviewersPc(scene, calm(scene));
    await scene.world.advance(3 * minute);
    const place = join(pc.directory, sha256Of(photo));
    const sealed = readFileSync(place);
    sealed[sealed.length - 100] = (sealed[sealed.length - 100] ?? 0) ^ 1;
    const handle = realFiles.open(place, 'w');
    realFiles.write(handle, sealed);
    realFiles.close(handle);
    expect(pc.want(photo, subject)).toBe(1);
    await scene.world.advance(minute);
    expect(kept(pc, photo)?.equals(photo)).toBe(true);
  });
});

describe('what the platform says about a file', () => {
  it('404: not wholly there yet is told and tried again, and comes by itself once it is', async () => {
    const scene = createScene(29);
    const { world, platform } = scene;
    const photo = contentOf(400_000, 9);
    let stuck = true;
    const good = calm(scene);
    // The laptop delivers its record; its photo does not get through.
    const laptop = scene.start(
      {
        exchange: (url, request) =>
          stuck && request.method === 'PUT'
            ? Promise.resolve({ came: 'nothing', why: 'cut', detail: '' })
            : good.exchange(url, request),
      },
      [photo],
    );
    await world.advance(3 * minute);
    const subject = scene.enter(laptop, [photo]);
    await world.advance(minute);
    const pc = reviewersPc(scene, good);
    await world.advance(2 * minute);
    expect(pc.fileOf(subject, photo)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('还没有收齐') as string,
    });
    expect(pc.client.engine.status()).toMatchObject({ state: 'connected', problem: null });
    stuck = false;
    await world.advance(40 * minute);
    expect(platform.control.attachments().some(({ sha256, complete }) => complete && sha256 === sha256Of(photo))).toBe(
      true,
    );
    expect(pc.fileOf(subject, photo)).toMatchObject({ state: 'here' });
  });

  it('a platform or a gateway that gives no files at all stops no record, and is asked less and less often', async () => {
    const scene = createScene(36);
    const photo = contentOf(100_000, 16);
    const subject = await delivered(scene, [photo]);
    const refusals: readonly { status: number; headers: Record<string, string>; body: string }[] = [
      { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>Forbidden</html>' },
      { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not Found</html>' },
      { status: 405, headers: {}, body: '' },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
    ];
    for (const answer of refusals) {
      let asked = 0;
      const pc = reviewersPc(
        scene,
        meddling(scene, () => {
          asked += 1;
          return { came: 'answer', ...answer };
        }),
      );
      await scene.world.advance(3 * minute);
      expect(pc.client.engine.status()).toMatchObject({ state: 'connected', problem: null });
      expect(pc.fileOf(subject, photo)?.state).not.toBe('here');
      const before = asked;
      await scene.world.advance(20 * minute);
      expect(asked - before, `${answer.status}`).toBeLessThan(60);
      await pc.client.stop();
    }
  });

  it('403 for one file is that file’s own matter; the sync goes on', async () => {
    const scene = createScene(30);
    const photo = contentOf(100_000, 10);
    const subject = await delivered(scene, [photo]);
    const refused: PlatformAnswer = {
      came: 'answer',
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"code":"forbidden","message":"不属于本部门"}}',
    };
    const pc = reviewersPc(
      scene,
      meddling(scene, (answer, { path }) => (path.includes(sha256Of(photo)) ? refused : answer)),
    );
    await scene.world.advance(3 * minute);
    expect(pc.fileOf(subject, photo)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('没有把这个附件开放') as string,
    });
    expect(pc.fileOf(subject, signaturePicture.content)).toMatchObject({ state: 'here' });
    expect(pc.client.engine.status()).toMatchObject({ state: 'connected', problem: null });
  });

  it('a login page, a maintenance or another history in place of the bytes end the round like anywhere else', async () => {
    const scene = createScene(31);
    const photo = contentOf(100_000, 11);
    const subject = await delivered(scene, [photo]);
    const page: PlatformAnswer = {
      came: 'answer',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>',
    };
    const down: PlatformAnswer = {
      came: 'answer',
      status: 503,
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"code":"maintenance","message":"维护"}}',
    };
    let instead: PlatformAnswer | null = page;
    const pc = reviewersPc(
      scene,
      meddling(scene, (answer) => instead ?? answer),
    );
    await scene.world.advance(minute);
    expect(pc.client.engine.status().problem?.class).toBe('portal');
    expect(pc.fileOf(subject, photo)?.state).toBe('waiting');
    instead = down;
    await scene.world.advance(minute);
    expect(pc.client.engine.status().problem?.class).toBe('maintenance');
    instead = null;
    await scene.world.advance(10 * minute);
    expect(pc.fileOf(subject, photo)).toMatchObject({ state: 'here' });
    expect(pc.client.engine.status().problem).toBe(null);
  });

  it('bytes under the stamp of another history are not taken', async () => {
    const scene = createScene(32);
    const photo = contentOf(100_000, 12);
    const subject = await delivered(scene, [photo]);
    const pc = reviewersPc(
      scene,
      meddling(scene, (answer) =>
        answer.came === 'answer' ? { ...answer, headers: { ...answer.headers, 'x-platform-epoch': 'other' } } : answer,
      ),
    );
    await scene.world.advance(2 * minute);
    expect(pc.client.engine.status().problem?.class).toBe('wrongEpoch');
    expect(kept(pc, photo)).toBe(null);
    expect(pc.fileOf(subject, photo)?.state).not.toBe('here');
  });
});

describe('this PC', () => {
  it('with a full disk says so at the file, goes on with all else, and fetches when there is room', async () => {
    const scene = createScene(33);
    const photo = contentOf(200_000, 13);
    const subject = await delivered(scene, [photo]);
    let free = 100_000;
    const pc = reviewersPc(scene, calm(scene), { files: { ...realFiles, freeBytes: () => free } });
    await scene.world.advance(3 * minute);
    const state = () => pc.fileOf(subject, photo);
    expect(pc.client.engine.status()).toMatchObject({ state: 'connected', problem: null });
    expect(
      pc.client.engine.context.downloads
        ?.referred({ collection, recordId: subject })
        .some(({ words }) => words.includes('磁盘空间不足')),
    ).toBe(true);
    expect(pc.want(photo, subject)).toBe(1);
    await scene.world.advance(10_000);
    expect(state()).toMatchObject({ state: 'failed', words: expect.stringContaining('磁盘空间不足') as string });
    expect(kept(pc, photo)).toBe(null);
    free = 50_000_000;
    expect(pc.want(photo, subject)).toBe(1);
    await scene.world.advance(10_000);
    expect(state()).toMatchObject({ state: 'here' });
    // What nobody asked for waits until a good deal is free.
    expect(pc.fileOf(subject, signaturePicture.content)?.state).not.toBe('here');
  });

  it('killed in the middle goes on from what it had', async () => {
    const scene = createScene(34);
    const { world, platform } = scene;
    const photo = contentOf(5_000_000, 14);
    const subject = await delivered(scene, [photo]);
    const slow = createSlowLine({ world, platform: () => platform, bytesPerSecond: 200_000, cutEvery: null });
    const good = calm(scene);
    const offsets: number[] = [];
    const line: PlatformTransport = {
      exchange(url, request) {
        if (isFetch(request) && request.path.includes(sha256Of(photo)))
          offsets.push(Number(/bytes=(\d+)/.exec(request.headers.range ?? '')?.[1]));
        return (isFetch(request) ? slow : good).exchange(url, request);
      },
    };
    const first = reviewersPc(scene, line);
    for (let step = 0; step < 300 && (first.fileOf(subject, photo)?.receivedBytes ?? 0) < 3_000_000; step += 1)
      await world.advance(200);
    first.client.kill();
    const before = offsets.length;
    const second = reviewersPc(scene, line, { before: first });
    await world.advance(3 * minute);
    expect(kept(second, photo)?.equals(photo)).toBe(true);
    // At most the part that was not sealed yet comes twice.
    expect(offsets[before]).toBeGreaterThanOrEqual(2 * 1024 * 1024);
    expect(second.fileOf(subject, photo)).toMatchObject({ state: 'here' });
  });
});

it('after the platform’s history was replaced, nothing is owed of files that only came from there, and work that takes one up asks anew', async () => {
  const scene = createScene(35);
  const photo = contentOf(50_000, 15);
  const subject = await delivered(scene, [photo]);
  const pc = reviewersPc(scene, calm(scene));
  await scene.world.advance(2 * minute);
  expect(attachmentOf(pc.database, sha256Of(photo))).toMatchObject({ state: 'delivered' });
  askForDeliveredAgain(pc.database);
  expect(attachmentOf(pc.database, sha256Of(photo))).toBe(undefined);
  expect(pc.fileOf(subject, photo)).toMatchObject({ state: 'here' });
  expect(undeliveredFiles(pc.database, [sha256Of(photo)])).toEqual(new Set());
});
