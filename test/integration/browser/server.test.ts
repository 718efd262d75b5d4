import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPage } from '../../../src-main/browser/system-browser.ts';
import { startShellServer, type ShellServer, type Traffic } from '../../../src-main/browser/server.ts';
import { startCoreHost, type CoreHost } from '../../../src-main/shell/core-worker.ts';
import type { ToyClient } from '../../fixtures/toy-core.ts';
import { eventually } from '../../support/eventually.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let folder: string;
let diary: string;
let core: CoreHost;
let server: ShellServer;
let client: ToyClient;
const traffic: Traffic[] = [];
const reports: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-shell-'));
  diary = join(folder, 'diary.txt');
  await writeFile(diary, '');
  await writeFile(join(folder, 'outside.html'), 'a secret beside the pages');
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<p>客户端</p>');
  await writeFile(join(pages, 'assets', 'index-abc.js'), 'export {};');
  await writeFile(join(pages, 'notes.unknown'), 'a kind of file that no page needs');
  traffic.length = 0;
  reports.length = 0;
  const report = (event: string): void => void reports.push(event);
  core = startCoreHost({
    script: new URL('../../fixtures/toy-core.ts', import.meta.url),
    data: { diary },
    report,
    restartPauseMilliseconds: 20,
  });
  server = await startShellServer({ core, pages, port: 0, onTraffic: (now) => traffic.push(now), report });
  client = createORPCClient(
    new RPCLink({ url: `${server.origin}/rpc`, headers: { authorization: `Bearer ${server.token}` } }),
  );
});

