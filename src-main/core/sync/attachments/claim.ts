/** An operation that refers to files takes them along: called wherever an entry is put into the outbox. */
import type { Workspace } from '#core/workspace.ts';
import type { SyncedCollection } from '../collection.ts';
import { statement } from '#core/database/statements.ts';
import { noteFile } from './rows.ts';

/** Inside the caller's transaction. Files that only a draft used so far belong to the operation from now on. */
export function claimFiles(
  workspace: Pick<Workspace, 'database' | 'environment' | 'correctedNow'>,
  collection: Pick<SyncedCollection, 'collection' | 'attachmentsOf'>,
  entry: { readonly id: string; readonly recordId: string; readonly kind: string; readonly payload: unknown },
): void {
  const files = collection.attachmentsOf?.(entry.kind, entry.payload) ?? [];
  if (files.length === 0) return;
  const { database } = workspace;
  const at = workspace.correctedNow();
  const draftUse = statement<[string, string, string], { id: string }>(
    database,
    `SELECT id FROM attachment_use WHERE collection = ? AND record_id = ? AND sha256 = ? AND operation_id IS NULL
       AND removed_at IS NULL ORDER BY added_at LIMIT 1`,
  );
  const take = statement<[string, string, string, string]>(
    database,
    'UPDATE attachment_use SET operation_id = ?, name = ?, caption = ? WHERE id = ?',
  );
  const add = statement<string[]>(
    database,
    `INSERT INTO attachment_use (id, sha256, collection, record_id, operation_id, name, caption, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const file of files) {
    // Also a file that is not here: the platform is asked for it, and where nobody has it that is told.
    noteFile(database, file, at);
    const use = draftUse.get(collection.collection, entry.recordId, file.sha256);
    if (use) take.run(entry.id, file.name, file.caption, use.id);
    else {
      const id = workspace.environment.chance.uuid();
      add.run(id, file.sha256, collection.collection, entry.recordId, entry.id, file.name, file.caption, at);
    }
  }
}
