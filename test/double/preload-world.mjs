/**
 * What runs in the preload's own world of a page, before any script of the page: the few things that a sandboxed preload
 * finds, over one CDP binding. The world is Chromium's own isolated world, as in Electron.
 */

export const worldName = 'electron-preload';
export const bindingName = '__electronTell';
export const deliverName = '__electronDeliver';

const openEvent = 'electron-double-open';

/** Source for the page's own world: a refused window is null at once, as in Electron; Chromium alone would open it first. */
export const mainWorldSource = `window.open = (url = '') => {
  window.dispatchEvent(new CustomEvent(${JSON.stringify(openEvent)}, { detail: new URL(url, location.href).href }));
  return null;
};`;

/** Source of the world's first script. @param {string} preload source of the built preload */
export const worldSource = (preload) => `(() => {
  // Without nodeIntegrationInSubFrames the preload runs in the main frame alone.
  if (window !== window.top || !location.hostname.endsWith('.app.localhost')) return;
  const tell = (message) => globalThis.${bindingName}(JSON.stringify(message));
  const listeners = new Map();
  const ports = new Map();

  const receivePort = (id) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.onmessage = ({ data }) => tell({ kind: 'port-message', id, text: typeof data === 'string', data });
    port1.addEventListener('close', () => tell({ kind: 'port-closed', id }));
    return port2;
  };
  globalThis.${deliverName} = (message) => {
    if (message.kind === 'port-message') ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'port-closed') ports.get(message.id)?.close();
    if (message.kind !== 'message') return;
    const event = { ports: message.ports.map(receivePort) };
    for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.values);
  };

  // New windows: the main world's window.open is replaced (mainWorldSource), links are caught before they open anything.
  window.addEventListener(${JSON.stringify(openEvent)}, ({ detail }) => tell({ kind: 'open', url: detail }));
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target]') : null;
    if (!link || link.target === '_self' || link.target === '') return;
    event.preventDefault();
    tell({ kind: 'open', url: link.href });
  });

  const known = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key === 'then' || key in target) return target[key];
        throw new Error('the Electron double has no ' + name + '.' + key);
      },
    });
  const electron = known('electron (in a preload)', {
    ipcRenderer: known('ipcRenderer', {
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel, ...values) => tell({ kind: 'send', channel, values }),
    }),
  });
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload cannot require ' + name);
  };
  ((require, module, exports) => {
${preload}
  })(require, { exports: {} }, {});
})();`;
