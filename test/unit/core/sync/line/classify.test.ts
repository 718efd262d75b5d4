import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PlatformAnswer } from '#core/environment.ts';
import { classify, sha256Of } from '#core/sync/line/classify.ts';
import { olderThan } from '#core/sync/line/platform-client.ts';
import { outcomeClasses } from '#shared/trade/delivery.ts';
import { platformStampSchema } from '#shared/platform-api/common.ts';

const schema = platformStampSchema.extend({ n: z.number() });
const good = { platformId: 'p', epoch: 'e', serverTime: '2026-03-02T01:00:00.000Z', n: 1 };
const json = { 'content-type': 'application/json; charset=utf-8' };
const answer = (status: number, headers: Record<string, string>, body: unknown): PlatformAnswer => ({
  came: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const said = (status: number, code: string, more: Record<string, string> = {}) =>
  answer(status, { ...json, ...more }, { error: { code, message: '说明' } });
const outcome = (given: PlatformAnswer) => {
  const understood = classify(given, schema, { platformId: 'p', epoch: 'e' });
  return understood.ok ? 'success' : understood.failure.class;
};

describe('an exchange', () => {
  it('succeeds only with the status, JSON, the shape and the platform that were expected', () => {
    expect(outcome(answer(200, json, good))).toBe('success');
    expect(outcome(answer(201, json, good))).toBe('badAnswer');
    expect(outcome(answer(200, { 'content-type': 'text/plain' }, good))).toBe('badAnswer');
    expect(outcome(answer(200, {}, good))).toBe('badAnswer');
    expect(outcome(answer(200, json, { ...good, n: '1' }))).toBe('badAnswer');
    expect(outcome(answer(200, json, { ...good, platformId: 'q' }))).toBe('wrongPlatform');
    expect(outcome(answer(200, json, { ...good, epoch: 'f' }))).toBe('wrongEpoch');
    expect(outcome(answer(200, json, JSON.stringify(good).slice(0, 40)))).toBe('interrupted');
    expect(outcome(answer(200, { ...json, 'x-content-sha256': sha256Of('other') }, good))).toBe('interrupted');
    expect(outcome(answer(200, { ...json, 'x-content-sha256': sha256Of(JSON.stringify(good)) }, good))).toBe('success');
  });

  it('with a page of HTML is a login portal, whatever its status says', () => {
    const page = '<!DOCTYPE html><html>请登录</html>';
    expect(outcome(answer(200, { 'content-type': 'text/html' }, page))).toBe('portal');
    expect(outcome(answer(200, json, page))).toBe('portal');
    expect(outcome(answer(302, { location: 'http://portal/login' }, ''))).toBe('portal');
    expect(outcome(answer(401, { 'content-type': 'text/html' }, page))).toBe('portal');
    expect(outcome(answer(511, { 'content-type': 'text/html' }, page))).toBe('portal');
    expect(outcome(answer(502, { 'content-type': 'text/html' }, page))).toBe('serverFault');
  });

  it.each([
    [401, 'signInNeeded', 'signInNeeded'],
    [403, 'accountDisabled', 'forbidden'],
    [400, 'badRequest', 'badRequest'],
    [413, 'tooLarge', 'tooLarge'],
    [422, 'requestDamaged', 'interrupted'],
    [426, 'clientTooOld', 'versionTooOld'],
    [429, 'rateLimited', 'rateLimited'],
    [500, 'serverFault', 'serverFault'],
    [503, 'maintenance', 'maintenance'],
    [500, 'somethingNew', 'serverFault'],
    [404, 'notFound', 'badAnswer'],
  ])('answered with %i %s is %s', (status, code, expected) => {
    expect(outcome(said(status, code))).toBe(expected);
  });

  it.each([
    ['offline', 'offline', false],
    ['unreachable', 'unreachable', false],
    ['certificate', 'certificate', false],
    ['timeout', 'timeout', true],
    ['cut', 'interrupted', true],
    ['aborted', 'interrupted', true],
  ] as const)('with nothing but %s is %s; whether it may have been done: %s', (why, expected, maybeDone) => {
    const understood = classify({ came: 'nothing', why, detail: '' }, schema, null);
    expect(understood).toMatchObject({ ok: false, failure: { class: expected, maybeDone } });
  });

  it('keeps what a busy platform asked for, in seconds or as a date by its own clock, at most an hour', () => {
    const wait = (headers: Record<string, string>) => {
      const understood = classify(said(429, 'rateLimited', headers), schema, null);
      return understood.ok ? undefined : understood.failure.retryAfter;
    };
    expect(wait({ 'retry-after': '7' })).toBe(7000);
    expect(wait({ 'retry-after': '999999' })).toBe(3_600_000);
    const date = 'Mon, 02 Mar 2026 01:00:00 GMT';
    expect(wait({ 'retry-after': 'Mon, 02 Mar 2026 01:00:30 GMT', date })).toBe(30_000);
    expect(wait({ 'retry-after': 'Mon, 02 Mar 2026 00:00:30 GMT', date })).toBe(0);
    expect(wait({ 'retry-after': 'soon' })).toBeNull();
    expect(wait({})).toBeNull();
  });

  it('keeps a piece of what came, never all of ten megabytes', () => {
    const understood = classify(answer(200, json, `"${'长'.repeat(10_000_000)}"`), schema, null);
    expect(understood).toMatchObject({ ok: false });
    expect(understood.ok ? 0 : understood.failure.raw?.length).toBe(4000);
  });

  it('never throws for what comes', () => {
    for (const body of ['', 'null', '[]', '{"error":{}}', '{"error":{"code":5}}', '\u0000', '{"__proto__":{"n":1}}'])
      for (const status of [100, 200, 204, 301, 400, 401, 404, 418, 500, 599])
        expect(typeof outcome(answer(status, json, body))).toBe('string');
  });
});

describe('the closed list of outcomes', () => {
  it('has words, a next step and somebody who can help for each', () => {
    for (const [name, facts] of Object.entries(outcomeClasses)) {
      expect(facts.text, name).toMatch(/\p{Script=Han}/u);
      expect(facts.next, name).toMatch(/。$/);
      // What a person must do is not tried again behind their back for ever, and what is tried again says so.
      if (!facts.retried) expect(facts.remedy, name).not.toBe('nobody');
    }
  });
});

describe('versions', () => {
  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', true],
    ['0.9.0', '0.10.0', true],
    ['1.0.0', '0.99.99', false],
  ])('%s is older than %s: %s', (version, oldest, expected) => expect(olderThan(version, oldest)).toBe(expected));
});
