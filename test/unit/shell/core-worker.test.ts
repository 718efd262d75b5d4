import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CoreHost, type CoreState, CoreStoppedError, startCoreHost } from '../../../src-main/shell/core-worker.ts';

import type { ToyClient } from '../../fixtures/toy-core.ts';
import { eventually } from '../../support/eventually.ts';

let folder: string;
let diary: string;
let host: CoreHost | undefined;
const start = (more: object = {}, data: object = {}): CoreHost => {
  host = startCoreHost({
    script: new URL('../../fixtures/toy-core.ts', import.meta.url),
    data: { diary, ...data },
    report: () => undefined,
    restartPauseMilliseconds: 10,
    ...more,
  });
  return host;
};
const clientOf = async (of: CoreHost): Promise<ToyClient> => {
  const port = await of.connect();
  const client: ToyClient = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
};

/** Resolves at the next change of state; to be asked for before what causes it. */
const nextState = (of: CoreHost): Promise<CoreState> =>
  new Promise((resolve) => {
    const stop = of.onState((state) => {
      stop();
      resolve(state);
    });
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'core-worker-'));
  diary = join(folder, 'diary.txt');
});
afterEach(async () => {
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the core in its worker', () => {
  it('serves each port that is asked for', async () => {
    const running = start();
    const [first, second] = [await clientOf(running), await clientOf(running)];
    expect(await first.echo(1)).toEqual({ got: 1 });
    expect(await second.echo(2)).toEqual({ got: 2 });
  });

  it('rejects what is pending when it dies, waits while it starts again, then serves', async () => {
    const running = start();
    const client = await clientOf(running);
    const pending = client.slow();
    const next = nextState(running);
    await expect(client.die()).rejects.toThrow();
    await expect(pending).rejects.toThrow();
    expect(await next).toBe('restarting');
    expect(await (await clientOf(running)).echo('back')).toEqual({ got: 'back' });
    expect(running.state).toBe('running');
  });

  it('gives up on a core that cannot start, after so many tries, and then refuses at once', async () => {
    const states: string[] = [];
    const running = start({ maximumRestarts: 2 }, { dieAtStart: true });
    running.onState((state) => states.push(state));
    await eventually(() => expect(running.state).toBe('stopped'));
    expect(states).toEqual(['restarting', 'running', 'restarting', 'running', 'stopped']);
    await expect(running.connect()).rejects.toBeInstanceOf(CoreStoppedError);
  });

  it('does not try again where the core itself says that it cannot start, and passes on why', async () => {
    const states: string[] = [];
    const running = start({}, { failAtStart: true });
    running.onState((state) => states.push(state));
    const port = await running.connect();
    await new Promise((gone) => port.once('close', gone));
    await eventually(() => expect(states).toEqual(['stopped']));
    expect(running.failure).toEqual({ reason: 'notWritable', detail: 'EROFS' });
  });

  it('forgets deaths that lie long ago', async () => {
    const running = start({ maximumRestarts: 1, restartWindowMilliseconds: 1 });
    for (let death = 0; death < 3; death += 1) {
      const next = nextState(running);
      await expect((await clientOf(running)).die()).rejects.toThrow();
      expect(await next).toBe('restarting');
      expect(await nextState(running)).toBe('running');
    }
  });

  it('reports an end in order as such, and any other with its code', async () => {
    const reports: [string, unknown][] = [];
    const report = (event: string, facts: unknown) => void reports.push([event, facts]);
    const calm = start({ report });
    await (await clientOf(calm)).echo(1);
    await calm.close();
    expect(reports).toEqual([['core-closed', {}]]);

    reports.length = 0;
    const failing = start({ report }, { failAtClose: true });
    await (await clientOf(failing)).echo(1);
    await failing.close();
    expect(reports).toEqual([['core-exit', { code: 1 }]]);

    reports.length = 0;
    const dying = start({ report });
    const next = nextState(dying);
    await expect((await clientOf(dying)).die()).rejects.toThrow();
    await next;
    expect(reports).toEqual([['core-exit', { code: 4 }]]);
  });

  it('lets the core end in order, and ends it by force where it does not', async () => {
    // The client's port is still open; it must not keep the core waiting for the time limit, which is longer than the test's.
    const running = start({ closeMilliseconds: 600_000 });
    await (await clientOf(running)).echo(1);
    await Promise.all([running.close(), running.close()]);
    expect(await readFile(diary, 'utf8')).toContain('closed in order');
    expect(running.state).toBe('stopped');

    const stubborn = startCoreHost({
      script: new URL('data:text/javascript,setInterval(() => {}, 1000)'),
      data: null,
      report: () => undefined,
      closeMilliseconds: 50,
    });
    await stubborn.close();
    expect(stubborn.state).toBe('stopped');
  });
});
