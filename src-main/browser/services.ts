/** Answers what the core may ask of the browser shell: the system's program for a written file. There is no keystore. */
import type { MessagePort } from 'node:worker_threads';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { shellServicesContract } from '#core/shell-services.ts';
import { checkWrittenFile, type OpenOutcome } from '../shell/written-file.ts';
import { hasScreen, openingCommand, startProgram } from './system-program.ts';

/** @returns what the core's host calls with the port of each core that it starts */
export function shellServices(): (port: MessagePort) => void {
  const at = implement(shellServicesContract);
  const handler = new RPCHandler({
    tokens: {
      // Without a keystore a session token is not kept: after each start the platform asks for the password again.
      load: at.tokens.load.handler(() => null),
      save: at.tokens.save.handler(() => undefined),
      remove: at.tokens.remove.handler(() => undefined),
    },
    openFile: at.openFile.handler(({ input }) => openWrittenFile(input.path, input.what)),
    // A page in a browser offers no such button: whoever asks all the same gets no folder.
    chooseFolder: at.chooseFolder.handler(() => ({ path: null })),
    // Nor any notification: the title of its tab tells how much there is.
    notify: at.notify.handler(() => false),
  });
  return (port) => {
    handler.upgrade(port);
    port.start();
  };
}

/** Opens a file that the core has written, on this PC, where the person sits. */
async function openWrittenFile(path: string, what: 'file' | 'folder'): Promise<OpenOutcome> {
  const checked = await checkWrittenFile(path);
  if (!checked.ok) return checked;
  const started = hasScreen() && (await startProgram(...openingCommand(what, path)));
  return started ? { ok: true } : { ok: false, reason: 'refused' };
}
