/** An unlocked department on this PC: the database, the person, and what domains need to write. */
import type { Actor, Department } from '#shared/platform-api/common.ts';
import type { EventTopic } from '#shared/domains/collections.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { Calendar } from '#shared/trade/working-days.ts';
import type { WorkJournal } from './database/journal.ts';
import type { Database } from './database/types.ts';
import type { Environment } from './environment.ts';
import type { PlatformTime } from './platform-time.ts';

export interface Workspace {
  readonly environment: Environment;
  readonly database: Database;
  readonly department: Department;
  readonly actor: Actor;
  readonly roles: readonly string[];
  /** Folder of this department's files: database, attachments, backups. */
  readonly directory: string;
  /** Where done work is written a second time, for the day the database is damaged. */
  readonly journal: WorkJournal;
  readonly platformTime: PlatformTime;
  /** The platform's time as well as it is known here, ISO instant. */
  correctedNow(): string;
  /** Calendar date in China by the corrected clock. */
  today(): string;
  calendar(): Calendar;
  settings(): Settings;
  /** Folder for exported files: the one set by the person, else the default. */
  exportsDirectory(): string;
  /** Tells screens that something changed; sent after the transaction, coalesced. */
  changed(topic: EventTopic): void;
}
