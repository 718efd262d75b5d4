/** Carries out the faults that strike a request: before the platform sees it, instead of its answer, or in its answer. */
import {
  errorAnswer,
  jsonAnswer,
  jsonType,
  type PlatformAnswer,
  type PlatformRequest,
  undisturbed,
} from './answers.ts';
import type { Fault } from './faults.ts';
import { disturbPage, type PageMemory, readerOf, rememberPlace } from './disturb-pages.ts';
import type { Random } from './random.ts';

const portalPage = `<!DOCTYPE html><html lang="zh-CN"><head><title>网络准入认证</title></head>
<body><h1>网络准入认证</h1><form action="/portal/login" method="post"><input name="user"><input name="password" type="password"><button>登录</button></form></body></html>`;

/** The answer that stands in for the platform's own, or null where the fault works otherwise. */
function substitute(fault: Fault): PlatformAnswer | null {
  switch (fault.kind) {
    case 'status': {
      const status = fault.status ?? 500;
      const code = status === 503 ? 'maintenance' : 'serverFault';
      const message = fault.message ?? (status === 503 ? '平台维护中' : '平台内部错误');
      return jsonAnswer(status, { error: { code, message } });
    }
    case 'rateLimit':
      return errorAnswer('rateLimited', '请求过于频繁，请稍后再试', {
        'retry-after': String(fault.retryAfterSeconds ?? 5),
      });
    case 'signInNeeded':
      return errorAnswer('signInNeeded', '登录已过期，请重新登录');
    case 'clientTooOld':
      return errorAnswer('clientTooOld', '客户端版本过旧，请升级');
    case 'portalHtml':
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: portalPage,
        delivery: undisturbed,
      };
    case 'redirectToLogin':
      return { status: 302, headers: { location: '/portal/login' }, body: '', delivery: undisturbed };
    default:
      return null;
  }
}

/** A copy of the message with one byte of its body changed. */
function damaged<Message extends { body: Buffer | string }>(message: Message, random: Random): Message {
  const body = Buffer.from(message.body);
  if (body.length === 0) return message;
  const at = random.between(0, body.length - 1);
  body[at] = (body[at] ?? 0) ^ 0x20;
  return { ...message, body };
}

/** Cuts text or bytes after `length` units of the stored form. */
const cut = (body: Buffer | string, length: number): Buffer => Buffer.from(body).subarray(0, length);

/** Runs `route` under the faults that struck. `expireAfter` is handed to it for a session that ends in mid-batch. */
export function disturb(
  faults: readonly Fault[],
  request: PlatformRequest,
  route: (request: PlatformRequest, expireAfter: number | null) => PlatformAnswer,
  context: { random: Random; pages: PageMemory },
): PlatformAnswer {
  const has = (kind: Fault['kind']): Fault | undefined => faults.find((fault) => fault.kind === kind);
  const delayMs = faults.reduce((sum, fault) => sum + (fault.kind === 'delay' ? (fault.delayMs ?? 1000) : 0), 0);
  if (has('dropRequest'))
    return { status: 0, headers: {}, body: '', delivery: { delayMs, lost: 'request', cutAt: null } };

  const stand = faults.find((fault) => substitute(fault) !== null);
  if (stand && !stand.afterCommit) {
    const answer = substitute(stand);
    if (answer) return { ...answer, delivery: { ...undisturbed, delayMs } };
  }

  let received = has('damageRequest') ? damaged(request, context.random) : request;
  const reader = readerOf(request);
  const before = reader === null ? undefined : context.pages.last.get(reader);
  if (reader !== null) {
    context.pages.last.set(reader, request.path);
    rememberPlace(context.pages, request);
  }
  if (before !== undefined && has('repeatPage')) received = { ...received, path: before };
  const expireAfter = has('expireMidBatch') ? (has('expireMidBatch')?.afterOperations ?? 1) : null;
  let answer = route(received, expireAfter);
  if (has('duplicateDelivery')) answer = route(received, expireAfter);
  answer = disturbPage(faults, request, answer, context);
  if (stand) answer = substitute(stand) ?? answer;
  if (has('wrongContentType'))
    answer = { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain; charset=utf-8' } };
  if (has('damageAnswer')) answer = damaged(answer, context.random);
  if (has('halfJson') && answer.headers['content-type'] === jsonType)
    answer = { ...answer, body: cut(answer.body, Math.floor(Buffer.byteLength(answer.body) / 2)) };
  return {
    ...answer,
    delivery: {
      delayMs,
      lost: has('dropAnswer') ? 'answer' : 'no',
      cutAt: has('cutBody') ? Math.floor(Buffer.byteLength(answer.body) / 2) : null,
    },
  };
}
