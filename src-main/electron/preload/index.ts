/**
 * Runs beside the page, in the sandbox. It does one thing: when the page asks for the core, it passes the question on,
 * and gives the page the port that comes back. Nothing is exposed to the page; the port is all it gets.
 */
import { ipcRenderer } from 'electron';

/** The same words as in the page's core client and in the main process. */
const portMessage = 'core-port';
const portWantedMessage = 'core-port-wanted';
const portClosedMessage = 'core-port-closed';

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  // Only this very window asks: no frame, no opener.
  if (event.source !== window || event.origin !== location.origin) return;
  if ((event.data as { type?: unknown } | null)?.type === portWantedMessage) ipcRenderer.send(portWantedMessage);
});

ipcRenderer.on(portMessage, (event) => {
  const port = event.ports[0];
  if (port) window.postMessage({ type: portMessage }, location.origin, [port]);
});

// Chromium does not tell a page that the other end of its port has closed; without this a call would wait for ever.
ipcRenderer.on(portClosedMessage, () => window.postMessage({ type: portClosedMessage }, location.origin));
