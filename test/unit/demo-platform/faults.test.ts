import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDemoPlatform } from '#platform/platform.ts';
import type { Fault } from '#platform/faults.ts';
import { noticeSchema, noticeVisibleTo } from '#shared/domains/notices/record.ts';
import { changeSchema, changesResponseSchema } from '#shared/platform-api/interface.ts';

const now = Date.parse('2026-09-16T02:00:00.000Z');
const department = '433221101';
const deviceId = '3f0f6f0e-0f1c-4f57-9d8e-3c7a2b1d9e55';

/** The core without sockets, signed in as a clerk. */
function start() {
  let state = 1;
  const random = () => ((state = (state * 48_271) % 2_147_483_647) - 1) / 2_147_483_646;
  const platform = createDemoPlatform({ dataDirectory: ':memory:', seed: 5, scale: 'small', clock: () => now, random });
  onTestFinished(() => platform.close());
  const { handle, control } = platform;
  const body = JSON.stringify({ account: 'scjg01', password: 'Demo-scjg01', deviceId, clientVersion: '0.1.0' });
  const signIn = () => {
    const { token } = JSON.parse(
      handle({ method: 'POST', path: '/v1/session', headers: {}, body }).body.toString(),
    ) as { token: string };
    return { authorization: `Bearer ${token}` };
  };
  const headers = signIn();
  const changes = (query = '') =>
    handle({ method: 'GET', path: `/v1/changes?collection=notices${query}`, headers, body: '' });
  const pending = control
    .visibleIds('notices', department)
    .filter((id) => noticeSchema.parse(control.record('notices', id)?.data).stage === 'pending');
  const receive = (count: number) => {
    const operations = pending.slice(0, count).map((recordId, index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      collection: 'notices',
      kind: 'notices.receive',
      recordId,
      baseRevision: control.record('notices', recordId)?.revision ?? 0,
      payload: {},
      actor: { account: 'scjg01', name: '易知远', departmentCode: department, departmentName: '澧安县市场监督管理局' },
      time: new Date(now).toISOString(),
    }));
    const request = { deviceId, deviceEpoch: 1, operations };
    return handle({ method: 'POST', path: '/v1/operations', headers, body: JSON.stringify(request) });
  };
  return { platform, control, headers, changes, receive, add: (fault: Fault) => control.faults.add(fault) };
}

const pendingId = (control: ReturnType<typeof start>['control']): string =>
  control
    .visibleIds('notices', department)
    .find((id) => noticeSchema.parse(control.record('notices', id)?.data).stage === 'pending') ?? '';

const page = (answer: { body: Buffer | string }) => {
  const parsed = changesResponseSchema.parse(JSON.parse(answer.body.toString()));
  return { ...parsed, upserts: parsed.upserts.map((row) => changeSchema.parse(row)) };
};

