/* global setImmediate */
/**
 * Stands for Electron where its binary is not: enough of it to run the built main process and the built preload with a
 * real Chromium page. What it does not know it refuses. It proves that the parts fit together, not that they run in
 * Electron: sandbox, permissions, menus, dialogs, keystore and crashes are not Electron's.
 */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToBrowser } from './cdp.mjs';
import { nextAnswer, nextFolder, orders, record } from './control.mjs';
import { lockOnce } from './instance-lock.mjs';
import { preventable, strict } from './strict.mjs';
import { createWebContents } from './web-contents.mjs';

export { MessageChannelMain } from './ports.mjs';

const cdp = connectToBrowser(process.env.DOUBLE_CDP);
cdp.catch((error) => record('double-failed', String(error)));

/** The order in which Electron wants things is part of what is tested. */
let ready = false;
const onlyBeforeReady = (what) => {
  if (ready) throw new Error(`${what} after the app was ready`);
};
const onlyWhenReady = (what) => {
  if (!ready) throw new Error(`${what} before the app was ready`);
};

const appEvents = new EventEmitter();
const paths = {};
const windows = new Set();
const isReady = new Promise((done) => setTimeout(done, 50)).then(() => (ready = true));
let quitting = false;

function quit() {
  const event = preventable();
  appEvents.emit('before-quit', event);
  if (event.defaultPrevented) return;
  quitting = true;
  for (const window of [...windows]) window.close();
  if (windows.size > 0) quitting = false;
  else void leave();
}

async function leave() {
  const event = preventable();
  appEvents.emit('will-quit', event);
  if (event.defaultPrevented) return;
  appEvents.emit('quit', {}, 0);
  await exit(0);
}

/** What was recorded must reach the test first. */
async function exit(code) {
  record('exit', code);
  if (process.send) await new Promise((done) => process.send({ record: ['left'] }, done));
  process.exit(code);
}

