/**
 * The wire: axios over Node's own HTTP. Says what came back, uninterpreted, or why nothing did; what it means is decided
 * in `classify.ts`. Redirects are never followed (a login portal redirects), proxies of the environment are ignored
 * unless one is configured, and every answer has an upper size.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { networkInterfaces } from 'node:os';
import type { Readable } from 'node:stream';
import { getCACertificates, rootCertificates } from 'node:tls';
import { createGunzip } from 'node:zlib';
import axios, { AxiosError, type AxiosProxyConfig } from 'axios';
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';

export interface AxiosTransportOptions {
  /** A proxy that somebody configured; never taken from the environment. */
  readonly proxy?: AxiosProxyConfig;
  /** PEM certificates trusted beside those of Node and of the operating system. */
  readonly certificateAuthorities?: readonly string[];
  /** Largest body of an answer, bytes, after decompression. */
  readonly maximumAnswerBytes?: number;
  /** Whether some network interface other than loopback is up; replaced in tests. */
  readonly hasNetwork?: () => boolean;
}

const defaultMaximumAnswerBytes = 64 * 1024 * 1024;

/** The transport of the shipped client. `close` ends idle connections. */
export function createAxiosTransport(options: AxiosTransportOptions = {}): PlatformTransport & { close(): void } {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 6 });
  const freshAgent = new HttpAgent({ keepAlive: false });
  // The county's own authority is usually deployed to Windows by group policy, where Node does not look by itself.
  let trusted: string[] | undefined;
  const authorities = () =>
    (trusted ??= [...rootCertificates, ...getCACertificates('system'), ...(options.certificateAuthorities ?? [])]);
  let httpsAgent: HttpsAgent | undefined;
  const secureAgent = () => (httpsAgent ??= new HttpsAgent({ keepAlive: true, maxSockets: 6, ca: authorities() }));
  /** `kept`: over a connection that is there already, if there is one. */
  const agentsFor = (url: string, kept: boolean) => ({
    httpAgent: kept ? httpAgent : freshAgent,
    ...(url.startsWith('https:')
      ? { httpsAgent: kept ? secureAgent() : new HttpsAgent({ keepAlive: false, ca: authorities() }) }
      : {}),
  });
  const maximumBytes = options.maximumAnswerBytes ?? defaultMaximumAnswerBytes;
  const hasNetwork = options.hasNetwork ?? someInterfaceIsUp;

  return {
    async exchange(baseUrl, request) {
      const url = baseUrl.replace(/\/+$/, '') + request.path;
      const waiting = new Patience(request);
      const ask = (kept: boolean) =>
        axios.request<Readable>({
          adapter: 'http',
          method: request.method,
          url,
          headers: { 'accept-encoding': 'gzip', ...request.headers },
          // axios takes bytes only as a Buffer.
          data: request.body instanceof Uint8Array ? asBuffer(request.body) : request.body,
          // The body goes out exactly as it was frozen.
          transformRequest: [(data: unknown) => data],
          responseType: 'stream',
          // Its own unpacking takes a packed answer that ends too soon for a whole one.
          decompress: false,
          maxRedirects: 0,
          maxBodyLength: Number.POSITIVE_INFINITY,
          proxy: options.proxy ?? false,
          validateStatus: () => true,
          signal: waiting.signal,
          ...agentsFor(url, kept),
        });
      try {
        const response = await ask(true).catch((error: unknown) => {
          if (waiting.ending !== null || !wasLeftBehind(error, request)) throw error;
          return ask(false);
        });
        waiting.heard();
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(response.headers))
          headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
        const body = await readAll(unpacked(response.data, headers['content-encoding']), maximumBytes, waiting);
        return request.binary && response.status === 206
          ? { came: 'answer', status: 206, headers, body: '', bytes: body }
          : { came: 'answer', status: response.status, headers, body: body.toString('utf8') };
      } catch (error) {
        return whyNothing(error, waiting, url, hasNetwork);
      } finally {
        waiting.over();
      }
    },
    close() {
      httpAgent.destroy();
      httpsAgent?.destroy();
    },
  };
}

