/** The calls of sync interface v1, typed and checked. Knows the wire's shapes; knows no database and no schedule. */
import type { z } from 'zod';
import { contentHashHeader, type PlatformStamp } from '#shared/platform-api/common.ts';
import {
  type AttachmentStatus,
  attachmentStatusSchema,
  changesResponseSchema,
  type ChangesResponse,
  type ChangesView,
  operationsResponseSchema,
  type OperationsRequest,
  operationStatusSchema,
  type OperationStatus,
  type Outcome,
  pingResponseSchema,
  type PingResponse,
  sessionResponseSchema,
  type SessionRequest,
  type SessionResponse,
} from '#shared/platform-api/interface.ts';
import { type DemonstrationResponse, demonstrationResponseSchema } from '#shared/platform-api/demonstration.ts';
import {
  type DevicesResponse,
  devicesResponseSchema,
  needPersonHeader,
  unsentHeader,
} from '#shared/platform-api/devices.ts';
import type { PlatformRequest, PlatformTransport } from '#core/environment.ts';
import { classify, type Exchange, type ExpectedPlatform, failure, nothingCame, refusal, sha256Of } from './classify.ts';

export interface PlatformClientOptions {
  readonly transport: PlatformTransport;
  /** Address of the platform, `https://host[:port][/base]`. */
  baseUrl(): string;
  /** The session's token; null: nobody is signed in with the platform. */
  token(): string | null;
  /** null while the platform is not known yet (first sign-in). */
  expected(): ExpectedPlatform | null;
  /** This client's version, `major.minor.patch`. */
  readonly clientVersion: string;
  /** Told of every answer that is truly the platform's: last contact, and the difference of the clocks. */
  heard?(stamp: PlatformStamp): void;
  /** What this PC still owes; told along with every page that is asked for. */
  owed?(): { unsent: number; needPerson: number };
  /** How answers are understood; the sound one where absent. */
  readonly classify?: typeof classify;
}

/** Nothing heard for this long ends an exchange. A ping is short so that a dead line is found out quickly. */
export const timeouts = { ping: 10_000, session: 15_000, read: 20_000, send: 20_000 } as const;

/** Bytes of a file that the platform has, and how many there are in all; equal: the file is whole. */
export interface FilePlace {
  readonly offset: number;
  readonly length: number;
}
const isNumber = (text: string): boolean => /^\d{1,12}$/.test(text);

/** A piece of a file on its way. */
export interface FilePart {
  readonly sha256: string;
  /** Place of the piece in the file, and the length of the whole. */
  readonly offset: number;
  readonly total: number;
  readonly content: Buffer;
}
export interface ChangesQuery {
  readonly collection: string;
  readonly view: ChangesView;
  /** null: from the beginning. */
  readonly cursor: string | null;
  readonly limit: number;
}

export type PlatformClient = ReturnType<typeof createPlatformClient>;

