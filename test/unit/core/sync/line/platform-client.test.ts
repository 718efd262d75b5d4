import { describe, expect, it } from 'vitest';
import type { PlatformAnswer, PlatformRequest } from '#core/environment.ts';
import { createPlatformClient } from '#core/sync/line/platform-client.ts';
import type { Operation } from '#shared/platform-api/interface.ts';

const stamp = { platformId: 'p1', epoch: 'e1', serverTime: '2026-03-02T01:00:00.000Z' };
const [one, other] = ['3f0c1f52-0b2c-4d5e-8f00-000000000001', '3f0c1f52-0b2c-4d5e-8f00-000000000002'];
const hash = 'a'.repeat(64);

/** A client whose platform says the same to everything. */
function client(answer: Partial<Extract<PlatformAnswer, { came: 'answer' }>> & { json?: unknown }) {
  const { json, ...rest } = answer;
  const asked: PlatformRequest[] = [];
  const heard: unknown[] = [];
  const platform = createPlatformClient({
    transport: {
      exchange(_url, request) {
        asked.push(request);
        return Promise.resolve({
          came: 'answer',
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(json),
          ...rest,
        });
      },
    },
    baseUrl: () => 'https://platform.test',
    token: () => 'a token of the session',
    expected: () => ({ platformId: 'p1', epoch: 'e1' }),
    clientVersion: '0.1.0',
    heard: (said) => void heard.push(said),
  });
  return { platform, asked, heard };
}
const rejected = (operationId: string) => ({
  outcome: 'rejected',
  operationId,
  reasons: [{ field: '', code: 'x', message: '不行' }],
});
const sending = (outcomes: unknown[]) =>
  client({ json: { ...stamp, outcomes } }).platform.sendOperations({
    deviceId: one,
    deviceEpoch: 1,
    operations: [{ id: one }, { id: other }] as Operation[],
  });

describe('outcomes of operations', () => {
  it('are taken for what was sent, and for nothing else', async () => {
    const sent = await sending([rejected(one), rejected('3f0c1f52-0b2c-4d5e-8f00-000000000009')]);
    expect(sent.ok && [...sent.value.keys()]).toEqual([one]);
  });

  it('two for one operation are no answer: which of them counts nobody can know', async () => {
    expect(await sending([rejected(one), rejected(other), rejected(one)])).toMatchObject({
      ok: false,
      failure: { class: 'badAnswer', maybeDone: true },
    });
  });

  it('asked for one by one are those of the one that was asked for', async () => {
    const ask = (json: unknown) => client({ json }).platform.operationStatus(one);
    expect(await ask({ ...stamp, operationId: one, outcome: rejected(one) })).toMatchObject({ ok: true });
    expect(await ask({ ...stamp, operationId: other, outcome: null })).toMatchObject({ ok: false });
    expect(await ask({ ...stamp, operationId: one, outcome: rejected(other) })).toMatchObject({ ok: false });
  });
});

describe('how much of a file the platform has', () => {
  const place = (answer: Parameters<typeof client>[0]) => client(answer).platform.attachmentPlace(hash);
  it.each<[string, Parameters<typeof client>[0], unknown]>([
    [
      'half of it',
      { headers: { 'upload-offset': '5', 'upload-length': '10' } },
      { ok: true, value: { offset: 5, length: 10 } },
    ],
    ['nothing', { status: 404 }, { ok: true, value: null }],
    [
      'a login page in between',
      { headers: { 'content-type': 'text/html' } },
      { ok: false, failure: { class: 'portal' } },
    ],
    [
      'numbers that are none',
      { headers: { 'upload-offset': '-1', 'upload-length': '10' } },
      { ok: false, failure: { class: 'badAnswer' } },
    ],
    ['a fault', { status: 503 }, { ok: false, failure: { class: 'serverFault' } }],
  ])('%s', async (_name, answer, expected) => expect(await place(answer)).toMatchObject(expected as object));

  it('is told about the very file that was sent', async () => {
    const send = (said: object) =>
      client({ json: { ...stamp, sha256: hash, offset: 3, length: 3, complete: true, ...said } }).platform.sendPart({
        sha256: hash,
        offset: 0,
        total: 3,
        content: Buffer.from('abc'),
      });
    expect(await send({})).toMatchObject({ ok: true });
    expect(await send({ sha256: 'b'.repeat(64) })).toMatchObject({ ok: false, failure: { class: 'badAnswer' } });
    expect(await send({ length: 4 })).toMatchObject({ ok: false, failure: { class: 'badAnswer' } });
  });
});

describe('an answer of another platform', () => {
  it('is neither believed nor taken for a contact', async () => {
    const { platform, heard } = client({ json: { ...stamp, platformId: 'p2', outcomes: [] } });
    const sent = await platform.sendOperations({ deviceId: one, deviceEpoch: 1, operations: [] });
    expect(sent).toMatchObject({ ok: false, failure: { class: 'wrongPlatform' } });
    expect(heard).toEqual([]);
  });
});
