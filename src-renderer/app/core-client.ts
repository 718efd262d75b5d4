/**
 * The one way from the screens to the core: a typed client of the contract over whichever shell serves the page.
 *
 * Browser shell: `fetch` to `/rpc` on the page's own origin. The shell opens the page with `#ticket=…`, which is exchanged for
 * the token once (a person may also paste an address with `#token=…`); the token moves to sessionStorage (it dies with the
 * tab) and leaves the address, so that it is neither shown nor bookmarked.
 * Desktop shell: the preload hands over one MessagePort. Whether a token is there decides which of the two it is.
 */
import { type ClientContext, createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { StandardLinkInterceptorOptions } from '@orpc/client/standard';
import type { ContractRouterClient } from '@orpc/contract';
import { readonly, ref, watch } from 'vue';
import type { Contract } from '#shared/contract.ts';

export type CoreClient = ContractRouterClient<Contract>;
export type Shell = 'browser' | 'electron';

/** Message by which the preload hands over the port, and by which the page asks for it: whoever is ready last is heard. */
export const corePortMessage = 'core-port';
export const corePortWantedMessage = 'core-port-wanted';
/** Message by which the preload says that the port has closed: not every Chromium has the port's own `close` event. */
export const corePortClosedMessage = 'core-port-closed';

const tokenKey = 'core-token';
const portWaitMilliseconds = 10_000;
/** How often a page asks whether the service is back. */
const returnCheckMilliseconds = 2000;

/** Why nothing can be asked any more. `stopped`: the service on this PC is gone. `notAdmitted`: it does not know this page. */
export type CoreGone = 'stopped' | 'notAdmitted';

/** Thrown by every call once the core is gone, and by those that were under way. The page already says so. */
export class CoreGoneError extends Error {
  readonly gone: CoreGone;
  constructor(gone: CoreGone, options?: ErrorOptions) {
    super(`core is gone: ${gone}`, options);
    this.name = 'CoreGoneError';
    this.gone = gone;
  }
}

const gone = ref<CoreGone | null>(null);
/** Null while the core answers. */
export const coreGone = readonly(gone);

let client: CoreClient | null = null;
let shell: Shell = 'browser';
let livePort: MessagePort | null = null;
const lockedListeners = new Set<() => void>();

/** The client. Throws when called before `connectToCore` (a bug). */
export function core(): CoreClient {
  if (!client) throw new Error('core() before connectToCore()');
  return client;
}

/** Which shell serves this page. */
export function currentShell(): Shell {
  return shell;
}

/** Calls the listener whenever the core answers LOCKED: nobody is signed in. Returns the way to stop. */
export function onLocked(listener: () => void): () => void {
  lockedListeners.add(listener);
  return () => lockedListeners.delete(listener);
}

/** True for what a page-wide screen already tells: the core is gone, or nobody is signed in. */
export function isToldElsewhere(error: unknown): boolean {
  return error instanceof CoreGoneError || (error instanceof ORPCError && error.code === 'LOCKED');
}

/** Puts a client in place: `connectToCore` does, and tests do with their own. */
export function installCore(installed: CoreClient, under: Shell = 'browser'): void {
  client = installed;
  shell = under;
  gone.value = null;
}

/** Settles as soon as the core can be asked (again). */
export function whenCoreThere(): Promise<void> {
  return new Promise((resolve) => {
    const stop = watch(
      gone,
      (now) => {
        if (now) return;
        // `stop` does not exist yet when the core is there from the start.
        queueMicrotask(() => stop());
        resolve();
      },
      { immediate: true },
    );
  });
}

/** Finds the core and installs the client. Never throws for a missing core: the page then says that it is gone. */
export async function connectToCore(): Promise<void> {
  const ticket = takeFromAddress('ticket');
  const token = ticket === null ? takeToken() : await admittedBy(ticket);
  if (token) {
    installCore(overFetch(token), 'browser');
    returnToBrowserPage(token);
    return;
  }
  const port = await receivePort();
  if (port) {
    installCore(overPort(port), 'electron');
    // A core that was started again brings a new port.
    hearPorts((again) => installCore(overPort(again), 'electron'));
    hearPortClosed();
    return;
  }
  installCore(overFetch(''), 'browser');
  gone.value = 'notAdmitted';
}

/** Asks, while the service is gone, whether it was started again; nobody should have to reload for that. */
function returnToBrowserPage(token: string): void {
  watch(gone, (now) => {
    if (now === 'stopped') setTimeout(() => void check(), returnCheckMilliseconds);
  });
  const check = async () => {
    const answer = await fetch('/rpc/session/status', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
      // Still gone: there is nothing to tell that the page does not say already.
    }).catch(() => null);
    if (answer?.ok) gone.value = null;
    else if (answer?.status === 401) gone.value = 'notAdmitted';
    else setTimeout(() => void check(), returnCheckMilliseconds);
  };
}

/** What the address carries, which leaves it at once. */
function takeFromAddress(kind: 'token' | 'ticket'): string | null {
  const secret = new RegExp(`^#${kind}=([A-Za-z0-9_-]+)`).exec(location.hash)?.[1] ?? null;
  if (secret !== null) history.replaceState(null, '', `${location.pathname}${location.search}#/`);
  return secret;
}

