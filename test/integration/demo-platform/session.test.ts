import { describe, expect, it } from 'vitest';
import { demonstrationResponseSchema } from '#shared/platform-api/demonstration.ts';
import { pingResponseSchema } from '#shared/platform-api/interface.ts';
import { errorOf, signIn, signInRequest, startPlatform } from './client.ts';

describe('sign-in on the demo platform', () => {
  it('answers a ping without a sign-in and says which platform and epoch it is', async () => {
    const { url } = await startPlatform();
    const ping = pingResponseSchema.parse(await (await fetch(`${url}/v1/ping`)).json());
    expect(ping).toMatchObject({
      platformId: 'demo-7-small',
      interfaceVersion: 1,
      serverTime: '2026-09-16T02:00:00.000Z',
    });
  });

  it('says that it is for trying out, and as whom', async () => {
    const { url, accounts } = await startPlatform();
    expect(await (await fetch(`${url}/v1/ping`)).json()).toMatchObject({ demonstration: true });
    const told = demonstrationResponseSchema.parse(await (await fetch(`${url}/v1/demonstration`)).json());
    const usable = accounts.filter(({ disabled }) => !disabled);
    expect(told.accounts.map(({ account }) => account)).toEqual(usable.map(({ account }) => account));
    const [one] = told.accounts;
    expect(await signInRequest(url, one?.account ?? '', one?.password)).toMatchObject({ status: 200 });
  });

  it('refuses everything else without a session', async () => {
    const { url } = await startPlatform();
    for (const path of [
      '/v1/changes?collection=notices',
      '/v1/operations/0b6e1f0e-7c36-4f7c-a11e-0c8f7c1f5b11',
      '/v1/else',
    ])
      expect(await errorOf(await fetch(url + path))).toMatchObject({ status: 401, code: 'signInNeeded' });
  });

  it('lets every printed account in but the disabled one', async () => {
    const { url, accounts } = await startPlatform();
    for (const { account, disabled } of accounts) {
      const response = await signInRequest(url, account);
      expect({ account, status: response.status }).toEqual({ account, status: disabled ? 403 : 200 });
    }
  });

  it('ends a session when its time is over', async () => {
    const platform = await startPlatform();
    const clerk = await signIn(platform.url, 'scjg01');
    const lasts = Date.parse(clerk.session.expiresAt) - platform.clock.now;
    platform.clock.now += lasts - 1;
    expect((await clerk.get('/v1/changes?collection=notices')).status).toBe(200);
    platform.clock.now += 1;
    expect(await errorOf(await clerk.get('/v1/changes?collection=notices'))).toMatchObject({ code: 'signInNeeded' });
  });

  it('slows down wrong passwords, for that account only, and says how long', async () => {
    const platform = await startPlatform();
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await errorOf(await signInRequest(platform.url, 'scjg01', 'wrong'))).toMatchObject({
        code: 'wrongPassword',
      });
    const refused = await errorOf(await signInRequest(platform.url, 'scjg01'));
    expect(refused).toEqual({ status: 429, code: 'rateLimited', retryAfter: '900' });
    expect((await signInRequest(platform.url, 'scjg02')).status).toBe(200);
    platform.clock.now += 900_000;
    expect((await signInRequest(platform.url, 'scjg01')).status).toBe(200);
  });

  it('refuses clients that are too old, at sign-in and later', async () => {
    const platform = await startPlatform();
    expect(await errorOf(await signInRequest(platform.url, 'scjg01', 'Demo-scjg01', '0.0.9'))).toMatchObject({
      status: 426,
      code: 'clientTooOld',
    });
    const clerk = await signIn(platform.url, 'scjg01');
    platform.control.setOldestClient('0.10.0');
    expect(await errorOf(await clerk.get('/v1/changes?collection=notices'))).toMatchObject({ code: 'clientTooOld' });
  });

  it('shuts out an account that is disabled while it is signed in', async () => {
    const platform = await startPlatform();
    const clerk = await signIn(platform.url, 'scjg01');
    platform.control.disableAccount('scjg01');
    expect(await errorOf(await clerk.get('/v1/changes?collection=notices'))).toMatchObject({ code: 'accountDisabled' });
  });

  it('gives a new token to every sign-in, also after a restart with the same seed', async () => {
    const tokens = new Set<string>();
    for (let start = 0; start < 2; start++) {
      const { url } = await startPlatform();
      for (let turn = 0; turn < 2; turn++) tokens.add((await signIn(url, 'scjg01')).session.token);
    }
    expect(tokens.size).toBe(4);
  });
});
