/**
 * What every room's `router.ts` starts from. `open`: procedures that anybody may call. `unlocked`: procedures that need a
 * signed-in person; they get the workspace, or the caller gets the typed error `LOCKED`.
 *
 *     export const settingsRouter = unlocked.settings.router({ get: unlocked.settings.get.handler(({ context }) => …) });
 */
import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { FailureReason } from '#shared/contract/failures.ts';
import type { ChooseFolderRequest } from '#shared/contract/folders.ts';
import type { Session } from './accounts/session.ts';
import { storageDetailOf, storageReasonOf } from './database/failure.ts';
import type { StorageReason } from './database/failure.ts';
import type { EventHub } from './events.ts';
import type { Environment } from './environment.ts';

/** Shows the shell's window for choosing a folder; null: none was chosen. */
export type ChooseFolder = (wanted: ChooseFolderRequest) => Promise<string | null>;

/** Shows a notification of the system; true once the person pressed on it, false when it has gone otherwise. */
export type Notify = (told: { title: string; body: string }) => Promise<boolean>;

/** The core as routers see it. */
export interface Core {
  readonly environment: Environment;
  readonly events: EventHub;
  readonly clientVersion: string;
  readonly dataDirectory: string;
  readonly session: Session;
  readonly chooseFolder: ChooseFolder;
  readonly notify: Notify;
}

export interface CoreContext {
  readonly core: Core;
}

export const open = implement(contract).$context<CoreContext>();

export const unlocked = open.use(async ({ context, next }) => {
  const { session } = context.core;
  const current = session.current();
  if (!current) throw new ORPCError('LOCKED', { message: '请先登录' });
  try {
    return await next({ context: current });
  } catch (error) {
    // Every page carries its own check, so that damage shows when it is read, wherever that is: the sign-in page then
    // tells what there is to restore, instead of a list that stays empty.
    const reason = storageReasonOf(error);
    if (reason !== 'databaseDamaged' && reason !== 'databaseForeign') throw error;
    await session.reportDamage(error);
    throw new ORPCError('LOCKED', { message: '本机数据库损坏，请从备份恢复', cause: error });
  }
});

/** A failure as the contract words it. */
export interface Failure<Reason extends FailureReason> {
  ok: false;
  reason: Reason;
  detail?: string;
}

/**
 * Runs work that writes; a full disk or a read-only directory becomes a result with one of the `reasons` that the
 * procedure declares. Every other exception passes: it is a bug, to be seen as one.
 */
export function guardStorage<Answer, const Reason extends StorageReason>(
  reasons: readonly Reason[],
  work: () => Answer,
): Answer | Failure<Reason> {
  try {
    return work();
  } catch (error) {
    return storageFailureOf(error, reasons);
  }
}

/** `guardStorage` for work that waits. */
export async function guardStorageAsync<Answer, const Reason extends StorageReason>(
  reasons: readonly Reason[],
  work: () => Promise<Answer>,
): Promise<Answer | Failure<Reason>> {
  try {
    return await work();
  } catch (error) {
    return storageFailureOf(error, reasons);
  }
}

function storageFailureOf<Reason extends StorageReason>(error: unknown, reasons: readonly Reason[]): Failure<Reason> {
  const found = storageReasonOf(error);
  const reason = reasons.find((candidate) => candidate === found);
  if (reason === undefined) throw error;
  return { ok: false, reason, detail: storageDetailOf(error) };
}
