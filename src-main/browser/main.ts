/**
 * The browser shell: the same core and the same pages as the desktop shell, in the system's own browser. For machines
 * without an Electron build, and for tests.
 *
 * stdout carries one JSON line, `{"event":"ready","url":…}` or `{"event":"already-running","url":…}`; everything meant
 * for people goes to stderr.
 */
import { join, resolve } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { problemWithLibrary } from '#core/database/library.ts';
import { failureTexts } from '#shared/contract/failures.ts';
import type { Contract } from '#shared/contract.ts';
import { coreWorkerData } from '../shell/core-data.ts';
import { type CoreFailure, type CoreHost, CoreStoppedError, startCoreHost } from '../shell/core-worker.ts';
import { problemWithDataDirectory } from '../shell/data-directory.ts';
import { factsAtStart, type Report, shellLogFile, startLog } from '../shell/log.ts';
import { watchIdle } from './idle.ts';
import { announceInstance, findRunningInstance, type InstanceNote } from './instance.ts';
import { readShellOptions, shellUsage, type ShellOptions } from './options.ts';
import { startShellServer } from './server.ts';
import { shellServices } from './services.ts';
import { openPage } from './system-browser.ts';

/** Of the checkout or the installed folder: two up, from src-main/browser as from out/main. */
const root = resolve(import.meta.dirname, '../..');
const isSource = import.meta.filename.endsWith('.ts');
const coreScript = isSource
  ? new URL('../core/worker.ts', import.meta.url)
  : new URL('./core-worker.js', import.meta.url);

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const announce = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
/** Asks the core on a port of its own. */
async function askCore<Answer>(
  core: CoreHost,
  ask: (client: ContractRouterClient<Contract>) => Promise<Answer>,
): Promise<Answer> {
  const port = await core.connect();
  try {
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }));
    port.start();
    return await ask(client);
  } finally {
    port.close();
  }
}

/** Sending to the platform, or writing a file. Nobody signed in, or no core any more: neither. */
async function isBusy(core: CoreHost): Promise<boolean> {
  if (core.state === 'stopped') return false;
  return askCore(core, async (client) => {
    if ((await client.session.status()).state !== 'unlocked') return false;
    if ((await client.connection.status()).running) return true;
    return (await client.exports.list()).some((job) => job.state === 'running');
  });
}

/** True once the core has answered; false where it died so often that it is not started again. */
async function untilAnswering(core: CoreHost, report: Report): Promise<boolean> {
  for (;;) {
    try {
      await askCore(core, (client) => client.session.status());
      return true;
    } catch (error) {
      if (error instanceof CoreStoppedError) return false;
      report('core-not-ready', { error: error instanceof Error ? error.message : String(error) });
      // An answer that is an error is a bug of a living core; asking it in a tight loop would not make it better.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function showRunning(note: InstanceNote, options: ShellOptions): Promise<number> {
  tell(`客户端已经在运行（进程 ${note.pid}），使用同一数据目录：${options.dataDirectory}`);
  announce({ event: 'already-running', url: note.url });
  if (options.open && !(await openPage(note.url))) tell(`请用浏览器打开：${note.url}`);
  return 0;
}

function wordsForListening(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被其他程序占用，请换一个端口，或用 --port=0 任选空闲端口。`;
  if (code === 'EACCES') return `没有权限使用端口 ${port}，请换一个大于 1024 的端口。`;
  return `本机服务没能启动：${error instanceof Error ? error.message : String(error)}`;
}

function wordsForCore(failure: CoreFailure | null): string {
  const words = Object.entries(failureTexts).find(([reason]) => reason === failure?.reason)?.[1];
  if (!words) return '客户端的核心程序没能启动，数据没有改动。上面有原因；请联系技术人员。';
  return `${words.title}。${words.safe}${words.next}${failure?.detail ? `（${failure.detail}）` : ''}`;
}

async function run(): Promise<number> {
  const options = readShellOptions(process.argv.slice(2));
  if ('wrong' in options) {
    tell(`${options.wrong}\n${shellUsage}`);
    return 2;
  }
  const problem = problemWithDataDirectory(options.dataDirectory);
  if (problem !== null) {
    tell(problem);
    return 1;
  }
  const unfit = problemWithLibrary();
  if (unfit !== null) {
    tell(unfit);
    return 1;
  }
  const running = await findRunningInstance(options.dataDirectory);
  if (running) return showRunning(running, options);

  const ended = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.resolve(signal));
  if (options.exitWithStdin) {
    process.stdin.resume();
    process.stdin.once('end', () => ended.resolve('stdin'));
    process.stdin.once('error', () => ended.resolve('stdin'));
  }

  const report = startLog(shellLogFile(options.dataDirectory, 'browser'), {
    quiet: ['started', 'ended', 'core-closed'],
  });
  const data = coreWorkerData(root, options);
  report('started', factsAtStart(data.clientVersion));
  const core = startCoreHost({
    script: coreScript,
    data,
    services: shellServices(),
    report,
  });
  const idle =
    options.exitWhenIdleSeconds === null
      ? null
      : watchIdle({
          milliseconds: options.exitWhenIdleSeconds * 1000,
          isBusy: () => isBusy(core),
          onIdle: () => ended.resolve('idle'),
        });
  try {
    const server = await startShellServer({
      core,
      pages: join(root, 'out', 'renderer'),
      port: options.port,
      onTraffic: (traffic) => idle?.note(traffic),
      report,
    }).catch((error: unknown) => wordsForListening(error, options.port));
    if (typeof server === 'string') {
      tell(server);
      return 1;
    }
    try {
      const instance = await announceInstance(options.dataDirectory, server.url);
      if (!('release' in instance)) return await showRunning(instance, options);
      try {
        const first = await Promise.race([ended.promise, untilAnswering(core, report)]);
        if (first === false) {
          tell(wordsForCore(core.failure));
          return 1;
        }
        if (typeof first === 'string') return 0;
        announce({ event: 'ready', url: server.url, pid: process.pid });
        if (options.open && !(await openPage(server.url))) tell(`请用浏览器打开：${server.url}`);
        report('ended', { by: await ended.promise });
        return 0;
      } finally {
        await instance.release();
      }
    } finally {
      await server.close();
    }
  } finally {
    idle?.stop();
    await core.close();
  }
}

process.exitCode = await run();
// Whatever still holds the event loop (a stalled pipe) must not keep a finished shell alive.
process.exit();
