/** The composition of the core: its rooms are put together here, each named once. */
import { readShippedCalendars } from './calendar/calendar.ts';
import { eventsRouter, sessionRouter } from './accounts/router.ts';
import { createSession } from './accounts/session.ts';
import type { Session } from './accounts/session.ts';
import type { Attached, Opening } from './accounts/session-context.ts';
import { forgivingTokens, type TokenStore } from './accounts/platform-session.ts';
import type { RunBackup } from './backups/schedule.ts';
import { runBackupHere } from './backups/schedule.ts';
import { backupsRouter } from './backups/router.ts';
import { enterprisesRouter } from './enterprises/router.ts';
import type { Environment } from './environment.ts';
import { collections, countRecords, domains, draftForms, papers, sheets } from './domains.ts';
import { createEventHub } from './events.ts';
import type { EventHub } from './events.ts';
import { createExports } from './exports/exports.ts';
import { type OpenFile, openWithSystem } from './exports/opener.ts';
import { exportsRouter } from './exports/router.ts';
import { startExportInThread } from './exports/thread.ts';
import { createDraftsRouter } from './drafts/router.ts';
import { filesOfDrafts } from './drafts/store.ts';
import { foldersRouter } from './folders/router.ts';
import { handoverRouter } from './handover/router.ts';
import { inspectionsRouter } from './inspections/router.ts';
import { inspectorsRouter } from './inspectors/router.ts';
import { newsRouter } from './news/router.ts';
import { noticesRouter } from './notices/router.ts';
import type { ChooseFolder, CoreContext, Notify } from './router.ts';
import { countDaysAgain } from './settings/days.ts';
import { searchRouter } from './search/router.ts';
import { settingsRouter } from './settings/router.ts';
import { attachmentsRouter } from './sync/attachments/router.ts';
import { createDownloadStore } from './sync/attachments/download-store.ts';
import { attachmentsDirectory } from './sync/attachments/folder.ts';
import { forgetUnused, openAttachmentStore } from './sync/attachments/store.ts';
import { createSyncEngine } from './sync/engine.ts';
import { conflictsRouter, connectionRouter, outboxRouter } from './sync/router.ts';
import { workbenchRouter } from './workbench/router.ts';

export interface CoreOptions {
  /** Where everything of this PC's user lies. */
  readonly dataDirectory: string;
  /** Shipped files: calendars, code tables, templates. */
  readonly resourcesDirectory: string;
  readonly migrationsDirectory: string;
  /** Default folder for exported files; absent: beside the database. */
  readonly exportsDirectory?: string | null;
  /** Address given at the start; goes before the one that was configured. */
  readonly platformUrl?: string | null;
  readonly environment: Environment;
  readonly clientVersion: string;
  /** Absent: in this thread. */
  readonly runBackup?: RunBackup;
  /** The system's keystore, where the shell has one. */
  readonly tokens?: TokenStore;
  /** The shell's way to open a finished file; absent: the system's own command. */
  readonly openFile?: OpenFile;
  /** The shell's window for choosing a folder, where it has one. */
  readonly chooseFolder?: ChooseFolder;
  /** The shell's notifications, where it has any. */
  readonly notify?: Notify;
}

const router = {
  session: sessionRouter,
  connection: connectionRouter,
  outbox: outboxRouter,
  conflicts: conflictsRouter,
  attachments: attachmentsRouter,
  notices: noticesRouter,
  inspections: inspectionsRouter,
  inspectors: inspectorsRouter,
  enterprises: enterprisesRouter,
  drafts: createDraftsRouter(draftForms),
  exports: exportsRouter,
  workbench: workbenchRouter,
  search: searchRouter,
  news: newsRouter,
  settings: settingsRouter,
  backups: backupsRouter,
  folders: foldersRouter,
  handover: handoverRouter,
  events: eventsRouter,
};
export type CoreRouter = typeof router;

export interface RunningCore {
  readonly router: CoreRouter;
  /** To be handed to the router with every call. */
  readonly context: CoreContext;
  readonly events: EventHub;
  readonly session: Session;
  /** Ends in order: the schedule stops, what was written is brought into the file, locks are let go. Unsent work stays. */
  close(): Promise<void>;
}

/** Builds the core. Opens no database: that is for whoever signs in. Throws for resources that are not there. */
export function createCore(options: CoreOptions): RunningCore {
  const { environment, dataDirectory, clientVersion } = options;
  const chooseFolder = options.chooseFolder ?? (() => Promise.resolve(null));
  const notify = options.notify ?? (() => Promise.resolve(false));
  const events = createEventHub();
  const session = createSession({
    environment,
    events,
    dataDirectory,
    migrationsDirectory: options.migrationsDirectory,
    exportsDirectory: options.exportsDirectory ?? null,
    clientVersion,
    calendars: readShippedCalendars(options.resourcesDirectory),
    runBackup: options.runBackup ?? runBackupHere(countRecords),
    countRecords,
    tokens: forgivingTokens(options.tokens, environment.log),
    platformUrl: options.platformUrl ?? null,
    attach: (opening) => attach(opening, events, options),
  });
  return {
    router,
    context: { core: { environment, events, clientVersion, dataDirectory, session, chooseFolder, notify } },
    events,
    session,
    async close() {
      await session.close();
      events.close();
    },
  };
}

/** What lives as long as somebody is signed in. */
function attach(opening: Opening, events: EventHub, options: CoreOptions): Attached {
  const { workspace, platform, backups, lost, baseUrl } = opening;
  const { clientVersion } = options;
  if (opening.calendarChanged) workspace.database.transaction(() => countDaysAgain(workspace, domains)).immediate();
  const { databaseKey } = opening;
  const attachments = openAttachmentStore({ workspace, databaseKey });
  const directory = attachmentsDirectory(workspace.directory);
  const downloads = createDownloadStore({ directory, databaseKey, chance: workspace.environment.chance });
  const sync = createSyncEngine({
    workspace,
    collections,
    platform,
    baseUrl,
    clientVersion,
    lost,
    attachments,
    downloads,
  });
  // Signing in again, or another address, may have cured what stopped the last round.
  const stopListening = events.listen((topic) => {
    if (topic === 'session') sync.sessionChanged();
  });
  sync.start();
  // After lost work was taken in again: what it refers to is needed.
  forgetUnused(workspace, [...collections, { attachmentsHeld: filesOfDrafts }], attachments, lost);
  const openFile = options.openFile ?? openWithSystem;
  const exports = createExports({
    workspace,
    databaseKey,
    start: startExportInThread(),
    open: openFile,
    resourcesDirectory: options.resourcesDirectory,
    sheets,
    papers,
  });
  return {
    unlocked: { workspace, platform, backups, sync, attachments, exports, openFile, domains },
    async stop() {
      stopListening();
      await Promise.all([sync.stop(), exports.close()]);
      downloads.close();
      attachments.close();
    },
  };
}