describe('faults of the demo platform', () => {
  it('loses a request before the platform saw it, or an answer after it committed', () => {
    const { control, add, receive } = start();
    add({ kind: 'dropRequest', count: 1 });
    expect(receive(2).delivery.lost).toBe('request');
    expect(control.operationsLog()).toHaveLength(0);
    add({ kind: 'dropAnswer', count: 1 });
    expect(receive(2).delivery.lost).toBe('answer');
    expect(control.operationsLog()).toHaveLength(2);
    expect(receive(2).delivery.lost).toBe('no');
    expect(control.operationsLog()).toHaveLength(2);
  });

  it('strikes where it is told, as often as it is told', () => {
    const { add, changes, receive } = start();
    add({ kind: 'status', status: 502, match: { method: 'GET', path: '^/v1/changes' }, count: 2 });
    expect([changes().status, receive(1).status, changes().status, changes().status]).toEqual([502, 200, 502, 200]);
  });

  it('strikes with a probability that the seed repeats', () => {
    const run = () => {
      const { add, changes } = start();
      add({ kind: 'status', probability: 0.3 });
      return Array.from({ length: 60 }, () => changes().status);
    };
    const statuses = run();
    expect(run()).toEqual(statuses);
    const struck = statuses.filter((status) => status === 500).length;
    expect(struck).toBeGreaterThan(6);
    expect(struck).toBeLessThan(36);
  });

  it.each([
    [
      { kind: 'rateLimit', retryAfterSeconds: 9 },
      { status: 429, headers: { 'retry-after': '9' } },
    ],
    [{ kind: 'signInNeeded' }, { status: 401 }],
    [{ kind: 'clientTooOld' }, { status: 426 }],
    [{ kind: 'portalHtml' }, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }],
    [{ kind: 'redirectToLogin' }, { status: 302, headers: { location: '/portal/login' } }],
    [{ kind: 'status', status: 503 }, { status: 503 }],
    [{ kind: 'wrongContentType' }, { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } }],
    [
      { kind: 'delay', delayMs: 700 },
      { status: 200, delivery: { delayMs: 700 } },
    ],
  ] satisfies [Fault, object][])('answers as %o says', (fault, expected) => {
    const { add, changes } = start();
    add(fault);
    expect(changes()).toMatchObject(expected);
  });

  it('can do its work and still show a portal', () => {
    const { control, add, receive } = start();
    add({ kind: 'portalHtml', afterCommit: true, count: 1 });
    expect(receive(1).headers['content-type']).toContain('text/html');
    expect(control.operationsLog()).toHaveLength(1);
  });

  it('ends the session in the middle of a batch, with the first operations done', () => {
    const { control, add, receive, changes } = start();
    add({ kind: 'expireMidBatch', afterOperations: 2, count: 1 });
    expect(receive(4).status).toBe(401);
    expect(control.operationsLog()).toHaveLength(2);
    expect(changes().status).toBe(401);
  });

  it('delivers a request twice: everything is a duplicate, nothing is done twice', () => {
    const { control, add, receive } = start();
    add({ kind: 'duplicateDelivery', count: 1 });
    expect(
      receive(2)
        .body.toString()
        .match(/"outcome":"duplicate"/g),
    ).toHaveLength(2);
    expect(control.operationsLog()).toHaveLength(2);
  });

  it('sends half of the JSON, or breaks the connection in mid-body', () => {
    const { add, changes } = start();
    const whole = changes().body.length;
    add({ kind: 'halfJson', count: 1 });
    const half = changes();
    expect(half.body.length).toBe(Math.floor(whole / 2));
    expect(() => JSON.parse(half.body.toString()) as unknown).toThrow();
    add({ kind: 'cutBody', count: 1 });
    expect(changes().delivery.cutAt).toBe(Math.floor(whole / 2));
  });

  it('changes a byte of what it receives', () => {
    const { platform, headers, add } = start();
    const body = Buffer.from('the scan of a permit');
    const sha256 = createHash('sha256').update(body).digest('hex');
    const put = () =>
      platform.handle({
        method: 'PUT',
        path: `/v1/attachments/${sha256}`,
        headers: { ...headers, 'content-range': `bytes 0-${body.length - 1}/${body.length}`, 'x-part-sha256': sha256 },
        body,
      });
    add({ kind: 'damageRequest', count: 1 });
    expect([put().status, put().status]).toEqual([422, 200]);
  });

  it('mixes up, repeats and doubles rows of pages', () => {
    const { add, changes } = start();
    const order = page(changes()).upserts.map(({ id }) => id);
    add({ kind: 'reorderPage', count: 1 });
    const mixed = page(changes()).upserts.map(({ id }) => id);
    expect(mixed).not.toEqual(order);
    expect([...mixed].sort()).toEqual([...order].sort());
    add({ kind: 'doubleRows', count: 1 });
    expect(page(changes()).upserts).toHaveLength(order.length * 2);
    const one = page(changes('&limit=5'));
    add({ kind: 'repeatPage', count: 1 });
    expect(page(changes(`&limit=5&cursor=${one.nextCursor}`))).toEqual(one);
  });

  it('leads a reader in a circle whose places it has been at, with news in it, until the fault is cleared', () => {
    const { control, add, changes } = start();
    const first = page(changes()).nextCursor;
    expect(page(changes(`&cursor=${first}`)).nextCursor).toBe(first);
    control.notices.change(pendingId(control), { address: '新址 2 号' });
    add({ kind: 'cursorCircle' });
    const news = page(changes(`&cursor=${first}`));
    expect(news).toMatchObject({ more: true, upserts: [{ data: { address: '新址 2 号' } }] });
    const second = news.nextCursor;
    expect(second).not.toBe(first);
    const back = page(changes(`&cursor=${second}`));
    expect(back).toMatchObject({ more: true, nextCursor: first, upserts: [] });
    expect(page(changes(`&cursor=${first}`))).toMatchObject({ more: true, nextCursor: second });
    control.faults.clear();
    expect(page(changes(`&cursor=${second}`))).toMatchObject({ more: false, nextCursor: second });
  });

  it('adds unknown fields, leaves out known ones, and sends records of others', () => {
    const { add, changes } = start();
    add({ kind: 'unknownField', count: 1 });
    expect(page(changes()).upserts.every(({ data }) => noticeSchema.safeParse(data).success)).toBe(true);
    add({ kind: 'missingField', field: 'stage', count: 1 });
    expect(
      page(changes())
        .upserts.map(({ data }) => noticeSchema.safeParse(data).success)
        .filter((good) => !good),
    ).toHaveLength(1);
    add({ kind: 'foreignRecord', count: 1 });
    const foreign = page(changes())
      .upserts.map(({ data }) => noticeSchema.parse(data))
      .filter((notice) => !noticeVisibleTo(notice, department));
    expect(foreign.map(({ id }) => id.startsWith('FOREIGN-'))).toEqual([true]);
  });

  it('puts any text among the records, untouched', () => {
    const { add, changes } = start();
    const raw = '{"id":"../../etc","revision":-1,"data":{"__proto__":{"admin":true}}}';
    add({ kind: 'rawRecord', raw, count: 1 });
    expect(changes().body.toString()).toContain(`"upserts":[${raw},`);
  });

  it('removes everything that the department sees', () => {
    const { control, add, changes } = start();
    add({ kind: 'massRemoval', count: 1 });
    const { upserts, removals, more } = page(changes());
    expect({ upserts, more }).toEqual({ upserts: [], more: false });
    expect(removals).toHaveLength(control.visibleIds('notices', department).length);
  });
});

