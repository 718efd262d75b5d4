/* global setImmediate, structuredClone */
/** MessageChannelMain: two ends in this process, of which one may move into a page. Cloned and in order, as Electron does. */
import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

const insides = new WeakMap();

class Port extends EventEmitter {
  other = null;
  started = false;
  closed = false;
  queue = [];

  postMessage(message, transfer = []) {
    if (transfer.length > 0) throw new Error('the Electron double transfers no ports over ports');
    if (!this.closed) this.other.receive(structuredClone(message));
  }

  receive(data) {
    this.queue.push(data);
    this.flush();
  }

  start() {
    this.started = true;
    this.flush();
  }

  flush() {
    if (!this.started || this.queue.length === 0) return;
    setImmediate(() => {
      while (!this.closed && this.queue.length > 0) this.emit('message', { data: this.queue.shift(), ports: [] });
    });
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    setImmediate(() => {
      this.emit('close');
      this.other.close();
    });
  }
}

/** The outside of a port: only what Electron's has. */
function outside(port) {
  const members = {
    on: (...given) => void port.on(...given),
    once: (...given) => void port.once(...given),
    off: (...given) => void port.off(...given),
    postMessage: (...given) => port.postMessage(...given),
    start: () => port.start(),
    close: () => port.close(),
  };
  const made = strict('MessagePortMain', members);
  insides.set(made, port);
  return made;
}

export function MessageChannelMain() {
  const [one, two] = [new Port(), new Port()];
  [one.other, two.other] = [two, one];
  this.port1 = outside(one);
  this.port2 = outside(two);
}

/** The inside of a port that is handed to a page: what arrives at it goes to the page, what the page says is posted on it. */
export const insideOf = (port) => {
  const inside = insides.get(port);
  if (!inside) throw new Error('not a port of the Electron double');
  return inside;
};
