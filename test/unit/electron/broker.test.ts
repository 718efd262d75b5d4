import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort as ThreadPort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '#shared/contract.ts';
import { CoreStoppedError, type CoreHost, type CoreState } from '../../../src-main/shell/core-worker.ts';
import { eventually } from '../../support/eventually.ts';

const electron = await vi.hoisted(async () => {
  const events = await import('node:events');
  const threads = await import('node:worker_threads');
  /** Electron's port as far as the broker uses it, over Node's. */
  class Port extends events.EventEmitter {
    readonly inner: ThreadPort;
    constructor(inner: ThreadPort) {
      super();
      this.inner = inner;
      inner.on('close', () => this.emit('close'));
    }
    start() {
      this.inner.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    }
    postMessage(message: unknown) {
      this.inner.postMessage(message);
    }
    close() {
      this.inner.close();
    }
  }
  return {
    ipcMain: new events.EventEmitter(),
    MessageChannelMain: class {
      readonly port1: Port;
      readonly port2: Port;
      constructor() {
        const channel = new threads.MessageChannel();
        this.port1 = new Port(channel.port1);
        this.port2 = new Port(channel.port2);
      }
    },
  };
});
vi.mock('electron', () => electron);
const { startBroker } = await import('../../../src-main/electron/broker.ts');

interface Frame {
  url: string;
  parent: Frame | null;
}
const ownFrame: Frame = { url: 'app://bundle/index.html#/', parent: null };

/** A page's web contents; `handed` are the ports that it was given. */
class Contents extends EventEmitter {
  readonly id: number;
  readonly handed: ThreadPort[] = [];
  gone = false;
  constructor(id: number) {
    super();
    this.id = id;
  }
  isDestroyed() {
    return this.gone;
  }
  /** How often it was told that its port has closed. */
  closings = 0;
  postMessage(channel: string, _message: unknown, [port]: { inner: ThreadPort }[] = []) {
    if (channel === 'core-port-closed') {
      this.closings += 1;
      return;
    }
    expect(channel).toBe('core-port');
    this.handed.push(port!.inner);
  }
  destroy() {
    this.gone = true;
    this.emit('destroyed');
  }
}

