/* global Request, structuredClone */
/**
 * A page in Chromium, driven by CDP, behaving like Electron's web contents as far as the shell uses it. Its `app://bundle`
 * is shown under `http://bundle.app.localhost`, an origin of its own that Chromium takes for secure; every request is
 * answered by the shell's own protocol handler.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { record } from './control.mjs';
import { insideOf } from './ports.mjs';
import { bindingName, deliverName, mainWorldSource, worldName, worldSource } from './preload-world.mjs';
import { preventable, strict } from './strict.mjs';

const shown = (url) => url.replace(/^app:\/\/([^/]+)/, 'http://$1.app.localhost');
const meant = (url) => url.replace(/^http:\/\/([^/]+)\.app\.localhost(?=\/|$)/, 'app://$1');

let lastId = 0;
let lastPort = 0;

/** @param {{ cdp: object, ipcMain: EventEmitter, session: object, preload: string }} options */
export function createWebContents({ cdp, ipcMain, session, preload }) {
  const events = new EventEmitter();
  const id = (lastId += 1);
  let destroyed = false;
  let openHandler = () => ({ action: 'allow' });
  let loading = false;
  let page = null;
  let target = '';
  /** The preload's world in the page that is shown now. */
  let world = null;
  let mainUrl = 'about:blank';
  /** Ports that live in the page. */
  const ports = new Map();

  const attached = (async () => {
    const { browser, session: sessionOf } = await cdp;
    ({ targetId: target } = await browser.send('Target.createTarget', { url: 'about:blank' }));
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId: target, flatten: true });
    page = sessionOf(sessionId);
    page.events.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && context.auxData.frameId === target) world = context.uniqueId;
    });
    page.events.on('Runtime.executionContextsCleared', leavePage);
    page.events.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) mainUrl = meant(frame.url);
    });
    page.events.on('Page.loadEventFired', () => {
      events.emit('did-finish-load', {});
      events.emit('ready-to-show');
    });
    page.events.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindingName) hear(JSON.parse(payload));
    });
    page.events.on('Fetch.requestPaused', (paused) => {
      answer(paused).catch((error) => record('double-failed', String(error)));
    });
    await page.send('Page.enable');
    await page.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName });
    const source = worldSource(readFileSync(preload, 'utf8'));
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource });
    await page.send('Runtime.enable');
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  })();
  attached.catch((error) => record('double-failed', String(error)));

  /** A page that is left takes its ports with it. */
  function leavePage() {
    world = null;
    for (const inside of ports.values()) inside.close();
    ports.clear();
  }

  function hear(message) {
    if (message.kind === 'send') {
      const senderFrame = { url: mainUrl, parent: null };
      ipcMain.emit(message.channel, { sender: contents, senderFrame, ports: [] }, ...message.values);
    }
    if (message.kind === 'open') {
      const url = meant(message.url);
      record('window-open', url, openHandler({ url, frameName: '', features: '', disposition: 'new-window' }).action);
    }
    if (message.kind === 'port-message') ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'port-closed') ports.get(message.id)?.close();
  }

  async function deliver(message) {
    // Whatever is sent to a page that is gone is lost, in Electron too.
    if (world === null || destroyed) return;
    const expression = `${deliverName}(${JSON.stringify(message)})`;
    await page.send('Runtime.evaluate', { expression, uniqueContextId: world }).catch(() => undefined);
  }

  async function answer({ requestId, request, resourceType, frameId }) {
    const url = meant(request.url);
    if (resourceType === 'Document' && !loading) {
      const isMainFrame = frameId === target;
      const asked = ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])].map((name) => {
        const event = preventable({ url, isMainFrame });
        events.emit(name, event);
        return event;
      });
      if (asked.some(({ defaultPrevented }) => defaultPrevented)) {
        record('navigation-prevented', url);
        return page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      }
    }
    if (await session.refuses(url)) {
      record('request-cancelled', url);
      return page.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    }
    const handler = session.handlerOf(new URL(url).protocol);
    if (!handler) return page.send('Fetch.continueRequest', { requestId });
    const response = await handler(new Request(url, { method: request.method, headers: request.headers }));
    return page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  const contents = strict('webContents', {
    id,
    on: (...given) => void events.on(...given),
    once: (...given) => void events.once(...given),
    isDestroyed: () => destroyed,
    setWindowOpenHandler: (handler) => (openHandler = handler),
    reload: () => void page.send('Page.reload'),
    postMessage(channel, value, transfer = []) {
      const ids = transfer.map((port) => {
        const inside = insideOf(port);
        const portId = (lastPort += 1);
        ports.set(portId, inside);
        inside.on('message', ({ data }) => void deliver({ kind: 'port-message', id: portId, data }));
        inside.on('close', () => {
          ports.delete(portId);
          void deliver({ kind: 'port-closed', id: portId });
        });
        return portId;
      });
      void deliver({ kind: 'message', channel, values: [structuredClone(value)], ports: ids }).then(() => {
        for (const port of transfer) insideOf(port).start();
      });
    },
  });

  return {
    contents,
    events,
    async load(url) {
      await attached;
      loading = true;
      const loaded = new Promise((done) => events.once('did-finish-load', done));
      const { errorText } = await page.send('Page.navigate', { url: shown(url) });
      if (errorText) throw new Error(`${url}: ${errorText}`);
      await loaded;
      loading = false;
    },
    async destroy() {
      if (destroyed) return;
      destroyed = true;
      leavePage();
      events.emit('destroyed');
      await attached;
      const { browser } = await cdp;
      await browser.send('Target.closeTarget', { targetId: target }).catch(() => undefined);
    },
  };
}
