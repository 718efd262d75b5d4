import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ session: {} }));
const { denyPermissions, isPermitted } = await import('../../../src-main/electron/permissions.ts');
const { keepOffline, mayRequest } = await import('../../../src-main/electron/session-guard.ts');

type Handler = (...given: never[]) => unknown;

/** A session that keeps what it is given. */
function recordingSession() {
  const handlers: Record<string, Handler> = {};
  const keep = (name: string) => (handler: Handler) => void (handlers[name] = handler);
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    setUSBProtectedClassesHandler: keep('usb'),
    setBluetoothPairingHandler: keep('bluetooth'),
    on: (name: string, handler: Handler) => void (handlers[name] = handler),
  };
  denyPermissions(session as unknown as Electron.Session);
  const call = (name: string, ...given: unknown[]): unknown =>
    (handlers[name] as (...all: unknown[]) => unknown)(...given);
  const request = (
    permission: string,
    requestingUrl = 'app://bundle/index.html',
    isMainFrame = true,
    more: { mediaTypes?: string[] } = {},
  ): boolean => {
    const decide = vi.fn<(granted: boolean) => void>();
    call('request', {}, permission, decide, { requestingUrl, isMainFrame, ...more });
    expect(decide).toHaveBeenCalledOnce();
    return decide.mock.calls[0]![0];
  };
  const check = (
    permission: string,
    origin = 'app://bundle',
    isMainFrame = true,
    more: { mediaType?: 'video' | 'audio' | 'unknown' } = {},
  ) => call('check', {}, permission, origin, { isMainFrame, ...more });
  return { call, request, check };
}

const everything = [
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'display-capture',
  'mediaKeySystem',
  'window-management',
  'hid',
  'serial',
  'usb',
  'fileSystem',
  'idle-detection',
  'storage-access',
  'something Chromium invents next year',
];

describe('permissions', () => {
  it.each(everything)('denies %s to our own page, asked and checked', (permission) => {
    const session = recordingSession();
    expect(session.request(permission)).toBe(false);
    expect(session.check(permission)).toBe(false);
  });

  it('lets our own page write to the clipboard, for the copy buttons', () => {
    const session = recordingSession();
    expect(session.check('clipboard-sanitized-write')).toBe(true);
    expect(session.request('clipboard-sanitized-write')).toBe(true);
  });

  it('lets nobody else do that', () => {
    const session = recordingSession();
    expect(session.check('clipboard-sanitized-write', 'https://attacker.example')).toBe(false);
    expect(session.check('clipboard-sanitized-write', 'app://bundle', false)).toBe(false);
    expect(session.request('clipboard-sanitized-write', 'app://bundle/', false)).toBe(false);
    expect(isPermitted('clipboard-sanitized-write', 'app://bundle.attacker.example')).toBe(false);
    expect(isPermitted('clipboard-sanitized-write', '')).toBe(false);
  });

  it('lets our own page have the picture of the camera, without sound', () => {
    const session = recordingSession();
    expect(session.request('media', 'app://bundle/index.html', true, { mediaTypes: ['video'] })).toBe(true);
    expect(session.check('media', 'app://bundle', true, { mediaType: 'video' })).toBe(true);
    for (const mediaTypes of [['audio'], ['video', 'audio'], [], ['screen']])
      expect(session.request('media', 'app://bundle/index.html', true, { mediaTypes }), mediaTypes.join()).toBe(false);
    for (const mediaType of ['audio', 'unknown'] as const)
      expect(session.check('media', 'app://bundle', true, { mediaType }), mediaType).toBe(false);
    // A camera named under another permission is not the camera.
    expect(session.request('display-capture', 'app://bundle/index.html', true, { mediaTypes: ['video'] })).toBe(false);
  });

  it('gives the camera to nobody else', () => {
    const session = recordingSession();
    const video = { mediaTypes: ['video'] };
    expect(session.request('media', 'https://attacker.example/', true, video)).toBe(false);
    expect(session.request('media', 'app://bundle.attacker.example/', true, video)).toBe(false);
    expect(session.request('media', 'app://bundle/index.html', false, video)).toBe(false);
    expect(session.check('media', 'https://attacker.example', true, { mediaType: 'video' })).toBe(false);
    expect(session.check('media', 'app://bundle', false, { mediaType: 'video' })).toBe(false);
  });

  it('refuses devices, screens, pairing and downloads', () => {
    const session = recordingSession();
    expect(session.call('device', { deviceType: 'usb' })).toBe(false);
    const give = vi.fn();
    session.call('display', {}, give);
    expect(give).toHaveBeenCalledExactlyOnceWith({});
    const decide = vi.fn();
    session.call('bluetooth', {}, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith({ confirmed: false });
    expect(session.call('usb', { protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid']);
    const preventDefault = vi.fn();
    session.call('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('the network', () => {
  it('is closed to pages beneath the CSP', () => {
    const onBeforeRequest = vi.fn<(listener: (details: { url: string }, decide: Handler) => void) => void>();
    const guarded = {
      webRequest: { onBeforeRequest },
      setSpellCheckerEnabled: vi.fn(),
      allowNTLMCredentialsForDomains: vi.fn(),
    };
    keepOffline(guarded as unknown as Electron.Session);
    expect(guarded.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(false);
    expect(guarded.allowNTLMCredentialsForDomains).toHaveBeenCalledExactlyOnceWith('');
    const listener = onBeforeRequest.mock.calls[0]![0];
    const verdict = (url: string) => {
      const decide = vi.fn();
      listener({ url }, decide);
      return decide.mock.calls[0]![0] as unknown;
    };
    expect(verdict('https://10.0.0.8/v1/ping')).toEqual({ cancel: true });
    expect(verdict('app://bundle/assets/index.js')).toEqual({ cancel: false });
  });

  it.each([
    'http://127.0.0.1:1/',
    'https://attacker.example/',
    'file:///etc/passwd',
    'ws://x/',
    'app://other/',
    'ftp://x/',
  ])('does not let a page ask for %s', (url) => expect(mayRequest(url)).toBe(false));

  it.each(['app://bundle/index.html', 'data:image/png;base64,AA==', 'blob:app://bundle/1'])(
    'lets a page ask for %s',
    (url) => expect(mayRequest(url)).toBe(true),
  );
});
