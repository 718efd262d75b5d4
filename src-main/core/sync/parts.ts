/**
 * The decisive steps of the engine behind one interface, so that the fault campaign can put a deliberately wrong one in
 * and prove that it is seen. The client itself always runs `soundParts`; nothing wrong is shipped.
 */
import { classify } from './line/classify.ts';
import { applyPage } from './pull/apply-page.ts';
import { leadsBack } from './pull/trail.ts';
import { freeze } from './outbox/freeze.ts';
import { onFailedBatch } from './push/push-failure.ts';
import { settle } from './push/settle.ts';
import { onAbsent } from './push/resolve-unknown.ts';
import { recoverAtStart } from './recover.ts';
import { summarize } from './outbox/summary.ts';
import { waitAfterFailure } from './backoff.ts';
import { downloadFile } from './attachments/download-file.ts';
import { sendFile } from './attachments/send-file.ts';
import type { SyncParts } from './phases.ts';

export const soundParts: SyncParts = {
  classify,
  freeze,
  settle,
  onFailedBatch,
  onAbsent,
  applyPage,
  leadsBack,
  recoverAtStart,
  summarize,
  waitAfterFailure,
  sendFile,
  downloadFile,
};
