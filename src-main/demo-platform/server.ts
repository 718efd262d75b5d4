/** The demo platform over HTTP on 127.0.0.1: a thin adapter that also carries out what the network does to answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { errorAnswer, jsonAnswer, type PlatformAnswer, type PlatformRequest } from './answers.ts';
import { answerControl } from './control-surface.ts';
import { createDemoPlatform, type DemoPlatformOptions } from './platform.ts';

export type DemoServerOptions = DemoPlatformOptions & {
  /** 0: any free port. */
  port: number;
  /** Something new comes in every so many seconds. */
  arrivalSeconds?: number;
  /** Offers `/control/…` over HTTP. */
  controlSurface?: boolean;
};

const maximumBodyBytes = 16 * 1024 * 1024;
/** Below this size compressing costs more than it saves. */
const gzipFrom = 4096;
const compress = promisify(gzip);

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maximumBodyBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function deliver(answer: PlatformAnswer, request: PlatformRequest, response: ServerResponse): Promise<void> {
  const { delayMs, lost, cutAt } = answer.delivery;
  if (delayMs > 0) await sleep(delayMs);
  if (lost !== 'no') {
    response.socket?.destroy();
    return;
  }
  const headers: Record<string, string> = { 'cache-control': 'no-store', ...answer.headers };
  let body = Buffer.from(answer.body);
  const accepts = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (accepts && cutAt === null && body.length >= gzipFrom) {
    body = await compress(body, { level: 1 });
    headers['content-encoding'] = 'gzip';
  }
  headers['content-length'] = String(body.length);
  response.writeHead(answer.status, headers);
  if (request.method === 'HEAD') response.end();
  else if (cutAt === null) response.end(body);
  else response.write(body.subarray(0, cutAt), () => response.socket?.destroy());
}

/** Starts the platform; rejects with the system's error where the port or the directory cannot be used. */
export async function startDemoPlatform(options: DemoServerOptions) {
  const platform = createDemoPlatform(options);
  const answerTo = (request: PlatformRequest): PlatformAnswer =>
    options.controlSurface && request.path.startsWith('/control/')
      ? answerControl(platform.control, request)
      : platform.handle(request);

  const server = createServer((incoming, response) => {
    const serve = async (): Promise<void> => {
      const body = await readBody(incoming);
      const headers: Record<string, string | undefined> = {};
      for (const [name, value] of Object.entries(incoming.headers))
        headers[name] = Array.isArray(value) ? value.join(', ') : value;
      const request = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body: body ?? '' };
      // The rest of the body is not read, so that nothing else can come over this connection.
      const answer =
        body === null
          ? errorAnswer('tooLarge', '请求正文超过 16 MB，平台不接收', { connection: 'close' })
          : answerTo(request);
      await deliver(answer, request, response);
    };
    serve().catch((error: unknown) => {
      // A client that hung up is no fault of the platform; anything else is told to the operator and to the client.
      if (response.destroyed) return;
      process.stderr.write(
        `平台内部错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      if (response.headersSent) response.destroy();
      else {
        const answer = jsonAnswer(500, { error: { code: 'serverFault', message: '平台内部错误' } });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      }
    });
  });

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    });
  } catch (error) {
    platform.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const timer =
    options.arrivalSeconds === undefined
      ? undefined
      : setInterval(() => platform.control.brought.arrive(), options.arrivalSeconds * 1000);

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    accounts: platform.accounts,
    control: platform.control,
    /** The transport-free core, for calls without a socket. */
    platform,
    /** Stops serving, ends open connections and closes the state. */
    async close(): Promise<void> {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      platform.close();
    },
  };
}
export type DemoServer = Awaited<ReturnType<typeof startDemoPlatform>>;
