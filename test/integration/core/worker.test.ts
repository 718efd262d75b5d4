/** The core as the shells run it: in a worker thread, over message ports and real HTTP. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Contract } from '#shared/contract.ts';
import { lin } from './core-support.ts';
import { fakePlatform } from './fake-platform.ts';
import { migrationsDirectory, projectRoot, resourcesDirectory, temporaryDirectory } from './support.ts';

let server: Server;
let address: string;
let dataDirectory: string;
let worker: Worker | null = null;

beforeEach(async () => {
  const platform = fakePlatform();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void platform
        .exchange('', {
          method: request.method === 'POST' ? 'POST' : 'GET',
          path: request.url ?? '',
          headers: {},
          body: Buffer.concat(chunks).toString(),
          timeoutMilliseconds: 1000,
        })
        .then((answer) => {
          if (answer.came === 'answer') response.writeHead(answer.status, answer.headers).end(answer.body);
          else response.destroy();
        });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  dataDirectory = temporaryDirectory('worker');
});
afterEach(async () => {
  await worker?.terminate();
  worker = null;
  server.closeAllConnections();
  server.close();
});

async function start(changes: object = {}): Promise<{ worker: Worker; said: unknown }> {
  const workerData = {
    dataDirectory,
    resourcesDirectory,
    migrationsDirectory,
    platformUrl: address,
    clientVersion: '0.1.0',
    ...changes,
  };
  const started = new Worker(join(projectRoot, 'src-main', 'core', 'worker.ts'), { workerData });
  worker = started;
  const [said] = (await once(started, 'message')) as [unknown];
  return { worker: started, said };
}

function connect(to: Worker): ContractRouterClient<Contract> {
  const { port1, port2 } = new MessageChannel();
  to.postMessage({ type: 'connect', port: port2 }, [port2]);
  port1.start();
  return createORPCClient(new RPCLink({ port: port1 }));
}

it('serves the contract on every port, backs up in a thread of its own, and ends in order', async () => {
  const { worker: running, said } = await start();
  expect(said).toEqual({ type: 'ready' });
  const [first, second] = [connect(running), connect(running)];
  await expect(first.settings.get()).rejects.toMatchObject({ code: 'LOCKED', defined: true });
  expect(await first.session.signIn(lin)).toMatchObject({ ok: true, mode: 'online' });
  expect(await second.session.status()).toMatchObject({ state: 'unlocked', actor: { name: '林知夏' } });

  const events = await second.events.subscribe();
  const heard = events.next();
  await first.settings.update({ undoSeconds: 5 });
  expect((await heard).value).toHaveProperty('topic');

  const made = await first.backups.create({ directory: null });
  expect(made).toMatchObject({ ok: true, backup: { readable: true, department: { code: '431299001' } } });
  expect((await second.backups.list()).backups).toHaveLength(1);

  running.postMessage({ type: 'close' });
  // Pages still hold both ports; the thread ends all the same, and calls it no accident.
  expect(await once(running, 'exit')).toEqual([0]);
  const folder = join(dataDirectory, 'hunan-test', '431299001');
  expect(readdirSync(folder).filter((name) => /-wal|-shm/.test(name))).toEqual([]);
  const log = readFileSync(join(dataDirectory, 'logs', 'core.log'), 'utf8');
  for (const line of log.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('event');
  expect(log).not.toContain(lin.password);
});

it('says why it cannot start', async () => {
  const { said } = await start({ resourcesDirectory: join(dataDirectory, 'nowhere') });
  expect(said).toMatchObject({ type: 'failed', detail: expect.stringContaining('nowhere') as string });
});

it('lets go of the data when it is ended by force', async () => {
  const { worker: running } = await start();
  expect(await connect(running).session.signIn(lin)).toMatchObject({ ok: true });
  await running.terminate();
  const { worker: again } = await start();
  expect(await connect(again).session.signIn(lin)).toMatchObject({ ok: true, mode: 'online' });
  expect(existsSync(join(dataDirectory, 'hunan-test', '431299001', 'client.db'))).toBe(true);
});
