/**
 * The core in a worker thread. `workerData` are the plain options below. Messages in: `{ type: 'connect', port }` serves the
 * contract on that port; `{ type: 'close' }` ends in order, with 0. Messages out: `ready`, `failed`.
 * `services`, where a shell gives it, is a port to what the core may ask of the shell (shell-services.ts).
 * The same script, given `task: 'backup'`, makes one backup and ends.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { z } from 'zod';
import { createCore } from './app.ts';
import { makeBackup } from './backups/backup.ts';
import type { BackupThreadAnswer, BackupThreadData } from './backups/thread.ts';
import { runBackupInThread } from './backups/thread.ts';
import { storageDetailOf, storageReasonOf } from './database/failure.ts';
import { countRecords } from './domains.ts';
import { createNodeEnvironment } from './environment-node.ts';
import { chooseFolderOf, notifyOf, openFileOf, shellServicesIn, tokenStoreOf } from './shell-services.ts';

/** What a shell hands over as `workerData`. */
const optionsSchema = z.object({
  dataDirectory: z.string(),
  resourcesDirectory: z.string(),
  migrationsDirectory: z.string(),
  exportsDirectory: z.string().nullish(),
  platformUrl: z.string().nullish(),
  clientVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
});
export type CoreWorkerOptions = z.infer<typeof optionsSchema>;
export type CoreWorkerMessage = { type: 'ready' } | { type: 'failed'; reason: string; detail: string };

if (parentPort) {
  const given: unknown = workerData;
  if (isBackupTask(given)) parentPort.postMessage(backUp(given));
  else serve(parentPort, given);
}

function isBackupTask(data: unknown): data is BackupThreadData {
  return typeof data === 'object' && data !== null && 'task' in data && data.task === 'backup';
}

function backUp({ job }: BackupThreadData): BackupThreadAnswer {
  try {
    return { type: 'backup', backup: makeBackup(job, countRecords) };
  } catch (error) {
    const reason = storageReasonOf(error);
    if (reason !== null) return { type: 'storage', reason, detail: storageDetailOf(error) };
    return { type: 'bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function serve(parent: MessagePort, given: unknown): void {
  const say = (message: CoreWorkerMessage) => parent.postMessage(message);
  let core: ReturnType<typeof createCore>;
  let environment: ReturnType<typeof createNodeEnvironment>;
  try {
    const options = optionsSchema.parse(given);
    const services = shellServicesIn(given);
    environment = createNodeEnvironment(options.dataDirectory);
    core = createCore({
      ...options,
      exportsDirectory: options.exportsDirectory ?? null,
      platformUrl: options.platformUrl ?? null,
      environment,
      ...(services
        ? {
            tokens: tokenStoreOf(services),
            openFile: openFileOf(services),
            chooseFolder: chooseFolderOf(services),
            notify: notifyOf(services),
          }
        : {}),
      runBackup: runBackupInThread(new URL(import.meta.url)),
    });
  } catch (error) {
    say({
      type: 'failed',
      reason: storageReasonOf(error) ?? 'bug',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    parent.close();
    return;
  }
  const handler = new RPCHandler(core.router, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          // Whatever is thrown is a bug, except the one typed error; it goes into the log whole and to the page as such.
          if (!(error instanceof ORPCError && error.code === 'LOCKED'))
            environment.log.error('未预料的错误', error, { procedure: call.path.join('.') });
          throw error;
        }
      },
    ],
  });

  /** A port that a page still holds, or an idle connection, would keep the thread alive: it exits as soon as all is on disk. */
  const closeInOrder = async (): Promise<never> => {
    let code = 0;
    try {
      await core.close();
    } catch (error) {
      environment.log.error('关闭时出错', error);
      code = 1;
    }
    environment.close();
    process.exit(code);
  };
  parent.on('message', (message: { type?: unknown; port?: MessagePort }) => {
    if (message.type === 'connect' && message.port) {
      handler.upgrade(message.port, { context: core.context });
      message.port.start();
    } else if (message.type === 'close') {
      void closeInOrder();
    }
  });
  say({ type: 'ready' });
}