/** Calls answer with `Exchange`: a value that passed every check, or a failure of a known class. They never throw. */
export function createPlatformClient(options: PlatformClientOptions) {
  const ask = async <Value extends PlatformStamp>(
    request: Omit<PlatformRequest, 'headers'> & { headers?: Record<string, string> },
    schema: z.ZodType<Value>,
    as: 'anybody' | 'signedIn',
  ): Promise<Exchange<Value>> => {
    const token = options.token();
    if (as === 'signedIn' && token === null) return failure('signInNeeded', '没有平台登录', { maybeDone: false });
    const answer = await options.transport.exchange(options.baseUrl(), {
      ...request,
      headers: {
        accept: 'application/json',
        'x-client-version': options.clientVersion,
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json; charset=utf-8', [contentHashHeader]: sha256Of(request.body) }),
        ...(as === 'signedIn' && token !== null ? { authorization: `Bearer ${token}` } : {}),
        ...request.headers,
      },
    });
    const understood = (options.classify ?? classify)(answer, schema, options.expected());
    if (understood.ok) options.heard?.(understood.value);
    return understood;
  };

  return {
    /** Who is there? Sends nothing but the question. */
    async ping(signal?: AbortSignal): Promise<Exchange<PingResponse>> {
      const request = { method: 'GET', path: '/v1/ping', timeoutMilliseconds: timeouts.ping, signal } as const;
      const pong = await ask(request, pingResponseSchema, 'anybody');
      if (pong.ok && olderThan(options.clientVersion, pong.value.oldestClient))
        return failure(
          'versionTooOld',
          `本机版本 ${options.clientVersion}，平台要求 ${pong.value.oldestClient} 及以上`,
          { maybeDone: false, code: 'clientTooOld' },
        );
      return pong;
    },

    /** Whom anybody may sign in as; only for a platform whose ping says that it is for trying out. */
    demonstration: (signal?: AbortSignal): Promise<Exchange<DemonstrationResponse>> =>
      ask(
        { method: 'GET', path: '/v1/demonstration', timeoutMilliseconds: timeouts.ping, signal },
        demonstrationResponseSchema,
        'anybody',
      ),

    signIn: (body: SessionRequest, signal?: AbortSignal): Promise<Exchange<SessionResponse>> =>
      ask(
        {
          method: 'POST',
          path: '/v1/session',
          body: JSON.stringify(body),
          timeoutMilliseconds: timeouts.session,
          signal,
        },
        sessionResponseSchema,
        'anybody',
      ),

    /** One page of a stream. */
    async changes(query: ChangesQuery, signal?: AbortSignal): Promise<Exchange<ChangesResponse>> {
      const parameters = new URLSearchParams({
        collection: query.collection,
        view: query.view,
        limit: String(query.limit),
      });
      if (query.cursor !== null) parameters.set('cursor', query.cursor);
      const owed = options.owed?.();
      const page = await ask(
        {
          method: 'GET',
          path: `/v1/changes?${parameters.toString()}`,
          ...(owed && {
            headers: { [unsentHeader]: String(owed.unsent), [needPersonHeader]: String(owed.needPerson) },
          }),
          timeoutMilliseconds: timeouts.read,
          signal,
        },
        changesResponseSchema,
        'signedIn',
      );
      if (page.ok && page.value.collection !== query.collection)
        return failure('badAnswer', `要的是 ${query.collection}，来的是 ${page.value.collection}`);
      const { view = query.view, cursor = query.cursor } = page.ok ? page.value : {};
      if (view !== query.view || cursor !== query.cursor)
        return failure('badAnswer', '收到的是对另一次询问的应答（可能是缓存），已丢弃');
      return page;
    },

    /**
     * Sends frozen operations. The value holds at most one outcome per id that was sent; an id without one has to be
     * asked for. Outcomes for ids that were not sent are dropped.
     */
    async sendOperations(body: OperationsRequest, signal?: AbortSignal): Promise<Exchange<Map<string, Outcome>>> {
      const sent = await ask(
        {
          method: 'POST',
          path: '/v1/operations',
          body: JSON.stringify(body),
          timeoutMilliseconds: timeouts.send,
          signal,
        },
        operationsResponseSchema,
        'signedIn',
      );
      if (!sent.ok) return sent;
      const asked = new Set(body.operations.map(({ id }) => id));
      const outcomes = new Map<string, Outcome>();
      for (const outcome of sent.value.outcomes) {
        if (!asked.has(outcome.operationId)) continue;
        if (outcomes.has(outcome.operationId)) return failure('badAnswer', `操作 ${outcome.operationId} 有两个结果`);
        outcomes.set(outcome.operationId, outcome);
      }
      return { ok: true, value: outcomes };
    },

    /** How much of a file the platform has safely; null: it knows nothing of it. */
    async attachmentPlace(sha256: string, signal?: AbortSignal): Promise<Exchange<FilePlace | null>> {
      const token = options.token();
      if (token === null) return failure('signInNeeded', '没有平台登录', { maybeDone: false });
      const answer = await options.transport.exchange(options.baseUrl(), {
        method: 'HEAD',
        path: `/v1/attachments/${sha256}`,
        headers: {
          accept: 'application/json',
          'x-client-version': options.clientVersion,
          authorization: `Bearer ${token}`,
        },
        timeoutMilliseconds: timeouts.read,
        signal,
      });
      // An answer to HEAD has no body to check: only the header that the interface asks for tells it from a login page.
      if (answer.came === 'nothing') return nothingCame(answer);
      const contentType = answer.headers['content-type'] ?? '';
      if (answer.status === 404) return { ok: true, value: null };
      if (answer.status !== 200) return refusal(answer, contentType, '');
      const offset = answer.headers['upload-offset'] ?? '';
      const length = answer.headers['upload-length'] ?? '';
      if (isNumber(offset) && isNumber(length))
        return { ok: true, value: { offset: Number(offset), length: Number(length) } };
      return /html/i.test(contentType)
        ? failure('portal', '询问附件进度时被网络登录页拦截')
        : failure('badAnswer', '附件进度的应答里没有 upload-offset 和 upload-length');
    },

    /** Sends one piece of a file. Sent again it does no harm. */
    async sendPart(part: FilePart, signal?: AbortSignal): Promise<Exchange<AttachmentStatus>> {
      const { sha256, offset, total, content } = part;
      const sent = await ask(
        {
          method: 'PUT',
          path: `/v1/attachments/${sha256}`,
          headers: {
            'content-type': 'application/octet-stream',
            'content-range': `bytes ${offset}-${offset + content.length - 1}/${total}`,
            'x-part-sha256': sha256Of(content),
          },
          body: content,
          // Whatever its size: a part takes about a second (`part-size.ts`), and one that falls silent must not keep the
          // operations behind it waiting for longer than one of their own would. After it the next part is half as long.
          timeoutMilliseconds: timeouts.send,
          signal,
        },
        attachmentStatusSchema,
        'signedIn',
      );
      if (sent.ok && (sent.value.sha256 !== sha256 || sent.value.length !== total))
        return failure('badAnswer', `送的是附件 ${sha256}，应答说的是 ${sent.value.sha256}`);
      return sent;
    },

    /** The PCs of the department, as far as the platform knows them. */
    devices: (signal?: AbortSignal): Promise<Exchange<DevicesResponse>> =>
      ask(
        { method: 'GET', path: '/v1/devices', timeoutMilliseconds: timeouts.read, signal },
        devicesResponseSchema,
        'signedIn',
      ),

    /** What became of one operation. */
    async operationStatus(id: string, signal?: AbortSignal): Promise<Exchange<OperationStatus>> {
      const told = await ask(
        { method: 'GET', path: `/v1/operations/${id}`, timeoutMilliseconds: timeouts.read, signal },
        operationStatusSchema,
        'signedIn',
      );
      if (told.ok && told.value.operationId !== id)
        return failure('badAnswer', `问的是 ${id}，答的是 ${told.value.operationId}`);
      if (told.ok && told.value.outcome !== null && told.value.outcome.operationId !== id)
        return failure('badAnswer', `问的是 ${id}，结果属于 ${told.value.outcome.operationId}`);
      return told;
    },
  };
}

/** Compares `major.minor.patch`. */
export function olderThan(version: string, oldest: string): boolean {
  const own = version.split('.').map(Number);
  const needed = oldest.split('.').map(Number);
  for (let index = 0; index < 3; index += 1) {
    const difference = (own[index] ?? 0) - (needed[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
