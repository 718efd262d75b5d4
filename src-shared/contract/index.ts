/** Everything that the renderer may ask of the core. A new domain adds one file and one line here. */
import { attachmentsContract } from './attachments.ts';
import { backupsContract } from './backups.ts';
import { conflictsContract } from './conflicts.ts';
import { connectionContract } from './connection.ts';
import { handoverContract } from './handover.ts';
import { inspectionsContract, inspectorsContract } from './inspections.ts';
import { noticesContract } from './notices.ts';
import { outboxContract } from './outbox.ts';
import { sessionContract } from './session.ts';
import {
  enterprisesContract,
  eventsContract,
  exportsContract,
  settingsContract,
  workbenchContract,
} from './workspace.ts';

export const contract = {
  session: sessionContract,
  connection: connectionContract,
  workbench: workbenchContract,
  notices: noticesContract,
  inspections: inspectionsContract,
  inspectors: inspectorsContract,
  enterprises: enterprisesContract,
  outbox: outboxContract,
  conflicts: conflictsContract,
  attachments: attachmentsContract,
  exports: exportsContract,
  settings: settingsContract,
  backups: backupsContract,
  handover: handoverContract,
  events: eventsContract,
};
export type Contract = typeof contract;
