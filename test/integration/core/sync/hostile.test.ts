/** Platforms and gateways that err in one thing and in nothing else: the one thing waits, everything else goes on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';
import { noticesCollection } from '#core/notices/sync.ts';
import { decideConflict } from '#core/sync/conflicts/decision.ts';
import { conflictDetail, listConflicts } from '#core/sync/conflicts/queries.ts';
import { withdraw } from '#core/sync/outbox/commands.ts';
import { inWorkTransaction, perform } from '#core/sync/perform.ts';
import { inspectorsCollection } from '#core/inspectors/sync.ts';
import type { InspectorInput } from '#shared/domains/inspectors/record.ts';
import { createLine, type LineFault } from '../../../simulation/network.ts';
import { clientInConflict, createScene, entries, feedback, noticeOf, receive, type Scene, statesOf } from './scene.ts';

let scene: Scene;
beforeEach(() => void (scene = createScene()));
afterEach(() => scene.close());

const minute = 60_000;
const isPost = ({ method, path }: PlatformRequest) => method === 'POST' && path === '/v1/operations';
const isQuestion = ({ method, path }: PlatformRequest) => method === 'GET' && path.startsWith('/v1/operations/');
const page = (status: number, contentType: string, body: string): PlatformAnswer => ({
  came: 'answer',
  status,
  headers: { 'content-type': contentType },
  body,
});

/** The platform, with something in front of it that may answer in its place or change what it says. */
function meddling(
  meddle: (request: PlatformRequest, ask: () => Promise<PlatformAnswer>) => Promise<PlatformAnswer>,
): PlatformTransport {
  const line = createLine(scene.world, () => scene.platform, {
    fault: (request) => scene.line.fault(request),
    latency: () => scene.line.latency(),
  });
  return { exchange: (url, request) => meddle(request, () => line.exchange(url, request)) };
}

/** An answer whose JSON was changed; without the hash of what it was. */
function changed(answer: PlatformAnswer, change: (content: Record<string, unknown>) => unknown): PlatformAnswer {
  if (answer.came === 'nothing' || answer.status !== 200) return answer;
  const { 'x-content-sha256': _hash, ...headers } = answer.headers;
  const content = JSON.parse(answer.body) as Record<string, unknown>;
  return { ...answer, headers, body: JSON.stringify(change(content)) };
}

describe('a question about one operation that gets no usable answer', () => {
  it.each([
    ['an inner fault', page(500, 'text/html', '<html>500</html>')],
    ['something that is not the interface', page(200, 'application/json', '{"outcome":17}')],
  ])('(%s) keeps neither other records from leaving nor news from coming', async (_what, answer) => {
    const [stuck = '', other = ''] = scene.push(2);
    let lost: string | null = null;
    let broken = true;
    const client = await scene.client('scjg01', {
      transport: meddling((request, ask) =>
        broken && lost !== null && isQuestion(request) && request.path.endsWith(lost) ? Promise.resolve(answer) : ask(),
      ),
    });
    scene.line.fault = (request) => (isPost(request) ? 'answerLost' : null);
    receive(client, [stuck]);
    lost = entries(client)[0]?.id ?? null;
    await scene.world.advance(1000);
    scene.line.fault = () => null;
    receive(client, [other]);
    const [pushed = ''] = scene.push(1);
    await scene.world.advance(2 * minute);
    expect(statesOf(client)).toEqual({ accepted: 1, unknown: 1 });
    expect(noticeOf(client, pushed)?.stage).toBe('pending');
    expect(client.engine.status()).toMatchObject({ allDelivered: false });
    expect(entries(client, ['unknown'])).toMatchObject([{ outcome: { class: expect.any(String) as string } }]);
    broken = false;
    await scene.world.advance(minute);
    expect(statesOf(client)).toEqual({ accepted: 2 });
    expect(scene.control.operationsLog()).toHaveLength(2);
  });

  it('is put less and less often', async () => {
    const [stuck = ''] = scene.push(1);
    let questions = 0;
    const client = await scene.client('scjg01', {
      transport: meddling((request, ask) => {
        if (!isQuestion(request)) return ask();
        questions += 1;
        return Promise.resolve(page(500, 'text/html', '<html>500</html>'));
      }),
    });
    scene.line.fault = (request) => (isPost(request) ? 'answerLost' : null);
    receive(client, [stuck]);
    await scene.world.advance(20 * minute);
    expect(statesOf(client)).toEqual({ unknown: 1 });
    expect(questions).toBeGreaterThan(20);
    expect(questions).toBeLessThan(100);
  });
});

