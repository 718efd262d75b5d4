import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesCollection } from '#core/notices/sync.ts';
import { readMeta } from '#core/database/meta.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import { isReconciling, readStream } from '#core/sync/pull/streams.ts';
import type { PlatformTransport } from '#core/environment.ts';
import { firstWholeAt } from '#core/sync/pull/streams.ts';
import { departmentOf } from '#platform/county.ts';
import { contentHashHeader } from '#shared/platform-api/common.ts';
import { createLine } from '../../../simulation/network.ts';
import { mortal, ProcessDied } from '../../../simulation/mortal-database.ts';
import { freshDatabase } from '../../../simulation/client.ts';
import { contentOf, createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const cursorOf = (database: ReturnType<typeof freshDatabase>) =>
  database.prepare<[], { cursor: string }>("SELECT cursor FROM sync_cursor WHERE view = 'all'").get()?.cursor;

describe('reading changes', () => {
  it('brings a pushed notice, a changed one, and takes away what was assigned elsewhere', async () => {
    const client = await scene.client();
    const [pushed = '', changed = ''] = scene.push(2);
    await scene.world.advance(70_000);
    expect(noticeOf(client, pushed)?.stage).toBe('pending');
    scene.control.notices.change(changed, { address: '新址 8 号' });
    scene.control.notices.reassign(pushed, departmentOf('wsjk'));
    await scene.world.advance(70_000);
    expect(noticeOf(client, changed)?.address).toBe('新址 8 号');
    expect(noticeOf(client, pushed)).toBeUndefined();
  });

  it('what came with the first download had come before it ended, as the clock goes on meanwhile', async () => {
    scene.push(3);
    const client = scene.start();
    let ticks = 0;
    const { now } = client.clock;
    Object.assign(client.clock, { now: () => now() + (ticks += 1) });
    await scene.world.advance(2000);
    const after = client.database.prepare('SELECT count(*) FROM notice WHERE arrived_at > ?').pluck();
    expect(noticesCollection.count(client.database)).toBeGreaterThan(0);
    expect(after.get(firstWholeAt(client.database, 'notices'))).toBe(0);
    scene.push(1);
    await scene.world.advance(70_000);
    expect(after.get(firstWholeAt(client.database, 'notices'))).toBe(1);
  });

  it('applies a page and its cursor together, wherever the process dies, and asks for at most that page again', async () => {
    const database = freshDatabase();
    let left = Number.POSITIVE_INFINITY;
    const dying = () =>
      mortal(database, () => {
        if ((left -= 1) < 0) throw new ProcessDied();
      });
    const first = await scene.client('scjg01', { database: dying() });
    const before = cursorOf(database);
    const ids = scene.push(5);
    first.kill();
    let lives = 0;
    for (let allowed = 1; cursorOf(database) === before; allowed += 2) {
      lives += 1;
      const stored = contentOf(database);
      const client = scene.start('scjg01', { database: dying() });
      left = allowed;
      await scene.world.advance(2000);
      left = Number.POSITIVE_INFINITY;
      client.kill();
      if (cursorOf(database) === before) expect(contentOf(database)).toEqual(stored);
    }
    expect(lives).toBeGreaterThan(3);
    const reader = await scene.client('scjg01', { database });
    for (const id of ids) expect(noticeOf(reader, id)).toBeDefined();
  });

  it('never writes over a record with unsent work: the newer version waits beside it', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.line.fault = (request) => (request.method === 'POST' ? 'refused' : null);
    receive(client, [id]);
    scene.control.notices.change(id, { address: '新址 9 号' });
    await scene.world.advance(100);
    // Sending fails and ends the round, so the page is brought by a round without anything to send.
    scene.line.fault = (request) => (request.path.includes('operations') ? 'offline' : null);
    await scene.world.advance(90_000);
    expect(noticeOf(client, id)?.stage).toBe('received');
    scene.line.fault = () => null;
    await scene.world.advance(60_000);
    // Different fields: put on the new version without asking anybody.
    expect(statesOf(client)).toMatchObject({ accepted: 1 });
    expect(noticeOf(client, id)).toMatchObject({ stage: 'received', address: '新址 9 号' });
  });

  it('is usable when what still waits for somebody is here, while the rest still comes', async () => {
    scene.close();
    scene = createScene({ counts: { enterprises: 600, notices: 3000 } });
    const seen = new Set<string>();
    let client: Awaited<ReturnType<Scene['client']>> | null = null;
    scene.line.latency = () => 400;
    scene.line.fault = () => {
      if (client) seen.add(client.engine.status().firstDownload);
      return null;
    };
    client = scene.start('scjg01', { withEnterprises: true });
    expect(client.engine.status().firstDownload).toBe('notStarted');
    const part = () => client.engine.status().download?.find(({ collection }) => collection === 'notices');
    expect(part()).toMatchObject({ done: 0, total: null, open: { complete: false }, complete: false });
    while (client.engine.status().firstDownload !== 'usable') await scene.world.advance(200);
    const { done, total, open } = part()!;
    expect(open).toMatchObject({ complete: true, done: open?.total });
    if (total !== null) expect(done).toBeLessThanOrEqual(total);
    await scene.world.advance(60_000);
    expect(client.engine.status()).toMatchObject({ firstDownload: 'complete' });
    expect(client.engine.status().download).toBeUndefined();
    expect([...seen]).toEqual(expect.arrayContaining(['usable']));
  });

  it('delivers what is done during a long first download without waiting for its end', async () => {
    scene.close();
    scene = createScene({ counts: { enterprises: 6000, notices: 400 } });
    const [id = ''] = scene.push(1);
    scene.line.latency = () => 1500;
    const client = scene.start('scjg01', { withEnterprises: true });
    while (client.engine.status().firstDownload !== 'usable') await scene.world.advance(200);
    receive(client, [id]);
    await scene.world.advance(8000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    expect(client.engine.status().firstDownload).toBe('usable');
  });

  it('stops before a mass removal until a person says yes', async () => {
    const client = await scene.client();
    const here = noticesCollection.count(client.database);
    const before = contentOf(client.database);
    for (const id of scene.control.visibleIds('notices', client.workspace.department.code))
      scene.control.withdraw('notices', id);
    await scene.world.advance(70_000);
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'massRemoval' } });
    expect(contentOf(client.database)).toEqual(before);
    expect(await client.engine.decidePause(false)).toEqual({ ok: true });
    await scene.world.advance(70_000);
    expect(noticesCollection.count(client.database)).toBe(here);
    expect(await client.engine.decidePause(true)).toEqual({ ok: true });
    await scene.world.advance(1000);
    expect(noticesCollection.count(client.database)).toBe(0);
    expect(client.engine.status().state).toBe('connected');
  });

  it('asks before the last records of a small collection go, too: a false page of three is as false', async () => {
    // A department without lower organs, whose people it would see, too.
    const client = await scene.client('wsjk01', { further: [inspectorsCollection] });
    const here = inspectorsCollection.count(client.database);
    expect(here).toBeGreaterThan(0);
    expect(here).toBeLessThanOrEqual(5);
    scene.control.faults.add({ kind: 'massRemoval', match: { path: 'collection=inspectors' } });
    await scene.world.advance(65_000);
    expect(client.engine.status()).toMatchObject({
      state: 'paused',
      problem: { class: 'massRemoval', detail: expect.stringContaining(`全部 ${here} 条`) as string },
    });
    // Nobody answered; the next page is a true one, and the work goes on by itself.
    scene.control.faults.clear();
    await scene.world.advance(70_000);
    expect(client.engine.status().state).toBe('connected');
    expect(inspectorsCollection.count(client.database)).toBe(here);
  });

  it('sends and applies nothing when another platform answers', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    const before = contentOf(client.database);
    scene.control.changePlatformId('another');
    receive(client, [id]);
    const queued = contentOf(client.database);
    expect(queued).not.toEqual(before);
    await scene.world.advance(120_000);
    expect(client.engine.status()).toMatchObject({ state: 'offline', problem: { class: 'wrongPlatform' } });
    expect(scene.control.operationsLog()).toEqual([]);
    expect(contentOf(client.database)).toEqual(queued);
  });

  it('reads a stream again from its beginning when the platform no longer knows the cursor, and deletes nothing unasked', async () => {
    const client = await scene.client();
    const [id = '', gone = ''] = scene.push(2);
    await scene.world.advance(70_000);
    scene.control.withdraw('notices', gone);
    scene.control.notices.change(id, { address: '新址 1 号' });
    let once = true;
    scene.line.fault = (request) => {
      if (!once || !request.path.includes('cursor=')) return null;
      once = false;
      return 'cursorUnknown';
    };
    await scene.world.advance(70_000);
    expect(client.engine.status().state).toBe('connected');
    expect(noticeOf(client, id)?.address).toBe('新址 1 号');
    expect(noticeOf(client, gone)).toBeUndefined();
    expect(noticesCollection.count(client.database)).toBe(
      scene.control.visibleIds('notices', client.workspace.department.code).length,
    );
  });

  it.each([1, 2, 7, 300])(
    'notices that pages lead back, here in a circle of %i, takes in what they bring, and leaves the collection alone for a while',
    async (length) => {
      let circling = false;
      let asked = 0;
      let real = '';
      const line = createLine(scene.world, () => scene.platform, { fault: () => null, latency: () => 5 });
      // A cache that hands out places of its own: place 0, place 1, … and after the last the first again.
      const placeOf = (index: number) => `place-${index % length}`;
      const transport: PlatformTransport = {
        async exchange(url, request) {
          const [path = '', search] = request.path.split('?');
          const query = new URLSearchParams(search);
          const place = query.get('cursor');
          if (path !== '/v1/changes' || place === null) return line.exchange(url, request);
          const index = /^place-(\d+)$/.exec(place)?.[1];
          if (index === undefined) real = place;
          else query.set('cursor', real);
          const answer = await line.exchange(url, { ...request, path: `${path}?${query.toString()}` });
          if (answer.came === 'nothing' || (!circling && index === undefined)) return answer;
          const { [contentHashHeader]: _hash, ...headers } = answer.headers;
          const page = { ...(JSON.parse(answer.body) as object), cursor: place };
          if (!circling) return { ...answer, headers, body: JSON.stringify(page) };
          asked += 1;
          const nextCursor = placeOf(Number(index ?? -1) + 1);
          return { ...answer, headers, body: JSON.stringify({ ...page, nextCursor, more: true }) };
        },
      };
      const client = await scene.client('scjg01', { transport });
      await scene.world.advance(70_000);
      const here = noticesCollection.count(client.database);
      const [id = ''] = scene.push(1);
      circling = true;
      await scene.world.advance(10 * 60_000);
      expect(client.engine.status()).toMatchObject({
        state: 'offline',
        problem: { class: 'badAnswer', detail: expect.stringContaining('绕回读过的地方') as string },
      });
      expect(noticesCollection.count(client.database)).toBe(here + 1);
      expect(noticeOf(client, id)).toBeDefined();
      // Once round, and then no more than a page in five seconds.
      expect(asked).toBeLessThanOrEqual(1 + length + 120);
      circling = false;
      const [later = ''] = scene.push(1);
      // A person who asks does not wait until the collection is tried again by itself.
      void client.engine.syncNow();
      await scene.world.advance(2000);
      expect(noticeOf(client, later)).toBeDefined();
      expect(client.engine.status().state).toBe('connected');
    },
  );

  it('stops only the collection whose pages lead back: the others come, work leaves, and it goes on by itself', async () => {
    const client = await scene.client('scjg01', { further: [inspectorsCollection] });
    await scene.world.advance(70_000);
    const [id = '', other = ''] = scene.push(2);
    const [inspector = ''] = scene.control.visibleIds('inspectors', client.workspace.department.code);
    scene.control.faults.add({ kind: 'cursorCircle', match: { path: 'collection=notices' } });
    await scene.world.advance(70_000);
    expect(client.engine.status()).toMatchObject({ state: 'offline', problem: { class: 'badAnswer' } });
    receive(client, [id]);
    await scene.world.advance(40_000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    scene.control.withdraw('inspectors', inspector);
    await scene.world.advance(70_000);
    expect(inspectorsCollection.read(client.database, inspector)).toBeNull();
    expect(client.engine.status()).toMatchObject({ state: 'offline', problem: { class: 'badAnswer' } });
    scene.control.faults.clear();
    scene.control.notices.change(other, { address: '新址 6 号' });
    await scene.world.advance(2 * 60_000);
    expect(noticeOf(client, other)?.address).toBe('新址 6 号');
    expect(client.engine.status().state).toBe('connected');
  });

  it('delivers what was done although another collection, read again from its beginning, goes round in a circle', async () => {
    const client = await scene.client('scjg01', { further: [inspectorsCollection] });
    const [id = ''] = scene.push(1);
    await scene.world.advance(70_000);
    // Found going round in a circle of a hundred pages, and left alone.
    const been = new Map(Array.from({ length: 100 }, (_, index) => [`${index}`, index]));
    const stream = readStream(client.database, inspectorsCollection, 'all');
    client.engine.context.trails.rest(stream, { been, at: '99' }, '0');
    let once = true;
    scene.line.fault = (request) => {
      if (!once || !request.path.includes('cursor=')) return null;
      once = false;
      return 'cursorUnknown';
    };
    await scene.world.advance(70_000);
    expect(isReconciling(client.database)).toBe(true);
    receive(client, [id]);
    await scene.world.advance(40_000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    await scene.world.advance(8 * 60_000);
    expect(isReconciling(client.database)).toBe(false);
    expect(client.engine.status().state).toBe('connected');
  });

  it('drops the answer to another question', async () => {
    const client = await scene.client();
    const [id = ''] = scene.push(1);
    scene.control.faults.add({ kind: 'repeatPage', count: 1, match: { path: '/v1/changes' } });
    await scene.world.advance(65_000);
    expect(client.database.prepare('SELECT outcome FROM contact_log').pluck().all()).toEqual(['ok', 'badAnswer', 'ok']);
    await scene.world.advance(70_000);
    expect(noticeOf(client, id)).toBeDefined();
  });
});

