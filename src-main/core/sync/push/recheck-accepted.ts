/**
 * After the platform's history was replaced or set back: asks for what it had accepted, newest first. What it no longer
 * knows goes back into the queue under the SAME id; if it knew it after all, it would answer `duplicate`.
 */
import { appendAudit } from '#core/audit/audit.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { Exchange } from '../line/classify.ts';
import { collectionOf, type SyncContext } from '../context.ts';
import type { Run } from '../run.ts';
import { type Entry, type EntryRow, entryOf } from '../outbox/entries.ts';
import { backToQueue, unfreeze } from '../outbox/states.ts';
import { statement } from '#core/database/statements.ts';
import { refreshEffective, writeShadow } from '../versions.ts';

/** A history that is set back loses its end: so many known ones in a row, and the rest is taken for known. */
const enoughKnown = 100;

export async function recheckAccepted(context: SyncContext, run: Run): Promise<Exchange<null>> {
  const { database } = context.workspace;
  const next = statement<[number], EntryRow>(
    database,
    "SELECT * FROM outbox WHERE state = 'accepted' AND sequence < ? ORDER BY sequence DESC LIMIT 1",
  );
  for (let known = 0; ;) {
    const below = Number(readMeta(database, 'recheckAcceptedBelow') ?? 0);
    if (below <= 0) return { ok: true, value: null };
    const row = known < enoughKnown ? next.get(below) : undefined;
    if (!row) {
      writeMeta(database, 'recheckAcceptedBelow', '0');
      continue;
    }
    const told = await context.client.operationStatus(row.id, run.signal);
    run.check();
    run.progress();
    if (!told.ok) return told;
    known = told.value.outcome === null ? 0 : known + 1;
    database
      .transaction(() => {
        if (told.value.outcome === null) requeue(context, entryOf(row));
        writeMeta(database, 'recheckAcceptedBelow', String(row.sequence));
      })
      .immediate();
  }
}

function requeue(context: SyncContext, entry: Entry): void {
  const { workspace } = context;
  const { database } = workspace;
  unfreeze(database, entry.id);
  backToQueue(database, entry.id);
  const collection = collectionOf(context, entry.collection);
  if (collection?.creation?.kind === entry.kind) {
    // The record began with this operation: there is no version to wait for.
    writeShadow(database, entry.collection, entry.recordId, { revision: 0, data: null });
    refreshEffective(workspace, collection, entry.recordId);
  } else {
    const known = statement<[string, string]>(
      database,
      'UPDATE record_shadow SET revision = -1 WHERE collection = ? AND record_id = ?',
    ).run(entry.collection, entry.recordId);
    const stored = collection?.read(database, entry.recordId);
    if (known.changes === 0)
      writeShadow(database, entry.collection, entry.recordId, { revision: -1, data: stored?.data ?? null });
  }
  appendAudit(workspace, {
    action: 'outbox.requeued',
    collection: entry.collection,
    recordId: entry.recordId,
    operationId: entry.id,
    detail: `平台数据恢复后不再有这项已受理的操作，按原编号重新报送：${entry.recordTitle}`,
  });
  workspace.changed('outbox');
}