const socketPath = () => {
  const name = `double-${createHash('sha256').update(paths.userData).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};

export const app = strict('app', {
  isPackaged: process.env.DOUBLE_PACKAGED === '1',
  on: (...given) => void appEvents.on(...given),
  once: (...given) => void appEvents.once(...given),
  whenReady: () => isReady,
  getVersion: () => '0.0.0',
  getPath: (name) => paths[name] ?? join(tmpdir(), 'double', name),
  setPath: (name, path) => {
    onlyBeforeReady('setPath');
    paths[name] = path;
  },
  enableSandbox: () => {
    onlyBeforeReady('enableSandbox');
    record('enableSandbox');
  },
  setAppUserModelId: () => undefined,
  commandLine: strict('app.commandLine', {
    appendSwitch: (name) => {
      onlyBeforeReady('appendSwitch');
      record('switch', name);
    },
  }),
  requestSingleInstanceLock: () => lockOnce(socketPath(), () => appEvents.emit('second-instance', {}, [], '')),
  relaunch: () => record('relaunch'),
  quit,
  exit: (code = 0) => void exit(code),
});

export const ipcMain = new EventEmitter();

const schemes = new Set();
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(given) {
    onlyBeforeReady('registerSchemesAsPrivileged');
    for (const { scheme, privileges } of given) {
      schemes.add(scheme);
      record('scheme', scheme, privileges);
    }
  },
});

function createSession() {
  const handlers = new Map();
  let beforeRequest = null;
  const set = (name) => () => record('session', name);
  return strict('session', {
    protocol: strict('session.protocol', {
      handle(scheme, handler) {
        if (!schemes.has(scheme)) throw new Error(`${scheme} is not registered`);
        handlers.set(`${scheme}:`, handler);
      },
    }),
    webRequest: strict('session.webRequest', { onBeforeRequest: (listener) => (beforeRequest = listener) }),
    on: () => undefined,
    setSpellCheckerEnabled: set('setSpellCheckerEnabled'),
    allowNTLMCredentialsForDomains: set('allowNTLMCredentialsForDomains'),
    setPermissionRequestHandler: set('setPermissionRequestHandler'),
    setPermissionCheckHandler: set('setPermissionCheckHandler'),
    setDevicePermissionHandler: set('setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: set('setDisplayMediaRequestHandler'),
    setUSBProtectedClassesHandler: set('setUSBProtectedClassesHandler'),
    setBluetoothPairingHandler: set('setBluetoothPairingHandler'),
    // For the double's own pages.
    handlerOf: (scheme) => handlers.get(scheme),
    refuses: (url) =>
      new Promise((done) =>
        beforeRequest ? beforeRequest({ url }, ({ cancel }) => done(cancel === true)) : done(false),
      ),
  });
}

const partitions = new Map();
const sessionOf = (name) => {
  onlyWhenReady('a session');
  if (!partitions.has(name)) partitions.set(name, createSession());
  return partitions.get(name);
};
export const session = strict('session module', {
  fromPartition: (name) => sessionOf(name),
  get defaultSession() {
    return sessionOf('');
  },
});

export function BrowserWindow(options) {
  onlyWhenReady('a window');
  const { webPreferences } = options;
  record('window', { ...options, webPreferences: { ...webPreferences, session: undefined } });
  const events = new EventEmitter();
  const made = createWebContents({ cdp, ipcMain, session: webPreferences.session, preload: webPreferences.preload });
  appEvents.emit('web-contents-created', {}, made.contents);
  made.events.once('ready-to-show', () => events.emit('ready-to-show'));
  let open = true;
  const window = strict('BrowserWindow', {
    webContents: made.contents,
    on: (...given) => void events.on(...given),
    once: (...given) => void events.once(...given),
    loadURL: (url) => made.load(url),
    show: () => record('show'),
    focus: () => record('focus'),
    restore: () => record('restore'),
    isMinimized: () => false,
    isDestroyed: () => !open,
    close() {
      if (!open) return;
      const event = preventable();
      events.emit('close', event);
      if (event.defaultPrevented) return;
      open = false;
      windows.delete(window);
      events.emit('closed');
      void made.destroy();
      if (windows.size === 0 && !quitting) setImmediate(() => appEvents.emit('window-all-closed'));
    },
  });
  windows.add(window);
  return window;
}
orders.on('close-window', () => [...windows][0]?.close());
orders.on('quit', quit);

export const dialog = strict('dialog', {
  async showMessageBox(...given) {
    const question = given.at(-1);
    const response = nextAnswer(question.cancelId);
    record('dialog', question.message, question.detail ?? '', response);
    return { response, checkboxChecked: false };
  },
  async showOpenDialog(window, { title, defaultPath, properties }) {
    if (!windows.has(window)) throw new Error('showOpenDialog above no window');
    const folder = nextFolder();
    record('folder-window', title, defaultPath ?? '', properties, folder);
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] };
  },
  showErrorBox: (title, text) => record('error-box', title, text),
});

export class Notification extends EventEmitter {
  static isSupported = () => true;
  constructor({ title, body }) {
    super();
    this.told = [title, body];
  }
  show() {
    record('notification', ...this.told);
    orders.once('press-notification', () => this.emit('click'));
  }
  close() {
    this.emit('close');
  }
}

export const shell = strict('shell', {
  openExternal: async (url) => record('openExternal', url),
  openPath: async (path) => {
    record('openPath', path);
    return '';
  },
  showItemInFolder: (path) => record('showItemInFolder', path),
});

export const Menu = strict('Menu', {
  buildFromTemplate: (template) => template,
  setApplicationMenu: (menu) =>
    record(
      'menu',
      menu.map(({ label }) => label),
    ),
});

/** Not secret at all, but never the plain text. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => ready,
  getSelectedStorageBackend: () => (ready ? 'gnome_libsecret' : 'unknown'),
  encryptStringAsync: async (text) => Buffer.from(Buffer.from(text).toString('hex')),
  decryptStringAsync: async (sealed) => ({
    shouldReEncrypt: false,
    result: Buffer.from(sealed.toString(), 'hex').toString(),
  }),
});

export const crashReporter = strict('crashReporter', { start: (options) => record('crashReporter', options) });