describe('a platform that says conflict and, asked, knows nothing of it', () => {
  it('as behind a copy that lags, is neither stormed nor waited for, and told when it knows', async () => {
    const [id = '', other = ''] = scene.push(2);
    let lags = true;
    let requests = 0;
    const client = await scene.client('scjg01', {
      transport: meddling(async (request, ask) => {
        requests += 1;
        const answer = await ask();
        return lags && isQuestion(request) ? changed(answer, (told) => ({ ...told, outcome: null })) : answer;
      }),
    });
    scene.control.colleagueOperation('scjg04', {
      kind: 'notices.return',
      recordId: id,
      payload: { reason: 'notOurArea', words: '不在辖区' },
    });
    // What the colleague did has not come yet.
    scene.line.fault = (request): LineFault | null => (request.path.includes('/v1/changes') ? 'refused' : null);
    requests = 0;
    receive(client, [id]);
    await scene.world.advance(5 * minute);
    expect(requests).toBeLessThan(150);
    scene.line.fault = () => null;
    receive(client, [other]);
    await scene.world.advance(minute);
    expect(entries(client).find(({ recordId }) => recordId === other)?.state).toBe('accepted');
    lags = false;
    await scene.world.advance(minute);
    expect(entries(client).find(({ recordId }) => recordId === id)?.state).toBe('conflict');
  });
});

describe('a gateway that refuses one content', () => {
  it.each([
    ['a page with 403', 'blocked', page(403, 'text/html', '<html>请求被拦截</html>')],
    ['a page with 200', 'blocked', page(200, 'text/html', '<!doctype html><html>请求被拦截</html>')],
    ['a page with 405', 'badAnswer', page(405, 'text/html', '<html>请求被拦截</html>')],
  ])('(%s) stops that operation alone, and says so', async (_what, outcome, blocked) => {
    const ids = scene.push(6);
    const [bad = '', ...good] = ids;
    const client = await scene.client('scjg01', {
      transport: meddling((request, ask) =>
        isPost(request) && String(request.body).includes('select * from') ? Promise.resolve(blocked) : ask(),
      ),
    });
    receive(client, ids);
    await scene.world.advance(5000);
    expect(statesOf(client)).toEqual({ accepted: 6 });
    feedback(client, bad, { remark: '经营范围含 select * from 字样' });
    for (const id of good) feedback(client, id);
    await scene.world.advance(minute);
    expect(statesOf(client)).toMatchObject({ accepted: 11 });
    // Five tries alone, then it is out of the way for good, with a reason.
    for (let more = 0; more < 5; more += 1) {
      const [again = ''] = scene.push(1);
      await scene.world.advance(minute);
      receive(client, [again]);
      await scene.world.advance(minute);
    }
    expect(entries(client, ['quarantined'])).toMatchObject([{ recordId: bad, outcome: { class: outcome } }]);
  });
});

