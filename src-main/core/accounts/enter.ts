/** Opening and leaving the workspace of somebody who has proved who they are. */
import type { Actor } from '#shared/platform-api/common.ts';
import { storageDetailOf, storageReasonOf } from '../database/failure.ts';
import type { Keyring } from '../database/keyring.ts';
import type { DepartmentPaths } from '../database/layout.ts';
import { requireLocalDirectory } from '../database/layout.ts';
import { readMeta } from '../database/meta.ts';
import { type OpenedWorkspace, openWorkspace, recordSignIn } from './open-workspace.ts';
import type { Credentials, SessionAnswer } from './platform-session.ts';
import { createPlatformSession } from './platform-session.ts';
import type { OpenSession, SessionContext } from './session-context.ts';
import { anonymousClient, changeKeyring, changingEntry, platformUrl, tryChangeKeyring } from './session-context.ts';

export interface Entrance {
  readonly paths: DepartmentPaths;
  readonly keyring: Keyring;
  readonly key: Uint8Array;
  readonly credentials: Credentials;
  readonly name: string;
  readonly roles: readonly string[];
  readonly mode: 'online' | 'offline';
  readonly token: string | null;
  /** Platform clock minus local clock, ms; null where the platform was not heard. */
  readonly clockOffset: number | null;
}

/**
 * Opens the workspace, or only renews the platform session where the same person is signed in already: what they are
 * doing goes on. A colleague's workspace is closed first. Throws `StorageFailure`; nobody is signed in then.
 */
export async function enter(context: SessionContext, entrance: Entrance): Promise<void> {
  const { state, events } = context;
  const { keyring, credentials, token } = entrance;
  const open = state.open;
  if (open && isSame(open, entrance)) {
    open.platform.accept(credentials, token);
    events.publish('session');
    return;
  }
  await leave(context);
  try {
    state.open = await openSession(context, entrance);
    state.recovery = null;
  } catch (error) {
    const reason = storageReasonOf(error);
    if (reason === 'databaseDamaged' || reason === 'databaseForeign' || reason === 'databaseNewer')
      state.recovery = {
        platformId: keyring.platformId,
        department: keyring.department,
        paths: entrance.paths,
        reason,
        detail: storageDetailOf(error),
        key: entrance.key,
      };
    throw error;
  } finally {
    events.publish('session');
  }
}

/** Also in what they may do: a role that was given or taken meanwhile is in the workspace from its opening on. */
function isSame({ paths, opened }: OpenSession, entrance: Entrance): boolean {
  const { actor, roles } = opened.workspace;
  const rolesOf = (list: readonly string[]) => list.toSorted().join(' ');
  return (
    paths.directory === entrance.paths.directory &&
    actor.account === entrance.credentials.account &&
    actor.name === entrance.name &&
    rolesOf(roles) === rolesOf(entrance.roles)
  );
}

async function openSession(context: SessionContext, entrance: Entrance): Promise<OpenSession> {
  const { environment, configuration, clientVersion, events } = context;
  const { paths, keyring, key, credentials, clockOffset } = entrance;
  requireLocalDirectory(context.dataDirectory);
  const { deviceId } = configuration.read();
  const actor: Actor = {
    account: credentials.account,
    name: entrance.name,
    departmentCode: keyring.department.code,
    departmentName: keyring.department.name,
  };
  const opened = openWorkspace({
    environment,
    paths,
    keyring,
    key,
    actor,
    roles: entrance.roles,
    deviceId,
    clientVersion,
    migrationsDirectory: context.migrationsDirectory,
    calendars: context.calendars,
    exportsDirectory: context.exportsDirectory,
    runBackup: context.runBackup,
    countRecords: context.countRecords,
    changed: (topic) => events.publish(topic),
  });
  try {
    const { database } = opened.workspace;
    const deviceEpoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
    if (!keyring.databaseMade || deviceEpoch > keyring.deviceEpoch)
      changeKeyring(paths, (current) => ({ ...current, databaseMade: true, deviceEpoch }));
    if (clockOffset !== null) {
      opened.workspace.platformTime.heard(environment.clock.now() + clockOffset);
      opened.workspace.platformTime.note();
    }
    recordSignIn(opened.workspace, entrance.mode);
    const baseUrl = () => platformUrl(context) ?? '';
    const token = entrance.token ?? (await context.tokens.load(credentials.account));
    const platform = createPlatformSession({
      client: anonymousClient(context, baseUrl),
      identity: { platformId: keyring.platformId, deviceId, clientVersion },
      credentials,
      actor,
      token,
      tokens: context.tokens,
      heard: (answer) => heardLater(context, paths, credentials.account, answer),
    });
    const attached = context.attach({
      workspace: opened.workspace,
      platform,
      backups: opened.backups,
      databaseKey: key,
      lost: opened.lost,
      calendarChanged: opened.calendarChanged,
      baseUrl,
    });
    // What was just taken in again stands in the journal alone until a backup has it.
    if (opened.lost.length > 0) void backUpSoon(context, opened);
    return { opened, platform, attached, key, paths, keyring };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Never rejects: a backup that fails is told where backups are told of. */
async function backUpSoon({ environment, events }: SessionContext, { backups }: OpenedWorkspace): Promise<void> {
  try {
    await backups.make('schedule', null);
  } catch (error) {
    environment.log.error('补回操作后的备份失败', error);
  }
  events.publish('session');
}

/** What the platform said about the account while the person was working. */
function heardLater(context: SessionContext, paths: DepartmentPaths, account: string, answer: SessionAnswer): void {
  // Unreached: nothing is new, and a screen or a round that starts at every such word would never rest.
  if (answer.kind === 'notReached' || answer.kind === 'wrongPlatform') return;
  if (answer.kind === 'signedIn') tryChangeKeyring(context, paths, changingEntry(account, { standing: 'good' }));
  else if (answer.kind === 'accountDisabled')
    tryChangeKeyring(context, paths, changingEntry(account, { standing: 'disabled' }));
  else tryChangeKeyring(context, paths, changingEntry(account, { standing: 'passwordRefused' }));
  context.events.publish('session');
}

/** Closes what is open. Unsent work stays where it is. */
export async function leave(context: SessionContext): Promise<void> {
  const { open } = context.state;
  if (!open) return;
  context.state.open = null;
  open.platform.close();
  try {
    await open.attached.stop();
  } finally {
    await open.opened.close();
    context.events.publish('session');
  }
}
