/**
 * Work that the journal still has and the database lost, because the file was set back in time: taken in again under the
 * same ids. It may long have been delivered, so it is asked for before anything is sent.
 */
import { z } from 'zod';
import { actorSchema } from '#shared/platform-api/common.ts';
import { appendAudit } from '../audit/audit.ts';
import type { JournalEntry } from '../database/journal.ts';
import { readMeta } from '../database/meta.ts';
import { collectionOf, type SyncContext } from './context.ts';
import { entryById, insertEntry } from './entries.ts';
import { markFailed } from './outbox-states.ts';
import { readShadow, refreshEffective, writeShadow } from './versions.ts';

/** Takes lost entries in, in the order in which they were done. Entries that are here already are left alone. */
export function takeInLost(context: SyncContext, lost: readonly JournalEntry[]): void {
  if (lost.length === 0) return;
  const { workspace } = context;
  const { database } = workspace;
  const deviceEpoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
  database
    .transaction(() => {
      for (const entry of lost) {
        const actor = actorSchema.safeParse(entry.actor);
        if (entryById(database, entry.id) || !z.uuid().safeParse(entry.id).success || !actor.success) continue;
        insertEntry(database, { ...entry, actor: actor.data, deviceEpoch });
        markFailed(database, entry.id, 'unknown', {
          class: 'interrupted',
          detail: '数据库恢复后由工作日志补回，先向平台核实',
          raw: null,
        });
        const collection = collectionOf(context, entry.collection);
        if (!collection) continue;
        if (!readShadow(database, collection, entry.recordId)) {
          const stored = collection.read(database, entry.recordId);
          // Where the record itself came after the backup, the next version that comes is its base.
          writeShadow(database, entry.collection, entry.recordId, stored ?? { revision: -1, data: null });
        }
        refreshEffective(database, collection, entry.recordId, workspace.today());
      }
      appendAudit(workspace, {
        action: 'outbox.takenIn',
        detail: `数据库比工作日志旧，补回 ${lost.length} 项操作，先向平台核实`,
      });
    })
    .immediate();
  workspace.changed('outbox');
}
