import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as NetServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type AxiosTransportOptions, createAxiosTransport } from '#core/sync/line/axios-transport.ts';
import type { PlatformAnswer, PlatformRequest } from '#core/environment.ts';
import { selfSigned } from '../../../fixtures/self-signed.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}
async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  closing.push(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listening(server)}`;
}
/** Longer than anything takes that comes at all; ms. */
const patience = 60_000;
async function ask(
  url: string,
  request: Partial<PlatformRequest> = {},
  options: AxiosTransportOptions = {},
): Promise<PlatformAnswer> {
  const transport = createAxiosTransport(options);
  closing.unshift(() => transport.close());
  return transport.exchange(url, {
    method: 'GET',
    path: '/v1/ping',
    headers: {},
    timeoutMilliseconds: patience,
    ...request,
  });
}

describe('the wire', () => {
  it('brings status, headers in lower case and the body as text', async () => {
    const url = await served((request, response) => {
      response.writeHead(418, { 'X-Odd': 'Yes', 'content-type': 'application/json' });
      response.end(`{"path":"${request.url}","way":"${request.method}"}`);
    });
    expect(await ask(url)).toMatchObject({
      came: 'answer',
      status: 418,
      headers: { 'x-odd': 'Yes', 'content-type': 'application/json' },
      body: '{"path":"/v1/ping","way":"GET"}',
    });
  });

  it('keeps the path of an address behind a gateway', async () => {
    const url = await served((request, response) => response.end(request.url));
    expect(await ask(`${url}/gateway/collaboration/`)).toMatchObject({ body: '/gateway/collaboration/v1/ping' });
  });

  it('sends the body byte for byte, and headers as they are', async () => {
    const url = await served((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () =>
        response.end(`${String(request.headers['x-mark'])} ${Buffer.concat(parts).toString('utf8')}`),
      );
    });
    const body = '{ "z": 1,  "名": "湘澧" }';
    const headers = { 'x-mark': 'm', 'content-type': 'application/json' };
    expect(await ask(url, { method: 'POST', body, headers })).toMatchObject({ body: `m ${body}` });
    const bytes = new Uint8Array([0x61, 0x62, 0x63]);
    expect(await ask(url, { method: 'PUT', body: bytes, headers })).toMatchObject({ body: 'm abc' });
  });

  it('unpacks gzip', async () => {
    const url = await served((request, response) => {
      expect(request.headers['accept-encoding']).toContain('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('压缩的内容'));
    });
    expect(await ask(url)).toMatchObject({ came: 'answer', body: '压缩的内容' });
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const url = await served((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/portal/login' }).end();
    });
    expect(await ask(url)).toMatchObject({ came: 'answer', status: 302, headers: { location: '/portal/login' } });
    expect(asked).toBe(1);
  });

  it('ignores the proxies of the environment', async () => {
    const url = await served((_request, response) => response.end('direct'));
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    closing.push(() => delete process.env['http_proxy']);
    expect(await ask(url)).toMatchObject({ body: 'direct' });
  });

  it('tells a port on which nobody listens from a network that is not there', async () => {
    // Not one that was free a moment ago: another test may have it by now.
    expect(await ask('http://127.0.0.1:9')).toMatchObject({ came: 'nothing', why: 'unreachable' });
    const unknownHost = 'http://no-such-host.invalid';
    expect(await ask(unknownHost, {}, { hasNetwork: () => true })).toMatchObject({ why: 'unreachable' });
    expect(await ask(unknownHost, {}, { hasNetwork: () => false })).toMatchObject({ why: 'offline' });
  });

  it.each([
    ['before any answer', (socket: Socket) => socket.destroy()],
    [
      'in the middle of the body',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":');
        setTimeout(() => socket.destroy(), 20);
      },
    ],
  ])('knows that a connection broke %s', async (_when, answer) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    const port = await listening(server);
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ came: 'nothing', why: 'cut' });
  });

  it('asks a question once more where the platform had closed the kept connection, and only a question', async () => {
    let connections = 0;
    const seen: string[] = [];
    const server = createTcpServer((socket) => {
      const own = (connections += 1);
      let requests = 0;
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        seen.push(`${bytes.toString().split(' ')[0]} over ${own}`);
        // Idle for too long by the time the second request comes, as after a page that took seconds to write.
        if ((requests += 1) > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const url = `http://127.0.0.1:${await listening(server)}`;
    const transport = createAxiosTransport();
    closing.unshift(() => transport.close());
    const exchange = (method: 'GET' | 'POST') =>
      transport.exchange(url, { method, path: '/v1/ping', headers: {}, timeoutMilliseconds: patience });
    expect(await exchange('GET')).toMatchObject({ body: 'ok' });
    expect(await exchange('GET')).toMatchObject({ body: 'ok' });
    expect(await exchange('GET')).toMatchObject({ body: 'ok' });
    expect(await exchange('POST')).toMatchObject({ came: 'nothing', why: 'cut' });
    expect(seen).toEqual(['GET over 1', 'GET over 1', 'GET over 2', 'GET over 3', 'POST over 3']);
  });

  it('knows a packed answer that ends too soon', async () => {
    const packed = gzipSync('x'.repeat(10_000));
    const url = await served((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed.subarray(0, packed.length >> 1));
    });
    expect(await ask(url)).toMatchObject({ came: 'nothing', why: 'cut' });
  });

  it('gives up after silence, before the answer and in its middle, but not on a slow line', async () => {
    const silent = await served(() => undefined);
    expect(await ask(silent, { timeoutMilliseconds: 100 })).toMatchObject({ came: 'nothing', why: 'timeout' });
    const stuck = await served((_request, response) => void response.writeHead(200).write('beginning'));
    expect(await ask(stuck, { timeoutMilliseconds: 100 })).toMatchObject({ came: 'nothing', why: 'timeout' });
    // In all longer than the limit, each silence far shorter, so that a busy machine makes none of them too long.
    const slow = await served((_request, response) => {
      let left = 35;
      const timer = setInterval(() => {
        response.write('.');
        if ((left -= 1) > 0) return;
        clearInterval(timer);
        response.end();
      }, 100);
    });
    expect(await ask(slow, { timeoutMilliseconds: 3000 })).toMatchObject({ came: 'answer', body: '.'.repeat(35) });
  });

  it('ends when it is told to', async () => {
    const url = await served(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    expect(await ask(url, { signal: controller.signal })).toMatchObject({ came: 'nothing', why: 'aborted' });
    expect(await ask(url, { signal: controller.signal })).toMatchObject({ came: 'nothing', why: 'aborted' });
  });

  it('does not take more than it was told to hold, packed or not', async () => {
    const url = await served((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('x'.repeat(2_000_000)));
    });
    expect(await ask(url, {}, { maximumAnswerBytes: 100_000 })).toMatchObject({
      came: 'nothing',
      detail: expect.stringContaining('100000') as string,
    });
  });

  it('trusts no certificate that nobody vouches for, and the one that was installed', async () => {
    const server = createSecureServer({ key: selfSigned.key, cert: selfSigned.certificate }, (_request, response) =>
      response.end('sealed'),
    );
    closing.push(() => server.closeAllConnections());
    const port = await listening(server);
    expect(await ask(`https://localhost:${port}`)).toMatchObject({ came: 'nothing', why: 'certificate' });
    const trusting = { certificateAuthorities: [selfSigned.certificate] };
    expect(await ask(`https://localhost:${port}`, {}, trusting)).toMatchObject({ body: 'sealed' });
  });
});
