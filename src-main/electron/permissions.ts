/**
 * What a page may use of the PC: the clipboard for writing, because codes have a copy button, and the picture of the camera,
 * for photos of an inspection and QR codes; never its microphone, nothing else. Electron
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

/** True where our own page asks for the picture of a camera and for no sound with it. `asking` as above. */
export function isCameraAlone(permission: string, media: readonly string[], asking: string): boolean {
  return permission === 'media' && media.length > 0 && media.every((one) => one === 'video') && isAppUrl(asking);
}

/** Denies by default, for one session. Downloads are refused, too: files are written by the core, where it says so. */
export function denyPermissions(session: Guarded): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const { isMainFrame, requestingUrl } = details;
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    decide(isMainFrame && (isPermitted(permission, requestingUrl) || isCameraAlone(permission, media, requestingUrl)));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const { isMainFrame, mediaType } = details;
    const media = mediaType === undefined ? [] : [mediaType];
    return (
      isMainFrame && (isPermitted(permission, requestingOrigin) || isCameraAlone(permission, media, requestingOrigin))
    );
  });
  session.setDevicePermissionHandler(() => false);
  // Called without streams, the request of the page is rejected.
  session.setDisplayMediaRequestHandler((_request, give) => give({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
}