describe('mishaps of the platform itself', () => {
  it('is restored from a backup, with or without saying so', () => {
    const { control, changes, receive } = start();
    const snapshot = control.snapshot();
    const before = control.fingerprint();
    const { epoch } = page(changes());
    receive(2);
    expect(control.fingerprint()).not.toBe(before);
    control.restore(snapshot, { changeEpoch: false });
    expect(control.fingerprint()).toBe(before);
    expect(control.operationsLog()).toEqual([]);
    expect(page(changes()).epoch).toBe(epoch);
    control.restore(snapshot, { changeEpoch: true });
    expect(page(changes()).epoch).not.toBe(epoch);
  });

  it('becomes another platform, or a new epoch in which old cursors mean nothing', () => {
    const { control, changes } = start();
    const { platformId, nextCursor } = page(changes());
    control.changePlatformId();
    expect(page(changes()).platformId).not.toBe(platformId);
    control.changeEpoch();
    expect(changes(`&cursor=${nextCursor}`).status).toBe(410);
  });

  it('withdraws a record, expires sessions, counts requests', () => {
    const { control, changes } = start();
    const { nextCursor, upserts } = page(changes());
    const id = upserts[0]?.id ?? '';
    control.withdraw('notices', id);
    expect(page(changes(`&cursor=${nextCursor}`)).removals).toMatchObject([{ id }]);
    control.expireSessions();
    expect(changes().status).toBe(401);
    expect(control.requests()).toEqual({ total: 4, byCall: { 'POST /v1/session': 1, 'GET /v1/changes': 3 } });
  });
});