function takeToken(): string | null {
  const token = takeFromAddress('token');
  if (token !== null) sessionStorage.setItem(tokenKey, token);
  return token ?? sessionStorage.getItem(tokenKey);
}

/** A tab that was admitted before and is opened with a used ticket stays admitted. */
async function admittedBy(ticket: string): Promise<string | null> {
  const token = await exchange(ticket);
  if (token !== null) sessionStorage.setItem(tokenKey, token);
  return token ?? sessionStorage.getItem(tokenKey);
}

/** Null where the ticket was used already, or nobody answers: the page then says that it is not admitted. */
async function exchange(ticket: string): Promise<string | null> {
  try {
    const answer = await fetch('/admission', { method: 'POST', headers: { authorization: `Ticket ${ticket}` } });
    return answer.ok ? ((await answer.json()) as { token: string }).token : null;
  } catch {
    return null;
  }
}

function receivePort(): Promise<MessagePort | null> {
  return new Promise((resolve) => {
    const finish = (port: MessagePort | null) => {
      clearTimeout(timer);
      stopHearing();
      resolve(port);
    };
    const timer = setTimeout(() => finish(null), portWaitMilliseconds);
    const stopHearing = hearPorts(finish);
    window.postMessage({ type: corePortWantedMessage }, location.origin);
  });
}

function hearPorts(listener: (port: MessagePort) => void): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    // Only this very window: a frame or an opener has no business handing over ports.
    if (event.source !== window) return;
    if ((event.data as { type?: unknown } | null)?.type !== corePortMessage) return;
    const port = event.ports[0];
    if (port) listener(port);
  };
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}

type CallOptions = StandardLinkInterceptorOptions<ClientContext> & {
  next: (options?: StandardLinkInterceptorOptions<ClientContext>) => Promise<unknown>;
};

/** Gives the port the event that Chromium leaves out, so that whatever listens for its end hears of it. */
function hearPortClosed(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window) return;
    if ((event.data as { type?: unknown } | null)?.type === corePortClosedMessage) {
      livePort?.dispatchEvent(new Event('close'));
    }
  });
}

/** Around every call: plain JSON in, the page-wide failures told once. */
async function aroundCall({ next, ...options }: CallOptions): Promise<unknown> {
  if (gone.value) throw new CoreGoneError(gone.value);
  // A Vue proxy cannot cross a message port, while JSON over HTTP would hide that: make it plain for both.
  const input: unknown = options.input === undefined ? undefined : JSON.parse(JSON.stringify(options.input));
  try {
    return await next({ ...options, input });
  } catch (error) {
    if (error instanceof ORPCError) {
      if (error.code === 'LOCKED') for (const listener of lockedListeners) listener();
      if (error.status === 401 && error.code !== 'LOCKED') throw declareCoreGone('notAdmitted', error);
      if (error.status === 502 || error.status === 503) throw declareCoreGone('stopped', error);
    }
    throw error;
  }
}

/** Says that nothing can be asked any more; every later call rejects with the returned error's kind. */
export function declareCoreGone(which: CoreGone, cause?: unknown): CoreGoneError {
  gone.value ??= which;
  return new CoreGoneError(gone.value, { cause });
}

/** Browsers carry at most 64 KiB of requests beyond the life of a page; more is refused outright. */
const keptAliveBytes = 60_000;
let pageLeaves = false;
window.addEventListener('pagehide', () => {
  pageLeaves = true;
});
window.addEventListener('pageshow', () => {
  pageLeaves = false;
});
/** What is asked while the page goes away (the last words of a draft) still reaches the core. */
function keptAlive(init: RequestInit, input: unknown): RequestInit {
  const fits = pageLeaves && new TextEncoder().encode(JSON.stringify(input ?? null)).length <= keptAliveBytes;
  return fits ? { ...init, keepalive: true } : init;
}

function overFetch(token: string): CoreClient {
  const link = new FetchLink({
    url: `${location.origin}/rpc`,
    headers: { authorization: `Bearer ${token}` },
    interceptors: [aroundCall],
    fetch: async (request, init, _options, _path, input) => {
      try {
        return await fetch(request, keptAlive(init, input));
      } catch (error) {
        if (request.signal.aborted) throw error;
        // On loopback there is no weak network: no answer means that the process has ended.
        throw declareCoreGone('stopped', error);
      }
    },
  });
  return createORPCClient(link);
}

/** A client over a handed-over port; every pending and later call rejects once the other end closes. */
export function overPort(port: MessagePort): CoreClient {
  let closed = false;
  const isClosed = () => closed;
  livePort = port;
  // Before the link's own listener, so that the reason is known when the link rejects what is pending.
  port.addEventListener('close', () => {
    closed = true;
    // An old port that closes late says nothing about the one that took its place.
    if (livePort === port) declareCoreGone('stopped');
  });
  const link = new PortLink({
    port,
    interceptors: [
      async (options) => {
        if (isClosed()) throw new CoreGoneError('stopped');
        try {
          return await aroundCall(options);
        } catch (error) {
          if (isClosed() && !(error instanceof CoreGoneError)) throw new CoreGoneError('stopped', { cause: error });
          throw error;
        }
      },
    ],
  });
  port.start();
  return createORPCClient(link);
}
