/**
 * Where a window may go: nowhere but our own page. New windows and web views are refused everywhere, in whatever way a
 * page (or something injected into it) asks for them (Electron security list, items 11 to 15).
 */
import { app, shell, type WebContents } from 'electron';
import { isAppUrl } from './origin.ts';

export interface NavigationOptions {
  /** Address of the configured platform, or null. */
  readonly platformUrl: () => Promise<string | null>;
  readonly report: (event: string, facts: Record<string, unknown>) => void;
}

/** For every web contents that will ever be made. Before the first window. */
export function guardNavigation(options: NavigationOptions): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, options));
}

function guardContents(contents: WebContents, options: NavigationOptions): void {
  const refuse = (event: { preventDefault: () => void }, what: string, url: string): void => {
    event.preventDefault();
    options.report(what, { url: withoutSecrets(url) });
  };
  contents.on('will-navigate', (event) => {
    if (!event.isMainFrame || !isAppUrl(event.url)) refuse(event, 'navigation-refused', event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) refuse(event, 'redirect-refused', event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    // Our pages have no frames.
    if (!event.isMainFrame || !isAppUrl(event.url)) refuse(event, 'frame-navigation-refused', event.url);
  });
  contents.on('will-attach-webview', (event) => refuse(event, 'webview-refused', ''));
  contents.setWindowOpenHandler(({ url }) => {
    options.report('window-refused', { url: withoutSecrets(url) });
    options
      .platformUrl()
      .then((platform) => safeOpenExternal(url, platform))
      .catch((error: unknown) => options.report('external-failed', { error: String(error) }));
    return { action: 'deny' };
  });
}

/**
 * Opens an address in the system's browser: https, at the host and port of the configured platform, and nothing else.
 * The only caller of `shell.openExternal`, which starts whatever program a scheme is registered for.
 * @returns false where the address was refused
 */
export async function safeOpenExternal(address: string, platformUrl: string | null): Promise<boolean> {
  if (platformUrl === null || !URL.canParse(address) || !URL.canParse(platformUrl)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  if (url.host !== new URL(platformUrl).host) return false;
  await shell.openExternal(url.href);
  return true;
}

/** For the log: where to, without a query that could carry what a person typed. */
function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return 'not an address';
  const { protocol, host, pathname } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' || isAppUrl(address)
    ? `${protocol}//${host}${pathname}`
    : protocol;
}
