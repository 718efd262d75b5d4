/** Requests and answers of the platform, free of any transport. */
import { createHash } from 'node:crypto';
import { contentHashHeader, type PlatformError, type PlatformStamp } from '#shared/platform-api/common.ts';

export type PlatformRequest = {
  method: string;
  /** Path with query, `/v1/changes?collection=notices`. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer | string;
};

/** What the (faulty) network does with an answer; a transport, real or simulated, carries it out. */
export type Delivery = {
  delayMs: number;
  /** `request`: the platform never saw it. `answer`: it was processed, but the answer is lost. */
  lost: 'no' | 'request' | 'answer';
  /** The connection breaks after so many bytes of the body. */
  cutAt: number | null;
};

export type PlatformAnswer = {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
  delivery: Delivery;
};

export const undisturbed: Delivery = { delayMs: 0, lost: 'no', cutAt: null };
export const jsonType = 'application/json; charset=utf-8';

/** An answer whose body is JSON text already. */
export function jsonTextAnswer(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): PlatformAnswer {
  const hash = createHash('sha256').update(body).digest('hex');
  return {
    status,
    headers: { 'content-type': jsonType, [contentHashHeader]: hash, ...headers },
    body,
    delivery: undisturbed,
  };
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): PlatformAnswer {
  return jsonTextAnswer(status, JSON.stringify(value), headers);
}

const errorStatus = {
  badRequest: 400,
  signInNeeded: 401,
  wrongPassword: 401,
  accountDisabled: 403,
  forbidden: 403,
  notFound: 404,
  offsetDiffers: 409,
  cursorUnknown: 410,
  tooLarge: 413,
  rangeNotSatisfiable: 416,
  requestDamaged: 422,
  partDamaged: 422,
  fileDamaged: 422,
  clientTooOld: 426,
  rateLimited: 429,
  serverFault: 500,
  maintenance: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

/** An error answer in the words of sync interface v1. */
export function errorAnswer(code: ErrorCode, message: string, headers: Record<string, string> = {}): PlatformAnswer {
  const body: PlatformError = { error: { code, message: message.slice(0, 500) } };
  return jsonAnswer(errorStatus[code], body, headers);
}

/** Refusals travel as exceptions inside one request only; `handle` turns them into answers. */
export class Refusal extends Error {
  readonly answer: PlatformAnswer;
  constructor(code: ErrorCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'Refusal';
    this.answer = errorAnswer(code, message, headers);
  }
}

/** What every call handler gets. */
export type Stamp = () => PlatformStamp;

/** Members of the stamp as JSON text without the closing brace, for answers that are joined from ready text. */
export const stampText = (stamp: PlatformStamp): string =>
  `{"platformId":${JSON.stringify(stamp.platformId)},"epoch":${JSON.stringify(stamp.epoch)},"serverTime":${JSON.stringify(stamp.serverTime)}`;

/** The body parsed as JSON; a refusal where it is none. */
export function parseJsonBody(body: Buffer | string): unknown {
  const text = typeof body === 'string' ? body : body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal('badRequest', `请求正文不是 JSON：${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Refuses a body that is not the one that was sent. */
export function requireWhole(request: PlatformRequest): void {
  const told = request.headers[contentHashHeader];
  if (told !== undefined && told !== createHash('sha256').update(request.body).digest('hex'))
    throw new Refusal('requestDamaged', '请求正文在传输中损坏，平台未处理，请重发');
}