describe('a platform whose history was replaced', () => {
  it('stops until a person says yes, then reads again and sends what was lost under the same ids', async () => {
    const [kept = '', lost = ''] = scene.push(2);
    const client = await scene.client();
    receive(client, [kept]);
    await scene.world.advance(2000);
    const yesterday = scene.control.snapshot();
    receive(client, [lost]);
    feedback(client, kept);
    await scene.world.advance(2000);
    const before = scene.control.operationsLog().map(({ id }) => id);
    expect(before).toHaveLength(3);
    scene.control.restore(yesterday, { changeEpoch: true });
    expect(scene.control.operationsLog()).toHaveLength(1);
    await scene.world.advance(70_000);
    expect(client.engine.status()).toMatchObject({ state: 'paused', problem: { class: 'wrongEpoch' } });
    expect(noticeOf(client, lost)?.stage).toBe('received');
    void client.engine.decidePause(true);
    await scene.world.advance(10_000);
    expect(client.engine.status()).toMatchObject({ state: 'connected', allDelivered: true });
    expect(
      scene.control
        .operationsLog()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...before].sort());
    expect(noticeOf(client, kept)?.feedbacks).toHaveLength(1);
    expect(noticeOf(client, lost)?.stage).toBe('received');
  });

  it('is accepted once, however often a person says yes', async () => {
    const client = await scene.client();
    const epoch = scene.control.changeEpoch();
    await scene.world.advance(70_000);
    void client.engine.decidePause(true);
    void client.engine.decidePause(true);
    await scene.world.advance(5000);
    expect(readMeta(client.database, 'platformEpoch')).toBe(epoch);
    const accepted = client.database
      .prepare<[], { n: number }>("SELECT count(*) AS n FROM audit WHERE action = 'sync.epochAccepted'")
      .get();
    expect(accepted).toEqual({ n: 1 });
  });
});

