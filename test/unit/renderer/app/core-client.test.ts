import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import {
  connectToCore,
  core,
  coreGone,
  CoreGoneError,
  corePortMessage,
  currentShell,
  installCore,
  isToldElsewhere,
  onLocked,
  overPort,
} from '#app/app/core-client.ts';
import { contract } from '#shared/contract.ts';
import { sessionStatus } from '../support/statuses.ts';

/** A core behind a real message channel, answering three procedures. */
function serve(port: MessagePort): void {
  const builder = implement(contract);
  const router = {
    session: { status: builder.session.status.handler(() => sessionStatus()) },
    outbox: {
      list: builder.outbox.list.handler(({ input }) => ({
        rows: [],
        nextCursor: null,
        count: { value: input.states.length, capped: false },
      })),
      summary: builder.outbox.summary.handler(({ errors }) => {
        throw errors.LOCKED();
      }),
    },
    connection: { syncNow: builder.connection.syncNow.handler(() => new Promise<never>(() => {})) },
  };
  new RPCHandler(router as never).upgrade(port);
  port.start();
}

describe('over the port of the desktop shell', () => {
  let near: MessagePort;
  let far: MessagePort;
  beforeEach(() => {
    const channel = new MessageChannel();
    near = channel.port1;
    far = channel.port2;
    serve(far);
    installCore(overPort(near), 'electron');
  });
  afterEach(() => {
    near.close();
    far.close();
  });

  it('calls the core and gets its answer', async () => {
    expect(await core().session.status()).toMatchObject({ state: 'locked', clientVersion: '0.1.0' });
  });

  it('takes reactive values as input, which a message port cannot carry', async () => {
    const states = reactive(['queued', 'unknown'] as const);
    const answer = await core().outbox.list({ states: [...states], cursor: null, limit: 50 });
    expect(answer.count.value).toBe(2);
    const input = reactive({ states: ['queued' as const], cursor: null, limit: 50 });
    expect((await core().outbox.list(input)).count.value).toBe(1);
  });

  it('rejects what is under way and what comes later as soon as the core is gone', async () => {
    const pending = core().connection.syncNow();
    const outcome = expect(pending).rejects.toBeInstanceOf(CoreGoneError);
    await new Promise((resolve) => setTimeout(resolve, 20));
    far.close();
    await outcome;
    expect(coreGone.value).toBe('stopped');
    await expect(core().session.status()).rejects.toBeInstanceOf(CoreGoneError);
  });

  it('goes on with the port of a core that was started again, whenever the old one closes', async () => {
    const next = new MessageChannel();
    serve(next.port2);
    installCore(overPort(next.port1), 'electron');
    far.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(coreGone.value).toBeNull();
    expect(await core().session.status()).toMatchObject({ state: 'locked' });
    next.port1.close();
  });

  it('tells that nobody is signed in, whatever was asked', async () => {
    const told = vi.fn();
    const stop = onLocked(told);
    const error: unknown = await core()
      .outbox.summary()
      .catch((reason: unknown) => reason);
    stop();
    expect(told).toHaveBeenCalledOnce();
    expect(isToldElsewhere(error)).toBe(true);
    expect(isToldElsewhere(new Error('a bug'))).toBe(false);
  });
});

describe('finding the shell', () => {
  const answer = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  afterEach(() => {
    vi.unstubAllGlobals();
    sessionStorage.clear();
    location.hash = '';
  });

  it('takes the token out of the address, keeps it for the tab and sends it with every call', async () => {
    location.hash = '#token=abc_DEF-123';
    const asked: Request[] = [];
    vi.stubGlobal('fetch', (request: Request) => {
      asked.push(request);
      return Promise.resolve(answer(200, { json: sessionStatus() }));
    });
    await connectToCore();
    expect(location.href).not.toContain('abc_DEF-123');
    expect(currentShell()).toBe('browser');
    await core().session.status();
    expect(asked[0]?.url).toMatch(/\/rpc\/session\/status$/);
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer abc_DEF-123');
    await connectToCore();
    await core().session.status();
    expect(asked[1]?.headers.get('authorization')).toBe('Bearer abc_DEF-123');
  });

  it('exchanges a ticket in the address for the token, once', async () => {
    location.hash = '#ticket=tic_KET-1';
    const asked: [string, string | null][] = [];
    vi.stubGlobal('fetch', (what: string | Request, init?: RequestInit) => {
      const { url, headers } = typeof what === 'string' ? { url: what, headers: new Headers(init?.headers) } : what;
      asked.push([url.replace(/^https?:\/\/[^/]+/, ''), headers.get('authorization')]);
      return Promise.resolve(answer(200, url === '/admission' ? { token: 'tok_EN' } : { json: sessionStatus() }));
    });
    await connectToCore();
    expect(location.href).not.toContain('tic_KET-1');
    await core().session.status();
    await connectToCore();
    await core().session.status();
    expect(asked).toEqual([
      ['/admission', 'Ticket tic_KET-1'],
      ['/rpc/session/status', 'Bearer tok_EN'],
      ['/rpc/session/status', 'Bearer tok_EN'],
    ]);
  });

  it('is not admitted with a ticket that somebody has used', async () => {
    vi.useFakeTimers();
    location.hash = '#ticket=used';
    vi.stubGlobal('fetch', () => Promise.resolve(answer(401, { status: 401, reason: 'used or unknown ticket' })));
    const connecting = connectToCore();
    await vi.advanceTimersByTimeAsync(10_000);
    await connecting;
    expect(coreGone.value).toBe('notAdmitted');
    vi.useRealTimers();
  });

  it.each([
    ['a service that does not answer', () => Promise.reject(new TypeError('Failed to fetch')), 'stopped'],
    [
      'a shell whose core has died',
      () => Promise.resolve(answer(503, { status: 503, reason: 'core stopped' })),
      'stopped',
    ],
    [
      'a shell of another launch',
      () => Promise.resolve(answer(401, { status: 401, reason: 'wrong token' })),
      'notAdmitted',
    ],
  ])('says so once for %s', async (_name, fetch, expected) => {
    vi.useFakeTimers();
    location.hash = '#token=abc';
    vi.stubGlobal('fetch', fetch);
    await connectToCore();
    await expect(core().session.status()).rejects.toBeInstanceOf(CoreGoneError);
    expect(coreGone.value).toBe(expected);
    vi.useRealTimers();
  });

  it('takes a port only from its own window', async () => {
    const channel = new MessageChannel();
    serve(channel.port2);
    const hand = (source: unknown, port: MessagePort) =>
      window.dispatchEvent(
        Object.assign(new Event('message'), { data: { type: corePortMessage }, source, ports: [port] }),
      );
    const strange = new MessageChannel();
    const connecting = connectToCore();
    hand({ another: 'window' }, strange.port1);
    hand(window, channel.port1);
    await connecting;
    expect(currentShell()).toBe('electron');
    expect(await core().session.status()).toMatchObject({ state: 'locked' });
    for (const port of [strange.port1, channel.port1]) port.close();
  });
});
