/**
 * Hosts the core in a worker thread, the same way in both shells. The shell asks for ports; the core serves the contract
 * on each. When the core dies its ports close, so that every pending call ends at once; it is then started again, but
 * only so many times in so long: a core that keeps dying must be seen, not hidden.
 *
 * Messages to the worker: `{ type: 'connect', port }` serves the contract on that port, `{ type: 'close' }` ends the core
 * in order: the thread then exits by itself, with 0. From it: `{ type: 'failed', reason, detail }` where it cannot start
 * for a reason that another try would only meet again. Reported are `core-closed` after an end in order, and `core-exit`
 * with its code after any other.
 */
import { MessageChannel, type MessagePort, Worker, type WorkerOptions } from 'node:worker_threads';

export type CoreState = 'running' | 'restarting' | 'stopped';

export interface CoreHostOptions {
  /** The built or source script of the worker. */
  readonly script: string | URL;
  /** Handed to the worker as `workerData`. */
  readonly data: unknown;
  /** Serves what the core may ask of the shell, on the port that it is given; the worker has the other end as `workerData.services`. */
  readonly services?: (port: MessagePort) => void;
  /** Facts about the worker's life, for the shell's log. */
  readonly report: (event: string, facts: Record<string, unknown>) => void;
  /** Restarts that are granted within `restartWindowMilliseconds`. */
  readonly maximumRestarts?: number;
  readonly restartWindowMilliseconds?: number;
  /** Pause before the first restart; doubles with each further one. */
  readonly restartPauseMilliseconds?: number;
  /** How long the core may take to end in order before it is ended by force. */
  readonly closeMilliseconds?: number;
}

/** Why the core could not start: a reason of the contract's failures, or `bug`. */
export interface CoreFailure {
  readonly reason: string;
  readonly detail: string;
}

/** Thrown by `connect` when the core is gone for good. */
export class CoreStoppedError extends Error {
  constructor() {
    super('the core has stopped');
    this.name = 'CoreStoppedError';
  }
}

export interface CoreHost {
  readonly state: CoreState;
  /** What the core itself said when it could not start. */
  readonly failure: CoreFailure | null;
  /** A port on which the core serves the contract. While the core restarts this waits; rejects with CoreStoppedError. */
  connect(): Promise<MessagePort>;
  /** Called after each change of state; returns the way to stop listening. */
  onState(listener: (state: CoreState) => void): () => void;
  /** Ends the core in order, by force after `closeMilliseconds`. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts the core at once. Never throws for a core that fails to start: its state tells. */
export function startCoreHost(options: CoreHostOptions): CoreHost {
  const maximumRestarts = options.maximumRestarts ?? 3;
  const restartWindow = options.restartWindowMilliseconds ?? 600_000;
  const firstPause = options.restartPauseMilliseconds ?? 500;
  const listeners = new Set<(state: CoreState) => void>();
  const deaths: number[] = [];
  let state: CoreState = 'running';
  let closing: Promise<void> | null = null;
  let failure: CoreFailure | null = null;
  let restartTimer: NodeJS.Timeout | undefined;

  const enter = (next: CoreState): void => {
    state = next;
    for (const listener of [...listeners]) listener(next);
  };

  const launch = (): Worker => {
    // stdout of the process belongs to the shell's one machine-readable line.
    const worker = new Worker(options.script, { ...workerDataOf(options), stdout: true });
    worker.stdout.pipe(process.stderr, { end: false });
    worker.on('error', (error) => {
      options.report('core-error', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    });
    worker.on('message', (message: { type?: unknown; reason?: unknown; detail?: unknown }) => {
      if (message.type !== 'failed') return;
      failure = { reason: String(message.reason), detail: String(message.detail) };
      options.report('core-failed', { ...failure });
    });
    worker.once('exit', (code) => {
      if (closing && code === 0) options.report('core-closed', {});
      else options.report('core-exit', { code });
      if (closing || failure) enter('stopped');
      else restartOrStop();
    });
    return worker;
  };

  const restartOrStop = (): void => {
    const now = performance.now();
    deaths.push(now);
    while ((deaths[0] ?? now) < now - restartWindow) deaths.shift();
    if (deaths.length > maximumRestarts) {
      options.report('core-given-up', { deaths: deaths.length });
      enter('stopped');
      return;
    }
    enter('restarting');
    restartTimer = setTimeout(
      () => {
        current = launch();
        enter('running');
      },
      firstPause * 2 ** (deaths.length - 1),
    );
  };

  let current = launch();

  const untilDecided = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = host.onState((next) => {
        if (next === 'restarting') return;
        stop();
        resolve();
      });
    });

  const end = async (): Promise<void> => {
    clearTimeout(restartTimer);
    if (state === 'stopped') return;
    if (state === 'restarting') {
      enter('stopped');
      return;
    }
    const ended = new Promise<void>((resolve) => current.once('exit', () => resolve()));
    current.postMessage({ type: 'close' });
    const force = setTimeout(() => {
      options.report('core-forced', {});
      void current.terminate();
    }, options.closeMilliseconds ?? 8_000);
    await ended;
    clearTimeout(force);
  };

  const host: CoreHost = {
    get state() {
      return state;
    },
    get failure() {
      return failure;
    },
    async connect() {
      if (state === 'restarting') await untilDecided();
      if (state !== 'running' || closing) throw new CoreStoppedError();
      const { port1, port2 } = new MessageChannel();
      current.postMessage({ type: 'connect', port: port2 }, [port2]);
      return port1;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
  return host;
}

/** The worker's data, with an end of a fresh channel to the shell's services where there are any. */
function workerDataOf({ data, services }: CoreHostOptions): Pick<WorkerOptions, 'workerData' | 'transferList'> {
  if (!services) return { workerData: data };
  const { port1, port2 } = new MessageChannel();
  services(port1);
  return { workerData: { ...(data as object), services: port2 }, transferList: [port2] };
}
