/** The loopback server of the browser shell: the built pages and the calls of those pages, for nobody but this PC's user. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CoreHost } from '../shell/core-worker.ts';
import { securityHeaders } from '../shell/security-headers.ts';
import { readStatic } from '../shell/static-files.ts';
import { type AdmissionRules, refuseAnyRequest, refuseCall } from './admission.ts';
import { createRpcBridge } from './rpc-bridge.ts';
import { admissionPath, createTickets, ticketPath } from './tickets.ts';

export interface ShellServerOptions {
  readonly core: CoreHost;
  /** Folder of the built pages, absolute. */
  readonly pages: string;
  /** 0: any free port. */
  readonly port: number;
  /** Called when the number of open event streams or of calls under way changes. */
  readonly onTraffic?: (traffic: Traffic) => void;
  readonly report: (event: string, facts: Record<string, unknown>) => void;
}

export interface Traffic {
  /** Pages that listen for events now. */
  readonly streams: number;
  /** Other calls that are not answered yet. */
  readonly calls: number;
}

export interface ShellServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Address that admits a page: the token stands in the fragment, which no server and no log ever sees. */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const eventStreamPath = '/rpc/events/subscribe';

/** Listens on 127.0.0.1 alone. Rejects with Node's error (`EADDRINUSE`, `EACCES`) where the port cannot be had. */
export async function startShellServer(options: ShellServerOptions): Promise<ShellServer> {
  const token = randomBytes(32).toString('base64url');
  const bridge = createRpcBridge(options.core, refuse);
  const tickets = createTickets();
  const traffic = { streams: 0, calls: 0 };
  let rules: AdmissionRules = { host: '', token };

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    route(request, response).catch((error: unknown) => {
      options.report('request-error', {
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'internal error');
    });
  });

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? '';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const refusal = refuseAnyRequest(rules, request.headers);
    if (refusal) return refuse(response, refusal.status, refusal.reason);
    if (path.startsWith('/rpc/')) {
      const refusedCall = refuseCall(rules, method, request.headers);
      if (refusedCall) return refuse(response, refusedCall.status, refusedCall.reason);
      count(response, path === eventStreamPath ? 'streams' : 'calls');
      response.setHeader('cache-control', 'no-store');
      return bridge.handle(request, response, path);
    }
    if (path === ticketPath) {
      const refusedCall = refuseCall(rules, method, request.headers);
      if (refusedCall) return refuse(response, refusedCall.status, refusedCall.reason);
      return tell(response, { ticket: tickets.make() });
    }
    if (path === admissionPath && method === 'POST') {
      if (!tickets.take(request.headers.authorization)) return refuse(response, 401, 'used or unknown ticket');
      return tell(response, { token });
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'pages are read');
    const file = await readStatic(options.pages, path);
    if (!file) return refuse(response, 404, 'not found');
    response.writeHead(200, {
      'content-type': file.contentType,
      'cache-control': file.cacheControl,
      'content-length': file.body.byteLength,
    });
    response.end(method === 'HEAD' ? undefined : file.body);
  };

  const count = (response: ServerResponse, kind: 'streams' | 'calls'): void => {
    traffic[kind] += 1;
    options.onTraffic?.({ ...traffic });
    response.once('close', () => {
      traffic[kind] -= 1;
      options.onTraffic?.({ ...traffic });
    });
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  rules = { host, token };
  const origin = `http://${host}`;

  return {
    origin,
    url: `${origin}/#token=${token}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Event streams never end by themselves.
        server.closeAllConnections();
      }),
  };
}

function tell(response: ServerResponse, what: Record<string, string>): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(what));
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  // What is still being sent to us is of no interest; a connection that goes on would have to read it all first.
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(JSON.stringify({ status, reason }));
}
