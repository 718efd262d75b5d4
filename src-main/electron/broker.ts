/**
 * Between the page and the core: hands the page one port, and carries messages from it to a port of the core's worker
 * and back. The page reaches nothing else of this process.
 *
 * A page that is loaded again asks again and gets a new pair; the old one is closed, and with it whatever it still asked
 * for. A core that dies closes its port, so the page's port closes, too, and the page is told (its Chromium does not tell
 * it); the core that follows is offered unasked.
 */
import { type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { MessagePort } from 'node:worker_threads';
import { CoreStoppedError, type CoreHost } from '../shell/core-worker.ts';
import { checkMessage, refusalOf } from './message-check.ts';
import { isOwnMainFrame } from './origin.ts';

/** The same words as in the preload. */
const portMessage = 'core-port';
const portWantedMessage = 'core-port-wanted';
const portClosedMessage = 'core-port-closed';

export interface BrokerOptions {
  readonly core: CoreHost;
  readonly report: (event: string, facts: Record<string, unknown>) => void;
}

export interface Broker {
  /** From now on this page, and only it, may have a port. Ends by itself when the page's contents are destroyed. */
  serve(contents: WebContents): void;
  close(): void;
}

interface Pair {
  close(): void;
}

export function startBroker({ core, report }: BrokerOptions): Broker {
  /** By id of the web contents; null while it has none yet. */
  const served = new Map<number, { readonly contents: WebContents; pair: Pair | null; turn: number }>();

  const connect = async (contents: WebContents): Promise<void> => {
    const place = served.get(contents.id);
    if (!place) return;
    place.turn += 1;
    const { turn } = place;
    place.pair?.close();
    place.pair = null;
    const corePort = await core.connect();
    // Asked again, or gone, while the core was starting: only the last question is answered.
    if (served.get(contents.id) !== place || place.turn !== turn || contents.isDestroyed()) {
      corePort.close();
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    place.pair = joinPorts(port1, corePort, report, () => {
      if (!contents.isDestroyed()) contents.postMessage(portClosedMessage, null);
    });
    contents.postMessage(portMessage, null, [port2]);
  };

  const offer = (contents: WebContents): void => {
    connect(contents).catch((error: unknown) => {
      // The shell tells the person when the core has stopped for good.
      if (!(error instanceof CoreStoppedError)) report('port-failed', { error: String(error) });
    });
  };

  const onWanted = (event: IpcMainEvent): void => {
    const place = served.get(event.sender.id);
    if (!place || place.contents !== event.sender || !isOwnMainFrame(event.senderFrame)) {
      report('sender-refused', { contents: event.sender.id, frame: event.senderFrame === null ? 'gone' : 'foreign' });
      return;
    }
    offer(event.sender);
  };
  ipcMain.on(portWantedMessage, onWanted);

  const stopHearing = core.onState((state) => {
    if (state === 'running') for (const { contents } of served.values()) offer(contents);
  });

  const forget = (id: number): void => {
    served.get(id)?.pair?.close();
    served.delete(id);
  };

  return {
    serve(contents) {
      // Read now: a destroyed web contents no longer tells.
      const { id } = contents;
      served.set(id, { contents, pair: null, turn: 0 });
      contents.once('destroyed', () => forget(id));
    },
    close() {
      ipcMain.off(portWantedMessage, onWanted);
      stopHearing();
      for (const id of [...served.keys()]) forget(id);
    },
  };
}

/** Carries messages both ways until one side closes; then the other closes as well, and `onClosed` is called once. */
function joinPorts(
  page: MessagePortMain,
  corePort: MessagePort,
  report: BrokerOptions['report'],
  onClosed: () => void,
): Pair {
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    page.close();
    corePort.close();
    onClosed();
  };
  page.on('message', ({ data }: { data: unknown }) => {
    if (closed) return;
    const verdict = checkMessage(data);
    if (verdict.ok) {
      corePort.postMessage(verdict.text);
      return;
    }
    report('message-refused', { why: verdict.why });
    if (verdict.call !== null) page.postMessage(refusalOf(verdict.call));
  });
  corePort.on('message', (message: unknown) => {
    if (!closed) page.postMessage(message);
  });
  page.on('close', close);
  corePort.on('close', close);
  page.start();
  corePort.start();
  return { close };
}
