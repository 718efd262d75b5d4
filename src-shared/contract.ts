/** Everything that the renderer may ask of the core. A new domain adds one file and one line here. */
import { attachmentsContract } from './contract/attachments.ts';
import { backupsContract } from './contract/backups.ts';
import { conflictsContract } from './contract/conflicts.ts';
import { connectionContract } from './contract/connection.ts';
import { draftsContract } from './contract/drafts.ts';
import { handoverContract } from './contract/handover.ts';
import { inspectionsContract } from './domains/inspections/contract.ts';
import { inspectorsContract } from './domains/inspectors/contract.ts';
import { noticesContract } from './domains/notices/contract.ts';
import { outboxContract } from './contract/outbox.ts';
import { sessionContract } from './contract/session.ts';
import { enterprisesContract } from './domains/enterprises/contract.ts';
import { eventsContract } from './contract/events.ts';
import { exportsContract } from './contract/exports.ts';
import { settingsContract } from './contract/settings.ts';
import { workbenchContract } from './contract/workbench.ts';

export const contract = {
  session: sessionContract,
  connection: connectionContract,
  workbench: workbenchContract,
  notices: noticesContract,
  inspections: inspectionsContract,
  inspectors: inspectorsContract,
  enterprises: enterprisesContract,
  drafts: draftsContract,
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
