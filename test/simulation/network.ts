/** The line between a simulated client and the demo platform: the platform's real request handler, a faulty way there. */
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import { contentHashHeader } from '#shared/platform-api/common.ts';
import { sha256Of } from '../integration/core/sync/attachments/files-in-memory.ts';
import type { World } from './world.ts';

/** What may happen to one exchange on its way; `null`: nothing. */
export type LineFault =
  | 'offline'
  | 'refused'
  | 'requestLost'
  | 'answerLost'
  | 'timeoutBefore'
  | 'timeoutAfter'
  | 'cutBody'
  | 'halfJson'
  | 'portal'
  | 'portalAfter'
  | 'redirect'
  | 'serverFault'
  | 'serverFaultAfter'
  | 'gateway'
  | 'rateLimited'
  | 'wrongContentType'
  | 'cursorUnknown'
  | 'deliveredTwice'
  | 'deliveredLate'
  | 'slow'
  /** Of the content of a file: a byte is changed on the way. */
  | 'damagedRange'
  /** The same, and the hash that goes with it is changed as well: somebody gives another content. */
  | 'wrongRange'
  | 'never';

export interface Line {
  /** Decides what happens to the next exchange. */
  fault(request: PlatformRequest): LineFault | null;
  /** ms one way. */
  latency(): number;
}

export const calmLine: Line = { fault: () => null, latency: () => 5 };

const portalPage = '<!DOCTYPE html><html><head><title>网络准入认证</title></head><body>请登录</body></html>';

/** The content of a file with one byte changed; `sound`: with the hash of what it is now. Anything else as it came. */
function otherContent(answer: PlatformAnswer, sound: boolean): PlatformAnswer {
  if (answer.came === 'nothing' || !answer.bytes) return answer;
  const bytes = Buffer.from(answer.bytes);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return {
    ...answer,
    bytes,
    headers: sound ? { ...answer.headers, [contentHashHeader]: sha256Of(bytes) } : answer.headers,
  };
}

/** `platform` is asked for at each request: a restored platform is another object. */
export function createLine(world: World, platform: () => DemoPlatform, line: Line): PlatformTransport {
  const deliver = (request: PlatformRequest): PlatformAnswer => {
    const { body } = request;
    const answer = platform().handle({
      method: request.method,
      path: request.path,
      headers: request.headers,
      body: typeof body === 'string' ? body : Buffer.from(body ?? ''),
    });
    const { delivery } = answer;
    if (delivery.lost !== 'no') return { came: 'nothing', why: 'cut', detail: `lost ${delivery.lost}` };
    if (delivery.cutAt !== null) return { came: 'nothing', why: 'cut', detail: 'cut in mid-body' };
    if (request.binary && answer.status === 206)
      return { came: 'answer', status: 206, headers: answer.headers, body: '', bytes: Buffer.from(answer.body) };
    return {
      came: 'answer',
      status: answer.status,
      headers: answer.headers,
      body: answer.body.toString(),
    };
  };
  const page = (status: number, headers: Record<string, string>, body = ''): PlatformAnswer => ({
    came: 'answer',
    status,
    headers,
    body,
  });
  const nothing = (why: Extract<PlatformAnswer, { came: 'nothing' }>['why']): PlatformAnswer => ({
    came: 'nothing',
    why,
    detail: `simulated ${why}`,
  });

  return {
    exchange(_baseUrl, request) {
      const fault = line.fault(request);
      const there = line.latency();
      const back = line.latency();
      const timeout = request.timeoutMilliseconds;
      return new Promise((resolve) => {
        const after = (milliseconds: number, answer: () => PlatformAnswer) => {
          world.after(milliseconds, () => resolve(answer()));
        };
        const process = (milliseconds: number, then: (answer: PlatformAnswer) => void) => {
          world.after(milliseconds, () => then(deliver(request)));
        };
        if (fault === 'never') return;
        request.signal?.addEventListener('abort', () => resolve(nothing('aborted')), { once: true });
        switch (fault) {
          case 'offline':
            return after(1, () => nothing('offline'));
          case 'refused':
            return after(there, () => nothing('unreachable'));
          case 'requestLost':
            return after(there, () => nothing('cut'));
          case 'timeoutBefore':
            return after(timeout, () => nothing('timeout'));
          case 'portal':
            return after(there, () => page(200, { 'content-type': 'text/html; charset=utf-8' }, portalPage));
          case 'redirect':
            return after(there, () => page(302, { location: 'http://portal.invalid/login' }));
          case 'serverFault':
            return after(there, () =>
              page(
                500,
                { 'content-type': 'application/json' },
                '{"error":{"code":"serverFault","message":"内部错误"}}',
              ),
            );
          case 'gateway':
            return after(there, () => page(502, { 'content-type': 'text/html' }, '<html>502 Bad Gateway</html>'));
          case 'rateLimited':
            return after(there, () =>
              page(
                429,
                { 'content-type': 'application/json', 'retry-after': '7' },
                '{"error":{"code":"rateLimited","message":"请稍后"}}',
              ),
            );
          case 'cursorUnknown':
            // A platform that moved its streams: it is honest about no longer knowing the place.
            if (!request.path.includes('cursor=')) return process(there, (answer) => after(back, () => answer));
            return after(there, () =>
              page(
                410,
                { 'content-type': 'application/json' },
                '{"error":{"code":"cursorUnknown","message":"同步位置已失效"}}',
              ),
            );
          case 'answerLost':
            return process(there, () => after(back, () => nothing('cut')));
          case 'timeoutAfter':
            return process(there, () => after(Math.max(0, timeout - there), () => nothing('timeout')));
          case 'portalAfter':
            return process(there, () => after(back, () => page(200, { 'content-type': 'text/html' }, portalPage)));
          case 'serverFaultAfter':
            return process(there, () =>
              after(back, () => page(500, { 'content-type': 'text/html' }, '<html>Internal error</html>')),
            );
          case 'cutBody':
            return process(there, () => after(back, () => nothing('cut')));
          case 'halfJson':
            return process(there, (answer) =>
              after(back, () =>
                answer.came === 'answer' ? { ...answer, body: answer.body.slice(0, answer.body.length >> 1) } : answer,
              ),
            );
          case 'wrongContentType':
            return process(there, (answer) =>
              after(back, () =>
                answer.came === 'answer'
                  ? { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }
                  : answer,
              ),
            );
          case 'deliveredTwice':
            return process(there, () => process(there, (answer) => after(back, () => answer)));
          case 'deliveredLate':
            // The client gives up; the request arrives all the same, after the client has asked what became of it.
            process(there + timeout + world.chance.number() * 20_000, () => undefined);
            return after(timeout, () => nothing('timeout'));
          case 'slow':
            return process(there, (answer) => after(back + 8000, () => answer));
          case 'damagedRange':
          case 'wrongRange':
            return process(there, (answer) => after(back, () => otherContent(answer, fault === 'wrongRange')));
          case null:
            return process(there, (answer) => after(back, () => answer));
        }
      });
    },
  };
}
