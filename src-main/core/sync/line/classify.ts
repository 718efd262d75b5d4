/**
 * What an exchange came to: success, or one of the closed list of outcome classes. Success is the expected status AND
 * JSON AND the schema AND the platform that this database belongs to; a 200 with HTML is a login portal (ODK Collect
 * learned it the same way: `getodk/collect` treats 200 from its submission call as a network login page).
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { OutcomeClass } from '#shared/trade/delivery.ts';
import { contentHashHeader, platformErrorSchema, type PlatformStamp } from '#shared/platform-api/common.ts';
import type { PlatformAnswer } from '#core/environment.ts';

export interface ExchangeFailure {
  readonly class: OutcomeClass;
  /** What was seen, for the copy button and for support. */
  readonly detail: string;
  /**
   * Whether the platform may have done what was asked all the same. False only where not one byte of the request can
   * have arrived.
   */
  readonly maybeDone: boolean;
  /** The platform's own error code, where the answer was recognisably the platform's. */
  readonly code: string | null;
  /** Milliseconds that the platform asked to wait. */
  readonly retryAfter: number | null;
  /** The answer as it came, cut to a size that can be kept. */
  readonly raw: string | null;
}
export type Exchange<Value> = { ok: true; value: Value } | { ok: false; failure: ExchangeFailure };

/** Which platform the database belongs to, and which history of it; an epoch of null: any. */
export interface ExpectedPlatform {
  readonly platformId: string;
  readonly epoch: string | null;
}

/** Longest piece of an answer that is kept for support, in UTF-16 units. */
export const keptAnswerLength = 4000;

/** Longest pause that a platform may ask for: a wrong header must not silence a county for a day. */
const longestRetryAfter = 60 * 60_000;

const textOfNothing: Record<Extract<PlatformAnswer, { came: 'nothing' }>['why'], OutcomeClass> = {
  offline: 'offline',
  unreachable: 'unreachable',
  timeout: 'timeout',
  cut: 'interrupted',
  certificate: 'certificate',
  aborted: 'interrupted',
};

/** An exchange in which nothing came back. */
export const nothingCame = (answer: Extract<PlatformAnswer, { came: 'nothing' }>): ReturnType<typeof failure> =>
  failure(textOfNothing[answer.why], answer.detail, {
    maybeDone: answer.why !== 'offline' && answer.why !== 'unreachable' && answer.why !== 'certificate',
  });

const classOfCode: Readonly<Record<string, OutcomeClass>> = {
  badRequest: 'badRequest',
  signInNeeded: 'signInNeeded',
  wrongPassword: 'signInNeeded',
  accountDisabled: 'forbidden',
  forbidden: 'forbidden',
  tooLarge: 'tooLarge',
  // Something on the way changed it: nothing was done, the same may be sent again.
  requestDamaged: 'interrupted',
  partDamaged: 'interrupted',
  rateLimited: 'rateLimited',
  clientTooOld: 'versionTooOld',
  serverFault: 'serverFault',
  maintenance: 'maintenance',
};

function classOfStatus(status: number): OutcomeClass {
  if (status >= 300 && status < 400) return 'portal';
  if (status === 407 || status === 511) return 'portal';
  if (status === 401) return 'signInNeeded';
  if (status === 403) return 'forbidden';
  if (status === 408) return 'timeout';
  if (status === 413) return 'tooLarge';
  if (status === 426) return 'versionTooOld';
  if (status === 429) return 'rateLimited';
  return status >= 500 ? 'serverFault' : 'badAnswer';
}

export const failure = (
  outcomeClass: OutcomeClass,
  detail: string,
  more: Partial<Omit<ExchangeFailure, 'class' | 'detail'>> = {},
): { ok: false; failure: ExchangeFailure } => ({
  ok: false,
  failure: {
    class: outcomeClass,
    detail: detail.slice(0, keptAnswerLength),
    maybeDone: true,
    code: null,
    retryAfter: null,
    raw: null,
    ...more,
  },
});

/** Interprets an answer that should be status 200 with JSON of `schema`. */
export function classify<Value extends PlatformStamp>(
  answer: PlatformAnswer,
  schema: z.ZodType<Value>,
  expected: ExpectedPlatform | null,
): Exchange<Value> {
  if (answer.came === 'nothing') return nothingCame(answer);
  const raw = answer.body.slice(0, keptAnswerLength);
  const hash = answer.headers[contentHashHeader];
  if (hash !== undefined && hash !== sha256Of(answer.body))
    return failure('interrupted', '应答在传输中损坏（校验值不符）', { raw });
  const contentType = answer.headers['content-type'] ?? '';
  if (answer.status !== 200) return refusal(answer, contentType, raw);
  if (/^\s*text\/html/i.test(contentType) || /^\s*<(!doctype|html)/i.test(answer.body))
    return failure('portal', `状态 200，内容是网页：${raw.slice(0, 200)}`, { raw });
  if (!isJson(contentType)) return failure('badAnswer', `状态 200，内容类型是 ${contentType || '（未标明）'}`, { raw });
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.body);
  } catch (error) {
    return failure('interrupted', `应答不是完整的 JSON：${error instanceof Error ? error.message : String(error)}`, {
      raw,
    });
  }
  const checked = schema.safeParse(parsed);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    return failure('badAnswer', `应答不符合接口：${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`, {
      raw,
    });
  }
  return samePlatform(checked.data, expected);
}

/** Refuses what another platform, or another history of this one, has said. */
export function samePlatform<Value extends PlatformStamp>(
  value: Value,
  expected: ExpectedPlatform | null,
): Exchange<Value> {
  if (expected && value.platformId !== expected.platformId)
    return failure('wrongPlatform', `原来的平台编号 ${expected.platformId}，现在应答的是 ${value.platformId}`);
  if (expected && expected.epoch !== null && value.epoch !== expected.epoch)
    return failure('wrongEpoch', `原来的数据批次 ${expected.epoch}，现在是 ${value.epoch}`);
  return { ok: true, value };
}

export const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isJson = (contentType: string): boolean => /^\s*application\/(?:[\w.+-]+\+)?json\b/i.test(contentType);

/** An answer that is not 200. */
export function refusal(
  answer: Extract<PlatformAnswer, { came: 'answer' }>,
  contentType: string,
  raw: string,
): { ok: false; failure: ExchangeFailure } {
  const retryAfter = retryAfterOf(answer.headers);
  const said = isJson(contentType) ? errorOf(answer.body) : null;
  if (said)
    return failure(
      classOfCode[said.code] ?? classOfStatus(answer.status),
      `${answer.status} ${said.code}：${said.message}`,
      {
        code: said.code,
        retryAfter,
        raw,
      },
    );
  // A gateway's page in place of the platform's: with a 401 or 403 it is somebody else's sign-in that is asked for.
  const isPage = /^\s*text\/html/i.test(contentType);
  const outcomeClass = isPage && answer.status === 401 ? 'portal' : classOfStatus(answer.status);
  const where = answer.headers['location'];
  return failure(outcomeClass, `状态 ${answer.status}${where ? `，转到 ${where}` : ''}`, { retryAfter, raw });
}

function errorOf(body: string): { code: string; message: string } | null {
  try {
    const checked = platformErrorSchema.safeParse(JSON.parse(body));
    return checked.success ? checked.data.error : null;
  } catch {
    // Not the platform's error shape: the status alone decides.
    return null;
  }
}

/** `Retry-After` in milliseconds: seconds, or a date measured against the same answer's `Date`, never against our clock. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1000, longestRetryAfter);
  const wait = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), longestRetryAfter);
}
