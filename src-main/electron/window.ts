/** The one place that makes a window. Every web preference that matters is written out, so that no default decides. */
import { app, BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';

export interface WindowSettings {
  /** Script of the preload, absolute. */
  readonly preload: string;
  readonly session: Session;
}

/** Options of the window; apart from its making, so that a test can read them. */
export function windowOptions(settings: WindowSettings, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    title: '部门协同监管离线客户端',
    width: 1280,
    height: 800,
    // Bureaus still have 1024×768 screens.
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#f5f7fa',
    autoHideMenuBar: false,
    webPreferences: {
      preload: settings.preload,
      session: settings.session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      // Dictionaries would be fetched from the network.
      spellcheck: false,
      devTools: !isPackaged,
      // A list that is being filled behind another window must not stand still.
      backgroundThrottling: false,
    },
  };
}

/** Makes the window, hidden until its page has something to show. The caller loads the page. */
export function createWindow(settings: WindowSettings): BrowserWindow {
  const window = new BrowserWindow(windowOptions(settings, app.isPackaged));
  window.once('ready-to-show', () => window.show());
  // The title belongs to the client, whatever a page writes into <title>.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}
