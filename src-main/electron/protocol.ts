/**
 * `app://bundle/…`: the pages, from the built folder and from nowhere else. A scheme of its own instead of `file://`, so
 * that the page has a real origin, headers, and no right to other files (Electron security list, items 7 and 18).
 */
import { protocol, type Session } from 'electron';
import { securityHeaders } from '../shell/security-headers.ts';
import { readStatic } from '../shell/static-files.ts';
import { appHost, appScheme } from './origin.ts';

/** Before the app is ready, once. Never `bypassCSP`, never CORS. Compiled scripts are kept: an old PC starts sooner. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the pages to this session. @param pages folder of the built pages, absolute */
export function serveApp(session: Pick<Session, 'protocol'>, pages: string): void {
  session.protocol.handle(appScheme, (request) => answerPageRequest(pages, request));
}

/** One request for a page or an asset: 200, or 400, 404, 405 without a body that says more than that. */
export async function answerPageRequest(pages: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (request.method !== 'GET') return answer(405, 'only GET');
  if (!URL.canParse(request.url)) return answer(400, 'no address');
  const { host, pathname, protocol: scheme } = new URL(request.url);
  if (scheme !== `${appScheme}:` || host !== appHost) return answer(400, 'unknown host');
  const file = await readStatic(pages, pathname);
  if (!file) return answer(404, 'not found');
  return new Response(file.body, {
    headers: { ...securityHeaders, 'content-type': file.contentType, 'cache-control': file.cacheControl },
  });
}

function answer(status: number, words: string): Response {
  return new Response(words, { status, headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' } });
}