afterEach(async () => {
  await server.close();
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

/** As any program of this PC could ask: every header and byte as given. */
const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) =>
  new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(server.origin);
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const call = (headers: Record<string, string> = {}, body: string | Buffer = '{"json":{"a":1}}', path = '/rpc/echo') =>
  ask('POST', path, { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers }, body);

describe('who is admitted', () => {
  it('answers a call with this launch’s token', async () => {
    const answer = await call();
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ json: { got: { a: 1 } } });
  });

  it.each<[string, number, Record<string, string>]>([
    ['another host name (DNS rebinding)', 421, { host: 'attacker.example' }],
    ['localhost, which is not the announced name', 421, { host: 'localhost' }],
    ['a foreign origin', 403, { origin: 'https://attacker.example' }],
    ['a page of a sandbox or file', 403, { origin: 'null' }],
    ['another port of this PC', 403, { origin: 'http://127.0.0.1:1' }],
    ['a fetch from another site', 403, { 'sec-fetch-site': 'cross-site' }],
    ['a fetch from another port', 403, { 'sec-fetch-site': 'same-site' }],
    ['an address typed into the browser', 403, { 'sec-fetch-site': 'none' }],
    ['no token', 401, { authorization: '' }],
    ['a wrong token', 401, { authorization: `Bearer ${'A'.repeat(43)}` }],
    ['a form’s content type', 415, { 'content-type': 'text/plain' }],
    ['an upload form', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a length beyond the limit', 413, { 'content-length': String(10 * 1024 * 1024) }],
  ])('refuses %s with %i', async (_what, status, headers) => {
    const answer = await call(headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('got');
  });

  it('refuses a body that grows beyond the limit without having said so', async () => {
    const answer = await call({ 'transfer-encoding': 'chunked' }, Buffer.alloc(10 * 1024 * 1024, 0x20));
    expect(answer.status).toBe(413);
  });

  it('refuses what is not JSON with 400, and a call that is not posted with 405', async () => {
    expect((await call({}, '{"json":')).status).toBe(400);
    expect((await ask('GET', '/rpc/echo', { authorization: `Bearer ${server.token}` })).status).toBe(405);
    expect((await ask('PUT', '/', {})).status).toBe(405);
  });

  it('gives each launch a token of 32 random bytes, in the fragment alone', async () => {
    expect(Buffer.from(server.token, 'base64url')).toHaveLength(32);
    const { hash, pathname, search } = new URL(server.url);
    expect([pathname, search, hash]).toEqual(['/', '', `#token=${server.token}`]);
  });

  it('starts a browser with a ticket, which is exchanged once; the token is on no command line', async () => {
    // Stands for the browser, and (as root, where Chromium is not started) for what the system opens addresses with.
    const browser = join(folder, 'xdg-open');
    const seen = join(folder, 'command-line.txt');
    await writeFile(browser, `#!/bin/sh\necho "$@" > '${seen}.new' && mv '${seen}.new' '${seen}'\n`, { mode: 0o755 });
    vi.stubEnv('CHROMIUM_PATH', browser);
    vi.stubEnv('DISPLAY', ':9');
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    try {
      expect(await openPage(server.url)).toBe(true);
    } finally {
      vi.unstubAllEnvs();
    }
    const commandLine = await eventually(() => readFile(seen, 'utf8'));
    expect(commandLine).not.toContain(server.token);
    const ticket = /#ticket=([A-Za-z0-9_-]{43})\n$/.exec(commandLine)?.[1] ?? '';
    const exchange = (authorization: string, more: Record<string, string> = {}) =>
      ask('POST', '/admission', { authorization, ...more });
    expect((await exchange(`Ticket ${ticket}`, { origin: 'https://attacker.example' })).status).toBe(403);
    expect((await exchange(`Ticket ${ticket}`, { host: 'attacker.example' })).status).toBe(421);
    expect((await ask('GET', '/admission', { authorization: `Ticket ${ticket}` })).status).toBe(404);
    expect(JSON.parse((await exchange(`Ticket ${ticket}`)).body)).toEqual({ token: server.token });
    expect((await exchange(`Ticket ${ticket}`)).status).toBe(401);
  });

  it('gives a ticket to nobody without the token', async () => {
    expect((await ask('POST', '/ticket', { authorization: `Bearer ${'A'.repeat(43)}` })).status).toBe(401);
    expect((await ask('POST', '/ticket')).status).toBe(401);
    expect((await ask('GET', '/ticket', { authorization: `Bearer ${server.token}` })).status).toBe(405);
  });

  it('listens on the loopback address alone', () => {
    expect(new URL(server.origin).hostname).toBe('127.0.0.1');
  });
});

describe('pages', () => {
  it('serves the page and its assets, the page never from the cache', async () => {
    const page = await ask('GET', '/');
    expect(page).toMatchObject({ status: 200, body: '<p>客户端</p>' });
    expect(page.headers['cache-control']).toBe('no-cache');
    const script = await ask('GET', '/assets/index-abc.js?x=1');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/assets/../../outside.html',
    '/..%5coutside.html',
    '/%00/index.html',
    '/%zz',
    '//etc/passwd',
    '/absent.html',
    '/assets',
    '/notes.unknown',
  ])('answers 404 to %s', async (path) => {
    const answer = await ask('GET', path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('refuses a page to another site and to another host name', async () => {
    expect((await ask('GET', '/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask('GET', '/', { host: 'attacker.example' })).status).toBe(421);
  });

  it('carries the security headers in every answer, refusals and calls included', async () => {
    for (const answer of [
      await ask('GET', '/'),
      await ask('GET', '/absent'),
      await call(),
      await call({ host: 'x' }),
    ]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe-eval');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('calls through to the core', () => {
  const noted = () => readFile(diary, 'utf8');

  it('brings a defined error as what it is, and an undefined one without its inside', async () => {
    const locked = await client.locked().catch((error: unknown) => error);
    expect(locked).toBeInstanceOf(ORPCError);
    expect(locked).toMatchObject({ code: 'LOCKED', defined: true });
    const broken = await client.broken().catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(broken)).not.toContain('secret');
  });

  it('streams events as they happen, and ends the stream in the core when the page goes away', async () => {
    const abort = new AbortController();
    const counts: number[] = [];
    const reading = (async () => {
      for await (const { count } of await client.events.subscribe(undefined, { signal: abort.signal })) {
        counts.push(count);
        if (count === 2) abort.abort();
      }
    })();
    await expect(reading).rejects.toThrow();
    expect(counts).toEqual([0, 1, 2]);
    await eventually(async () => expect(await noted()).toContain('stream ended'));
    await eventually(() => expect(traffic.at(-1)).toEqual({ streams: 0, calls: 0 }));
    expect(traffic).toContainEqual({ streams: 1, calls: 0 });
  });

  it('ends a call in the core when the page takes it back', async () => {
    const abort = new AbortController();
    const slow = client.slow(undefined, { signal: abort.signal });
    await eventually(async () => expect(await noted()).toContain('slow began'));
    abort.abort();
    await expect(slow).rejects.toThrow();
    await eventually(async () => expect(await noted()).toContain('slow aborted'));
  });

  it('fails every pending call and stream at once when the core dies, and serves again after its restart', async () => {
    const slow = client.slow().catch((error: unknown) => error);
    const stream = (async () => {
      for await (const event of await client.events.subscribe()) if (event.count > 1_000) return;
    })().catch((error: unknown) => error);
    await eventually(async () =>
      expect(await noted()).toMatch(/slow began[\s\S]*stream began|stream began[\s\S]*slow began/),
    );
    await expect(client.die()).rejects.toMatchObject({ status: 503 });
    expect(await slow).toMatchObject({ status: 503 });
    expect(await stream).toBeInstanceOf(Error);
    // Until the new core answers, calls are refused at once rather than kept waiting.
    await eventually(async () => expect(await client.echo('again')).toEqual({ got: 'again' }));
  });

  it('answers 503 for good once the core has died too often', async () => {
    await eventually(async () => {
      await client.die().catch(() => undefined);
      expect(core.state).toBe('stopped');
    });
    expect(reports.filter((event) => event === 'core-exit')).toHaveLength(4);
    await expect(client.echo(1)).rejects.toMatchObject({ status: 503 });
    expect(reports).toContain('core-given-up');
    // The page itself still comes, so that it can say what happened.
    expect((await ask('GET', '/')).status).toBe(200);
  });
});