describe('an acceptance that carries another record', () => {
  it('is an acceptance all the same; the other record is set aside and never shown in this one’s place', async () => {
    const [id = '', other = ''] = scene.push(2);
    const theirs = scene.control.record('notices', other)?.data;
    let swapping = true;
    const client = await scene.client('scjg01', {
      transport: meddling(async (request, ask) => {
        const answer = await ask();
        if (!swapping || !isPost(request)) return answer;
        return changed(answer, (sent) => ({
          ...sent,
          outcomes: (sent['outcomes'] as object[]).map((outcome) => ({ ...outcome, data: theirs })),
        }));
      }),
    });
    scene.line.fault = (request): LineFault | null => (request.path.includes('/v1/changes') ? 'refused' : null);
    receive(client, [id]);
    await scene.world.advance(1000);
    expect(statesOf(client)).toEqual({ accepted: 1 });
    expect(noticeOf(client, id)).toMatchObject({ id, stage: 'received' });
    expect(client.database.prepare('SELECT record_id FROM set_aside').all()).toEqual([{ record_id: id }]);
    swapping = false;
    scene.line.fault = () => null;
    await scene.world.advance(2 * minute);
    expect(noticeOf(client, id)).toEqual(scene.control.record('notices', id)?.data);
  });
});

describe('a record whose stored versions this client can no longer read', () => {
  it('waits alone and says so; nothing else stops', async () => {
    const [bad = '', good = ''] = scene.push(2);
    const client = await scene.client();
    scene.line.fault = () => 'offline';
    receive(client, [bad, good]);
    client.database.prepare("UPDATE record_shadow SET data = '{}' WHERE record_id = ?").run(bad);
    scene.line.fault = () => null;
    const [news = ''] = scene.push(1);
    await scene.world.advance(2 * minute);
    expect(entries(client, ['accepted'])).toMatchObject([{ recordId: good }]);
    expect(entries(client).find(({ recordId }) => recordId === bad)).toMatchObject({
      state: 'unknown',
      outcome: { class: 'localFault' },
    });
    expect(noticeOf(client, news)?.stage).toBe('pending');
    expect(client.log.lines.map(({ event }) => event)).toContain('sync.settleFailed');
  });
});

describe('a conflict with a version that this client can no longer read', () => {
  it('is refused in words; nothing is decided', async () => {
    const client = await clientInConflict(scene);
    const { context } = client.engine;
    const [conflict] = listConflicts(context, { state: 'open', cursor: null, limit: 9 }).rows;
    const { theirsRevision = null } = conflictDetail(context, conflict?.id ?? '') ?? {};
    client.database.prepare("UPDATE conflict SET theirs = '{}'").run();
    expect(
      decideConflict(context, { id: conflict?.id ?? '', theirsRevision, choices: {}, reason: '按平台' }),
    ).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('看不懂') as string });
    expect(statesOf(client)).toEqual({ conflict: 1 });
  });
});

describe('a request that the line holds back', () => {
  it('may still arrive: what it carries cannot be taken back, also where it makes a record that the platform does not know', async () => {
    const client = await scene.client('scjg01', { further: [inspectorsCollection] });
    const person: InspectorInput = {
      account: 'scjg11',
      name: '封锦书',
      gender: 'female',
      age: 30,
      education: '本科',
      types: ['行政执法'],
      lines: ['市场监管'],
      area: '县城',
      skills: [],
      certificateNumber: 'XC-1',
      certificateFrom: '2026-01-01',
      certificateTo: null,
      certificateOrgan: '演示局',
      phone: '',
      onDuty: true,
      remark: '',
    };
    scene.line.fault = (request) => (isPost(request) ? 'timeoutBefore' : null);
    const made = inWorkTransaction(client.workspace, () =>
      perform(client.workspace, inspectorsCollection, {
        recordId: '00000000-0000-4000-8000-000000000001',
        kind: 'inspectors.add',
        payload: { inspector: person },
      }),
    );
    expect(made).toEqual({ ok: true, operationId: expect.any(String) as string });
    await scene.world.advance(21_000);
    // The platform was asked and does not know it; it is to be sent again in a moment.
    const [entry] = entries(client);
    expect(entry).toMatchObject({ state: 'queued', attempts: 1, canWithdraw: false });
    expect(withdraw(client.engine.context, entry?.id ?? '')).toEqual({ ok: false, reason: 'alreadySending' });
  });
});