describe('whatever the platform sends', () => {
  const strange = [
    ['a record of another shape', '{"id":"X1","revision":9,"data":{"a":1}}'],
    ['no record at all', '"nothing"'],
    ['an id with a slash', '{"id":"a/b","revision":9,"data":{}}'],
    ['an id with a null byte', '{"id":"a\\u0000b","revision":9,"data":{}}'],
    ['a negative revision', '{"id":"X2","revision":-3,"data":{}}'],
    ['a revision beyond all integers', '{"id":"X3","revision":1e300,"data":{}}'],
    ['a prototype', '{"id":"X4","revision":9,"data":{"__proto__":{"polluted":true}}}'],
    ['a string of a megabyte', `{"id":"X5","revision":9,"data":{"enterpriseName":"${'长'.repeat(1_000_000)}"}}`],
    [
      'ten thousand fields',
      `{"id":"X6","revision":9,"data":{${Array.from({ length: 10_000 }, (_, n) => `"f${n}":${n}`).join(',')}}}`,
    ],
  ] as const;

  it.each(strange)('%s is set aside with its text, the rest of the page lands', async (_what, raw) => {
    const client = await scene.client();
    const [id = ''] = scene.push(1);
    scene.control.faults.add({ kind: 'rawRecord', raw, count: 1, match: { path: '/v1/changes' } });
    await scene.world.advance(70_000);
    expect(noticeOf(client, id)).toBeDefined();
    const aside = client.database
      .prepare<[], { problem: string; raw: string }>('SELECT problem, raw FROM set_aside')
      .all();
    expect(aside).toHaveLength(1);
    expect(aside[0]!.raw.length).toBeLessThanOrEqual(65_536);
    expect(JSON.stringify(JSON.parse(raw)).startsWith(aside[0]!.raw)).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(client.engine.status()).toMatchObject({ state: 'connected' });
  });

  it.each([
    ['establishedOn', '"0000-01-01"'],
    ['pushedAt', '"99999-01-01T00:00:00.000Z"'],
  ])('a record with %s = %s is set aside', async (field, value) => {
    const client = await scene.client();
    const [id = ''] = scene.push(1);
    const data = JSON.stringify({ ...(scene.control.record('notices', id)?.data as object), id: 'ODD1' });
    const raw = `{"id":"ODD1","revision":900,"data":${data.replace(new RegExp(`"${field}":"[^"]*"`), `"${field}":${value}`)}}`;
    scene.control.faults.add({ kind: 'rawRecord', raw, count: 1, match: { path: '/v1/changes' } });
    await scene.world.advance(70_000);
    expect(noticeOf(client, 'ODD1')).toBeUndefined();
    expect(client.database.prepare('SELECT record_id FROM set_aside').all()).toEqual([{ record_id: 'ODD1' }]);
  });

  it('a record of another department is set aside, an unknown field is no reason to refuse', async () => {
    const client = await scene.client();
    const [id = ''] = scene.push(1);
    scene.control.faults.add({ kind: 'foreignRecord', count: 1, match: { path: '/v1/changes' } });
    scene.control.faults.add({ kind: 'unknownField', count: 1, match: { path: '/v1/changes' } });
    await scene.world.advance(70_000);
    expect(noticeOf(client, id)).toBeDefined();
    expect(client.database.prepare('SELECT record_id, problem FROM set_aside').all()).toEqual([
      { record_id: `FOREIGN-${id}`, problem: '记录不属于本部门' },
    ]);
  });

  it('what was damaged on its way is read again later and lands', async () => {
    const client = await scene.client();
    const [id = ''] = scene.push(1);
    scene.control.faults.add({ kind: 'missingField', count: 1, match: { path: '/v1/changes' } });
    await scene.world.advance(70_000);
    expect(noticeOf(client, id)).toBeUndefined();
    await scene.world.advance(11 * 60_000);
    expect(noticeOf(client, id)).toBeDefined();
    expect(client.database.prepare('SELECT count(*) AS n FROM set_aside').get()).toEqual({ n: 0 });
  });

  it('a request that is damaged on its way changes nothing and is sent again', async () => {
    const [id = ''] = scene.push(1);
    const client = await scene.client();
    scene.control.faults.add({ kind: 'damageRequest', count: 1, match: { method: 'POST', path: '/v1/operations' } });
    receive(client, [id]);
    await scene.world.advance(10_000);
    expect(entries(client)).toMatchObject([{ state: 'accepted' }]);
    expect(scene.control.operationsLog()).toHaveLength(1);
  });
});

describe('a quiet line', () => {
  it('costs two requests a round', async () => {
    await scene.client();
    scene.line.requests.length = 0;
    await scene.world.advance(10 * 60_000);
    expect(new Set(scene.line.requests)).toEqual(new Set(['GET /v1/ping', 'GET /v1/changes']));
    expect(scene.line.requests.length).toBeLessThanOrEqual(24);
  });
});