/** Ends an exchange when nothing was heard for the request's time, or when the caller gives up. */
class Patience {
  readonly #controller = new AbortController();
  readonly #request: PlatformRequest;
  #timer: NodeJS.Timeout | undefined;
  #ending: 'timeout' | 'aborted' | null = null;
  readonly #giveUp = () => this.#end('aborted');

  constructor(request: PlatformRequest) {
    this.#request = request;
    if (request.signal?.aborted) this.#end('aborted');
    else request.signal?.addEventListener('abort', this.#giveUp, { once: true });
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  get ending(): 'timeout' | 'aborted' | null {
    return this.#ending;
  }
  /** Something came: the time starts anew, so that a slow line is not taken for a dead one. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end('timeout'), this.#request.timeoutMilliseconds);
  }
  over(): void {
    clearTimeout(this.#timer);
    this.#request.signal?.removeEventListener('abort', this.#giveUp);
  }
  #end(why: 'timeout' | 'aborted'): void {
    this.#ending ??= why;
    this.#controller.abort();
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The content of an answer; ends with an error where the packed one ends too soon. */
function unpacked(stream: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === 'identity') return stream;
  if (encoding !== 'gzip') throw new Error(`应答用了没有约定的压缩方式 ${encoding}`);
  const gunzip = createGunzip();
  stream.once('error', (error) => gunzip.destroy(error));
  stream.once('aborted', () => gunzip.destroy(new Error('aborted')));
  return stream.pipe(gunzip);
}

async function readAll(stream: Readable, maximumBytes: number, waiting: Patience): Promise<Buffer> {
  const stop = () => stream.destroy(new Error('stopped waiting'));
  if (waiting.signal.aborted) stop();
  waiting.signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += part.length;
    if (bytes > maximumBytes) {
      stream.destroy();
      throw new Error(`应答超过 ${maximumBytes} 字节，已中止`);
    }
    chunks.push(part);
    waiting.heard();
  }
  return Buffer.concat(chunks);
}

/**
 * A question over a kept connection that the platform had closed meanwhile: while a large page is written nothing is read
 * from the line, and a server ends what is idle for some seconds. Asked once more over a fresh one. Only questions: what
 * changes something is first asked for by its id.
 */
function wasLeftBehind(error: unknown, { method }: PlatformRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (!(error instanceof AxiosError) || error.response !== undefined) return false;
  const { request } = error as { request?: { reusedSocket?: boolean } };
  return request?.reusedSocket === true && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** Codes with which nothing of the request can have reached the platform. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EADDRNOTAVAIL',
  'ERR_INVALID_URL',
]);

const isCertificateTrouble = (code: string): boolean =>
  code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || code === 'HOSTNAME_MISMATCH';

function whyNothing(error: unknown, waiting: Patience, url: string, hasNetwork: () => boolean): PlatformAnswer {
  const code = codeOf(error);
  const detail = error instanceof Error ? `${code === '' ? '' : `${code} `}${error.message}`.trim() : String(error);
  if (waiting.ending !== null) return { came: 'nothing', why: waiting.ending, detail };
  if (isCertificateTrouble(code)) return { came: 'nothing', why: 'certificate', detail };
  if (neverConnected.has(code)) {
    const why = hasNetwork() || isLoopback(url) ? 'unreachable' : 'offline';
    return { came: 'nothing', why, detail };
  }
  // ETIMEDOUT of connect(2) is the system giving up on the handshake; of anything later it is silence.
  if (code === 'ETIMEDOUT' && detail.includes('connect')) return { came: 'nothing', why: 'unreachable', detail };
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED') return { came: 'nothing', why: 'timeout', detail };
  return { came: 'nothing', why: 'cut', detail };
}

function codeOf(error: unknown): string {
  if (error instanceof AxiosError && typeof error.code === 'string') return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const isLoopback = (url: string): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/.test(url);

function someInterfaceIsUp(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal) ?? false);
}
