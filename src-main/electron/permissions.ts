/**
 * What a page may use of the PC: the clipboard for writing, because codes have a copy button; nothing else. Electron
 * grants everything that no handler refuses, so every kind of handler is set (Electron security list, item 5).
 */
import type { Session } from 'electron';
import { isAppUrl } from './origin.ts';

type Guarded = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setBluetoothPairingHandler'
  | 'on'
>;

/** Asked by the check handler when a page copies text by a click. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** True for the few things that our own page, and only it, may do. `asking` is an address or an origin. */
export function isPermitted(permission: string, asking: string): boolean {
  return allowed.has(permission) && isAppUrl(asking);
}

/** Denies by default, for one session. Downloads are refused, too: files are written by the core, where it says so. */
export function denyPermissions(session: Guarded): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(details.isMainFrame && isPermitted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    return details.isMainFrame && isPermitted(permission, requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  // Called without streams, the request of the page is rejected.
  session.setDisplayMediaRequestHandler((_request, give) => give({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
}