describe('a line that never ends', () => {
  it('makes pages smaller, until they come whole before the round is given up', async () => {
    const limits: number[] = [];
    const client = scene.start('scjg01', {
      transport: meddling((request, ask) => {
        const limit = Number(new URLSearchParams(request.path.split('?')[1]).get('limit') ?? 0);
        if (limit > 0) limits.push(limit);
        if (limit <= 100) return ask();
        // Something comes every few seconds, so that it is never silent for long, and never ends.
        return new Promise((resolve) => {
          request.signal?.addEventListener('abort', () => resolve({ came: 'nothing', why: 'aborted', detail: '' }));
        });
      }),
    });
    await scene.world.advance(15 * minute);
    expect(limits.slice(0, 3)).toEqual([1000, 250, 62]);
    expect(client.engine.status().firstDownload).not.toBe('running');
    expect(noticesCollection.count(client.database)).toBeGreaterThan(20);
  });

  it('during a sign-in does not keep later rounds from signing in', async () => {
    const [id = ''] = scene.push(1);
    let hanging = true;
    const client = await scene.client();
    scene.control.expireSessions();
    scene.line.fault = ({ path }) => (hanging && path === '/v1/session' ? 'never' : null);
    receive(client, [id]);
    await scene.world.advance(100_000);
    hanging = false;
    await scene.world.advance(2 * minute);
    expect(statesOf(client)).toEqual({ accepted: 1 });
  });
});

describe('a record that was set aside', () => {
  it('is read again wherever in its page it stood, and work that is done meanwhile leaves between two pages', async () => {
    scene.close();
    scene = createScene({ counts: { enterprises: 40, notices: 900 } });
    expect(scene.control.visibleIds('notices', '433221101').length).toBeGreaterThan(250);
    const [work = ''] = scene.push(1);
    let damaging = true;
    const damaged = new Set<string>();
    const inOrder: string[] = [];
    const client = await scene.client('scjg01', {
      transport: meddling(async (request, ask) => {
        const again = request.path.includes('limit=200');
        if (again && !damaging && inOrder.length === 0) receive(client, [work]);
        if (again || isPost(request)) inOrder.push(request.method);
        const answer = await ask();
        if (!damaging || !request.path.includes('/v1/changes')) return answer;
        return changed(answer, (one) => {
          const upserts = one['upserts'] as { id: string; data: Record<string, unknown> }[];
          // Not the notice that is worked on, which came last.
          const last = upserts.findLast(({ id }) => id !== work);
          if (last) damaged.add(last.id);
          return { ...one, upserts: upserts.map((each) => (each === last ? { ...each, data: {} } : each)) };
        });
      }),
    });
    await scene.world.advance(minute);
    expect([...damaged].some((id) => noticeOf(client, id) === undefined)).toBe(true);
    inOrder.length = 0;
    damaging = false;
    await scene.world.advance(20 * minute);
    for (const id of damaged) expect(noticeOf(client, id), id).toBeDefined();
    expect(client.database.prepare('SELECT count(*) AS n FROM set_aside').get()).toEqual({ n: 0 });
    expect(inOrder.slice(0, 3)).toEqual(['GET', 'POST', 'GET']);
  });
});

describe('a stream that fails', () => {
  it.each([
    ['an inner fault', page(500, 'text/html', '<html>500</html>')],
    [
      'a collection that the platform does not offer',
      page(400, 'application/json', '{"error":{"code":"badRequest","message":"没有这一类记录"}}'),
    ],
  ])('(%s) keeps neither the streams behind it from coming nor work from leaving', async (_what, answer) => {
    const client = scene.start('scjg01', {
      withEnterprises: true,
      transport: meddling((request, ask) =>
        request.path.includes('collection=notices') ? Promise.resolve(answer) : ask(),
      ),
    });
    await scene.world.advance(2 * minute);
    const enterprises = client.engine.context.collections.get('enterprises');
    expect(enterprises?.count(client.database)).toBeGreaterThan(30);
    // It is told all the same.
    expect(client.engine.status()).toMatchObject({
      state: 'offline',
      problem: { class: expect.any(String) as string },
    });
  });
});
