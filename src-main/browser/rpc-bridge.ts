/**
 * Hands calls that came over HTTP on to the core's message port, and answers and event streams back. It works on oRPC's
 * transport layer: what a call means, its checks and its typed errors stay with the core, which has them already.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LinkMessagePortClient } from '@orpc/client/message-port';
import { sendStandardResponse, toAbortSignal } from '@orpc/standard-server-node';
import { callLimit } from '../shell/call-limit.ts';
import { CoreStoppedError, type CoreHost } from '../shell/core-worker.ts';

export interface RpcBridge {
  /** Answers one admitted call whose URL path is `path` (`/rpc/…`). Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

type Caller = LinkMessagePortClient<Record<string, unknown>>;

/** `answer` writes a plain refusal with this status; it is the server's, so that every answer carries the same headers. */
export function createRpcBridge(
  core: CoreHost,
  answer: (response: ServerResponse, status: number, reason: string) => void,
): RpcBridge {
  let caller: Promise<Caller> | null = null;

  /** One port for all calls, until the core that serves it is gone. */
  const callerNow = (): Promise<Caller> => {
    caller ??= core.connect().then(
      (port) => {
        port.on('close', () => (caller = null));
        const made: Caller = new LinkMessagePortClient({ port });
        port.start();
        return made;
      },
      (error: unknown) => {
        caller = null;
        throw error;
      },
    );
    return caller;
  };

  return {
    async handle(request, response, path) {
      // A page that goes away takes its calls and streams with it.
      const signal = toAbortSignal(response);
      const body = await readBody(request);
      if (body === 'tooLarge') return answer(response, 413, 'too large');
      if (body === 'notJson') return answer(response, 400, 'not JSON');
      if (body === 'cut') return;
      let here: Caller;
      try {
        here = await callerNow();
      } catch (error) {
        if (!(error instanceof CoreStoppedError)) throw error;
        return answer(response, 503, 'core stopped');
      }
      try {
        const answered = await here.call(
          {
            method: 'POST',
            url: new URL(path.slice('/rpc'.length), 'http://orpc'),
            headers: { 'content-type': request.headers['content-type'] },
            body: body.json,
            signal,
          },
          { context: {} },
          [],
          undefined,
        );
        await sendStandardResponse(response, {
          status: answered.status,
          headers: answered.headers,
          body: await answered.body(),
        });
      } catch (error) {
        if (signal.aborted) return;
        // The port closed under the call: the core died. Whether the work was done is not known; the page must ask again.
        if (response.headersSent) response.destroy();
        else answer(response, 503, error instanceof Error ? error.name : 'core gone');
      }
    },
  };
}

type Body = { readonly json: unknown } | 'tooLarge' | 'notJson' | 'cut';

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > callLimit) return 'tooLarge';
      chunks.push(chunk);
    }
  } catch {
    return 'cut'; // The page went away while it was sending; there is nobody to answer.
  }
  if (bytes === 0) return { json: undefined };
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return 'notJson';
  }
}