/** A core that answers every call with the text it got, on ports that the test can close. */
class ToyHost {
  readonly ports: ThreadPort[] = [];
  readonly got: unknown[] = [];
  state: CoreState = 'running';
  stopped = false;
  private readonly listeners = new Set<(state: CoreState) => void>();
  private waiting: Promise<void> = Promise.resolve();
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.waiting = promise;
    return () => resolve(undefined);
  }
  async connect(): Promise<ThreadPort> {
    await this.waiting;
    if (this.stopped) throw new CoreStoppedError();
    const { port1, port2 } = new MessageChannel();
    this.ports.push(port2);
    port2.on('message', (message: unknown) => {
      this.got.push(message);
      const { i } = JSON.parse(String(message)) as { i: string };
      port2.postMessage(JSON.stringify({ i, p: { b: { json: 'answered' } } }));
    });
    return port1;
  }
  onState(listener: (state: CoreState) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  enter(state: CoreState) {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
  close() {
    for (const port of this.ports) port.close();
    return Promise.resolve();
  }
}

let core: ToyHost;
let page: Contents;
let broker: ReturnType<typeof startBroker>;
let reports: string[];

beforeEach(() => {
  core = new ToyHost();
  page = new Contents(1);
  reports = [];
  broker = startBroker({ core: core as unknown as CoreHost, report: (event) => reports.push(event) });
  broker.serve(page as unknown as Electron.WebContents);
});
afterEach(async () => {
  broker.close();
  await core.close();
  for (const port of page.handed) port.close();
});

const want = (sender: Contents = page, senderFrame: Frame | null = ownFrame) =>
  electron.ipcMain.emit('core-port-wanted', { sender, senderFrame });
const handed = async (count: number): Promise<ThreadPort> => {
  await eventually(() => expect(page.handed).toHaveLength(count));
  return page.handed[count - 1]!;
};
const closed = (port: ThreadPort): Promise<void> => new Promise((resolve) => port.once('close', () => resolve()));
const clientOn = (port: ThreadPort): ContractRouterClient<Contract> => {
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
};

describe('who gets a port', () => {
  it('the main frame of our own page, which then reaches the core', async () => {
    want();
    expect(await clientOn(await handed(1)).session.status()).toBe('answered');
  });

  it.each<[string, Frame | null]>([
    ['a frame that is gone', null],
    ['a frame inside our page', { url: 'app://bundle/index.html', parent: ownFrame }],
    ['a page from elsewhere', { url: 'https://attacker.example/', parent: null }],
    ['a host that only begins like ours', { url: 'app://bundle.attacker.example/', parent: null }],
    ['a user name that looks like ours', { url: 'https://app:bundle@attacker.example/', parent: null }],
    ['a file', { url: 'file:///bundle/index.html', parent: null }],
    ['an empty page', { url: '', parent: null }],
  ])('not %s', async (_who, frame) => {
    want(page, frame);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.handed).toHaveLength(0);
    expect(core.ports).toHaveLength(0);
    expect(reports).toEqual(['sender-refused']);
  });

  it('not another window’s contents, even with our number', async () => {
    want(new Contents(2));
    want(new Contents(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(core.ports).toHaveLength(0);
    expect(reports).toEqual(['sender-refused', 'sender-refused']);
  });
});

describe('what crosses', () => {
  it('not a malformed message: it is answered with a refusal and the core never sees it', async () => {
    want();
    const port = await handed(1);
    const answer = new Promise<unknown>((resolve) => port.once('message', resolve));
    port.postMessage(JSON.stringify({ i: '9', p: { u: '/files/delete' } }));
    expect(JSON.parse(String(await answer))).toMatchObject({ i: '9', p: { s: 400 } });
    expect(core.got).toEqual([]);
    expect(reports).toEqual(['message-refused']);
  });

  it('not an object, and the port goes on with the next good message', async () => {
    want();
    const port = await handed(1);
    port.postMessage({ i: '1', p: { u: '/session/status' } });
    expect(await clientOn(port).session.status()).toBe('answered');
    expect(core.got).toHaveLength(1);
    expect(reports).toEqual(['message-refused']);
  });

  it('a refused call rejects in the page instead of waiting for ever', async () => {
    want();
    const client = clientOn(await handed(1)) as unknown as { nothing: { here: () => Promise<unknown> } };
    await expect(client.nothing.here()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('the life of a port', () => {
  it('ends when the page asks again, and a new one takes its place', async () => {
    want();
    const first = await handed(1);
    const end = closed(first);
    want();
    const second = await handed(2);
    await end;
    expect(await clientOn(second).session.status()).toBe('answered');
  });

  it('is handed over once where the page asks twice while the core starts', async () => {
    const release = core.hold();
    want();
    want();
    release();
    await handed(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.handed).toHaveLength(1);
  });

  it('ends with the core’s port, and the core that follows is offered unasked', async () => {
    want();
    const end = closed(await handed(1));
    core.ports[0]!.close();
    await end;
    expect(page.closings).toBe(1);
    core.enter('restarting');
    core.enter('running');
    expect(await clientOn(await handed(2)).session.status()).toBe('answered');
  });

  it('ends with the page: the core’s port is closed, nothing is offered any more', async () => {
    want();
    await handed(1);
    const end = closed(core.ports[0]!);
    page.destroy();
    await end;
    core.enter('running');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.handed).toHaveLength(1);
  });

  it('does not begin once the core has stopped for good', async () => {
    core.stopped = true;
    want();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.handed).toHaveLength(0);
    expect(reports).toEqual([]);
  });
});
