/** Answers what the core may ask of the desktop shell: the keystore, the system's program for a written file, its window for a folder, its notifications. */
import type { MessagePort } from 'node:worker_threads';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { TokenStore } from '#core/accounts/platform-session.ts';
import { shellServicesContract } from '#core/shell-services.ts';
import type { ChooseFolderRequest } from '#shared/contract/folders.ts';
import { openWrittenFile } from './opener.ts';

/** @returns what a core's host calls with the port of each core that it starts */
export function shellServices(
  tokens: TokenStore,
  chooseFolder: (wanted: ChooseFolderRequest) => Promise<string | null>,
  notify: (told: { title: string; body: string }) => Promise<boolean>,
): (port: MessagePort) => void {
  const at = implement(shellServicesContract);
  const handler = new RPCHandler({
    tokens: {
      load: at.tokens.load.handler(({ input }) => tokens.load(input.account)),
      save: at.tokens.save.handler(({ input }) => tokens.save(input.account, input.token)),
      remove: at.tokens.remove.handler(({ input }) => tokens.remove(input.account)),
    },
    openFile: at.openFile.handler(({ input }) => openWrittenFile(input.path, input.what)),
    chooseFolder: at.chooseFolder.handler(async ({ input }) => ({ path: await chooseFolder(input) })),
    notify: at.notify.handler(({ input }) => notify(input)),
  });
  return (port) => {
    handler.upgrade(port);
    port.start();
  };
}
