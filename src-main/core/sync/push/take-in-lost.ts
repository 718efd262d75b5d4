/**
 * Work that the journal still has and the database lost, because the file was set back in time: taken in again under the
 * same ids. It may long have been delivered, so it is asked for before anything is sent.
 */
import { isUnsettled } from '#shared/trade/delivery.ts';
import { appendAudit } from '#core/audit/audit.ts';
import type { JournalEntry } from '#core/database/journal.ts';
import { readMeta } from '#core/database/meta.ts';
import type { Database } from '#core/database/types.ts';
import { claimFiles } from '../attachments/claim.ts';
import { lineOf } from '../conflicts/conflicts.ts';
import { collectionOf, type SyncContext } from '../context.ts';
import { endEntry, entryById, insertEntry, takePlace, unsettledOf } from '../outbox/entries.ts';
import { markFailed } from '../outbox/states.ts';
import { readShadow, refreshEffective, writeShadow } from '../versions.ts';

/**
 * What the journal says and the database does not: entries that it never had, and withdrawals of entries that it still
 * holds as owed. An entry that was done and taken back is not lost, nor is one whose replacement was taken back.
 */
export function findLost(database: Database, entries: readonly JournalEntry[]): JournalEntry[] {
  const isOver = endsIn(entries);
  return entries.flatMap((entry): JournalEntry[] => {
    const known = entryById(database, entry.id);
    const owed = known !== null && isUnsettled(known.state);
    if (entry.ended !== undefined) return owed ? [entry] : [];
    if (known === null) return isOver(entry.id) ? [] : [entry];
    return owed && isOver(entry.id) ? [{ ...entry, ended: 'withdrawn' }] : [];
  });
}

/** Whether work was taken back in the end, by the journal: itself, what a person put in its place, or what took it automatically. */
function endsIn(entries: readonly JournalEntry[]): (id: string) => boolean {
  const withdrawn = new Set(entries.flatMap(({ id, ended }) => (ended === undefined ? [] : [id])));
  const replacements = new Map(entries.flatMap(({ id, replaces }) => (replaces === null ? [] : [[replaces, id]])));
  const own = new Set(entries.flatMap(({ id, ended }) => (ended === undefined ? [id] : [])));
  // What the journal ends or replaces without having written it down took somebody's place automatically.
  const automatic = [...withdrawn, ...replacements.keys()].some((id) => !own.has(id));
  const isOver = (id: string): boolean =>
    (automatic ? lineOf(id) : [id]).some((one) => {
      const replacement = replacements.get(one);
      return withdrawn.has(one) || (replacement !== undefined && isOver(replacement));
    });
  return isOver;
}

/** Takes lost entries in, in the order in which they were done. Entries that are here already are left alone. */
export function takeInLost(context: SyncContext, lost: readonly JournalEntry[]): void {
  if (lost.length === 0) return;
  const { workspace } = context;
  const { database } = workspace;
  const deviceEpoch = Number(readMeta(database, 'deviceEpoch') ?? 1);
  database
    .transaction(() => {
      for (const entry of lost) {
        const collection = collectionOf(context, entry.collection);
        if (entry.ended !== undefined) endEntry(database, entry.id, 'withdrawn', workspace.correctedNow());
        else if (!entryById(database, entry.id)) takeIn(context, entry, deviceEpoch);
        if (collection) refreshEffective(workspace, collection, entry.recordId);
      }
      appendAudit(workspace, {
        action: 'outbox.takenIn',
        detail: `数据库比工作日志旧，补回 ${lost.length} 项操作，先向平台核实`,
      });
    })
    .immediate();
  workspace.changed('outbox');
}

function takeIn(context: SyncContext, entry: JournalEntry, deviceEpoch: number): void {
  const { workspace } = context;
  const { database } = workspace;
  const { replaces } = entry;
  const replaced =
    replaces === null
      ? undefined
      : unsettledOf(database, entry.collection, entry.recordId).find(({ id }) => lineOf(id).includes(replaces));
  insertEntry(database, { ...entry, deviceEpoch });
  if (replaced) {
    endEntry(database, replaced.id, 'replaced', workspace.correctedNow());
    takePlace(database, entry.id, replaced.id);
  }
  markFailed(database, entry.id, 'unknown', {
    class: 'interrupted',
    detail: '数据库恢复后由工作日志补回，先向平台核实',
    raw: null,
  });
  const collection = collectionOf(context, entry.collection);
  if (collection) claimFiles(workspace, collection, entry);
  if (!collection || readShadow(database, collection, entry.recordId)) return;
  const stored = collection.read(database, entry.recordId);
  // Where the record itself came after the backup, the next version that comes is its base. A record that begins with
  // this very operation rests on nothing.
  const begins = collection.creation?.kind === entry.kind;
  writeShadow(database, entry.collection, entry.recordId, stored ?? { revision: begins ? 0 : -1, data: null });
}
