/**
 * A demo platform of its own for each test: stopped, started again at the same address, told to fail, asked what it holds.
 * It serves real HTTP out of the test's own process: one start of Node less for every test.
 */
import type { Fault } from '#platform/faults.ts';
import { type DemoServer, startDemoPlatform } from '#platform/server.ts';

export interface Account {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  /** Its name. */
  readonly department: string;
}

export interface LoggedOperation {
  id: string;
  kind: string;
  recordId: string;
  account: string;
  payload: unknown;
  outcome: string;
}

export interface Platform {
  readonly url: string;
  readonly accounts: readonly Account[];
  /** The account of this name, with its password. Throws where there is none. */
  account(name: string): Account;
  /** The cable is out: nothing answers at the address. Its data stay. */
  stop(): Promise<void>;
  /** The cable is back: the same address, the same data. With `clock` (ISO) its clock stands there and runs on. */
  start(clock?: string): Promise<void>;
  /** Arms a fault (src-main/demo-platform/faults.ts). */
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Every operation that the platform took in, oldest first. */
  operations(): Promise<LoggedOperation[]>;
  /** Any action of src-main/demo-platform/control-surface.ts, such as `pushNotice`. */
  control(action: string, input?: unknown): Promise<unknown>;
}

export interface PlatformOptions {
  readonly directory: string;
  readonly scale: 'small' | 'county' | 'province';
  readonly seed: number;
  /** Where its clock stands at the start, ISO; without it the platform's clock is right. */
  readonly clock?: string | undefined;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const launch = (port: number, clock?: string): Promise<DemoServer> => {
    const startedAt = Date.now();
    return startDemoPlatform({
      port,
      dataDirectory: options.directory,
      scale: options.scale,
      seed: options.seed,
      ...(clock === undefined ? {} : { clock: () => Date.parse(clock) + (Date.now() - startedAt) }),
      controlSurface: true,
    });
  };
  let server: DemoServer | null = await launch(0, options.clock);
  const { url, port } = server;
  const accounts = server.accounts.map(({ department, ...account }) => ({ ...account, department: department.name }));

  const ask = async (method: string, path: string, input?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/control/${path}`, {
      method,
      ...(input === undefined ? {} : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${text}`);
    return (JSON.parse(text) as { result: unknown }).result;
  };

  return {
    url,
    accounts,
    account(name) {
      const found = accounts.find(({ account }) => account === name);
      if (!found) throw new Error(`the demo platform has no account ${name}`);
      return found;
    },
    async stop() {
      await server?.close();
      server = null;
    },
    async start(clock) {
      server ??= await launch(port, clock);
    },
    async fault(fault) {
      await ask('POST', 'faults', fault);
    },
    async clearFaults() {
      await ask('DELETE', 'faults');
    },
    operations: async () => (await ask('GET', 'operations')) as LoggedOperation[],
    control: (action, input = {}) => ask('POST', action, input),
  };
}
