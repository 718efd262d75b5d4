/* global WebSocket */
/** A small client of Chromium's DevTools protocol, one socket for all pages. */
import { EventEmitter } from 'node:events';

/** @param {string} address WebSocket address of the browser */
export async function connectToBrowser(address) {
  const socket = new WebSocket(address);
  await new Promise((done, fail) => {
    socket.addEventListener('open', done, { once: true });
    socket.addEventListener('error', () => fail(new Error(`no browser at ${address}`)), { once: true });
  });
  const waiting = new Map();
  /** Events of each session; `''` is the browser itself. */
  const sessions = new Map();
  let last = 0;

  const eventsOf = (session = '') => {
    if (!sessions.has(session)) sessions.set(session, new EventEmitter());
    return sessions.get(session);
  };
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data);
    if (message.id === undefined) {
      eventsOf(message.sessionId).emit(message.method, message.params);
      return;
    }
    const { done, fail, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) fail(new Error(`${method}: ${message.error.message}`));
    else done(message.result);
  });
  socket.addEventListener('close', () => {
    for (const { fail, method } of waiting.values()) fail(new Error(`${method}: the browser has gone`));
    waiting.clear();
  });

  /** A session, or the browser itself. */
  const session = (id) => ({
    events: eventsOf(id),
    send: (method, params = {}) =>
      new Promise((done, fail) => {
        last += 1;
        waiting.set(last, { done, fail, method });
        socket.send(JSON.stringify({ id: last, method, params, ...(id ? { sessionId: id } : {}) }));
      }),
  });
  return { browser: session(), session };
}
