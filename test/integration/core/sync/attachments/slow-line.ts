/** A narrow line that breaks: bytes take their time, and whatever is under way when it breaks is lost. In simulated time. */
import type { PlatformAnswer, PlatformRequest, PlatformTransport } from '#core/environment.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import type { World } from '../../../../simulation/world.ts';

export interface SlowLineOptions {
  readonly world: World;
  readonly platform: () => DemoPlatform;
  /** Bytes a second, in each direction. */
  readonly bytesPerSecond: number;
  /** The line breaks every so many ms; null: never. */
  readonly cutEvery: number | null;
  /** Another thing that may happen to a request on its way: a changed request, or an answer in its place. */
  readonly meddle?: (request: PlatformRequest) => PlatformRequest | PlatformAnswer;
}

const headerBytes = 400;
const latency = 30;

/** `sent`: bytes of files that went over the line, those of broken exchanges included; `received`: those that came. */
export function createSlowLine(options: SlowLineOptions): PlatformTransport & {
  sent: number;
  received: number;
  cuts: number;
} {
  const { world, platform, bytesPerSecond, cutEvery } = options;
  const sizeOf = (body: PlatformRequest['body']) => (body === undefined ? 0 : Buffer.byteLength(body));
  const takes = (bytes: number) => latency + ((bytes + headerBytes) / bytesPerSecond) * 1000;
  const line = {
    sent: 0,
    received: 0,
    cuts: 0,
    exchange(_baseUrl: string, asked: PlatformRequest): Promise<PlatformAnswer> {
      const meddled = options.meddle?.(asked) ?? asked;
      if ('came' in meddled) return new Promise((resolve) => world.after(latency, () => resolve(meddled)));
      const request = meddled;
      const size = sizeOf(request.body);
      const isFile = request.method === 'PUT';
      const began = world.passed();
      const nextCut = cutEvery === null ? Number.POSITIVE_INFINITY : (Math.floor(began / cutEvery) + 1) * cutEvery;
      const arrives = began + takes(size);
      return new Promise((resolve) => {
        request.signal?.addEventListener('abort', () => resolve(nothing('aborted')), { once: true });
        const cutAt = (at: number, done: number) =>
          world.after(at - began, () => {
            line.cuts += 1;
            if (isFile) line.sent += Math.round(size * done);
            resolve(nothing('cut'));
          });
        if (arrives >= nextCut) return cutAt(nextCut, Math.min(1, (nextCut - began) / takes(size)));
        world.after(arrives - began, () => {
          const answer = platform().handle({
            method: request.method,
            path: request.path,
            headers: request.headers,
            body: typeof request.body === 'string' ? request.body : Buffer.from(request.body ?? ''),
          });
          const back = arrives + takes(answer.body.length);
          if (back >= nextCut) return cutAt(nextCut, 1);
          world.after(back - arrives, () => {
            if (isFile) line.sent += size;
            const { status, headers } = answer;
            if (request.binary && status === 206) line.received += answer.body.length;
            resolve(
              request.binary && status === 206
                ? { came: 'answer', status, headers, body: '', bytes: Buffer.from(answer.body) }
                : { came: 'answer', status, headers, body: answer.body.toString() },
            );
          });
        });
      });
    },
  };
  return line;
}

const nothing = (why: 'cut' | 'aborted'): PlatformAnswer => ({ came: 'nothing', why, detail: `simulated ${why}` });
