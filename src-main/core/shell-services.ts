/**
 * What the core may ask of the shell that hosts it: the system's keystore for session tokens, and the system's own program
 * for a file that was written, its window for choosing a folder, its notifications. A shell offers it by a message port in
 * `workerData.services`; where there is none (browser shell, tests) the core does without. The shell answers with an oRPC router of this contract.
 */
import { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type ContractRouterClient, oc } from '@orpc/contract';
import { z } from 'zod';
import { chooseFolderRequestSchema, chosenFolderSchema } from '#shared/contract/folders.ts';
import type { OpenFile } from './exports/opener.ts';
import type { TokenStore } from './accounts/platform-session.ts';
import type { ChooseFolder, Notify } from './router.ts';

const account = z.string().min(1).max(64);

export const shellServicesContract = {
  tokens: {
    /** Null where nothing is kept, or what is kept cannot be read back. */
    load: oc.input(z.object({ account })).output(z.string().nullable()),
    /** Kept only where the system has a keystore; the core need not know. */
    save: oc.input(z.object({ account, token: z.string().min(1).max(4000) })).output(z.void()),
    remove: oc.input(z.object({ account })).output(z.void()),
  },
  /** Opens a file that the core has written, or its folder. `path` is absolute. */
  openFile: oc
    .input(z.object({ path: z.string().max(4000), what: z.enum(['file', 'folder']) }))
    .output(z.object({ ok: z.boolean(), reason: z.enum(['notFound', 'refused']).optional() })),
  /** The system's window for choosing a folder; answers when the person has decided. */
  chooseFolder: oc.input(chooseFolderRequestSchema).output(chosenFolderSchema),
  /** A notification of the system, in the place of one before; answers whether the person pressed on it, once it has gone. */
  notify: oc.input(z.object({ title: z.string().max(200), body: z.string().max(1000) })).output(z.boolean()),
};

export type ShellServices = ContractRouterClient<typeof shellServicesContract>;

/** The shell's services over the port of `workerData.services`. Calls reject once the shell is gone. */
export function shellServicesOver(port: MessagePort): ShellServices {
  const services: ShellServices = createORPCClient(new RPCLink({ port }));
  port.start();
  // A waiting port must not keep a finished core alive.
  port.unref();
  return services;
}

/** The shell's services where `workerData` brings a port to them; null where the shell has none. */
export function shellServicesIn(workerData: unknown): ShellServices | null {
  if (typeof workerData !== 'object' || workerData === null || !('services' in workerData)) return null;
  return workerData.services instanceof MessagePort ? shellServicesOver(workerData.services) : null;
}

/** The keystore of the shell, as the session wants it. */
export function tokenStoreOf(services: ShellServices): TokenStore {
  return {
    load: (account) => services.tokens.load({ account }),
    save: (account, token) => services.tokens.save({ account, token }),
    remove: (account) => services.tokens.remove({ account }),
  };
}

/** The shell's way to open a file that the core has written. */
export function openFileOf(services: ShellServices): OpenFile {
  return async (path, what) => (await services.openFile({ path, what })).ok;
}

/** The shell's window for choosing a folder. */
export function chooseFolderOf(services: ShellServices): ChooseFolder {
  return async (wanted) => (await services.chooseFolder(wanted)).path;
}

/** The shell's notifications. */
export function notifyOf(services: ShellServices): Notify {
  return (told) => services.notify(told);
}
