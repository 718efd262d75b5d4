/** What the router hands to procedures that need a signed-in person: everything that lives as long as an open department. */
import type { PlatformSession } from './accounts/platform-session.ts';
import type { BackupSchedule } from './backups/schedule.ts';
import type { Domain } from './domain.ts';
import type { Exports } from './exports/exports.ts';
import type { OpenFile } from './exports/opener.ts';
import type { AttachmentStore } from './sync/attachments/store.ts';
import type { SyncEngine } from './sync/engine.ts';
import type { Workspace } from './workspace.ts';

export interface Unlocked {
  readonly workspace: Workspace;
  /** The session with the platform, for whoever exchanges something with it. */
  readonly platform: PlatformSession;
  readonly backups: BackupSchedule;
  readonly sync: SyncEngine;
  readonly attachments: AttachmentStore;
  readonly exports: Exports;
  /** Opens a file that the core has written with the system's own program. */
  readonly openFile: OpenFile;
  /** Whom rooms ask for what they need; none by name. */
  readonly domains: readonly Domain[];
}
