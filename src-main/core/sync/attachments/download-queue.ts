/** Which files are to be had on this PC: those that a person asked for, and those that the person's own work needs. */
import { z } from 'zod';
import { type NamedFile, namedFileSchema } from '#shared/contract/attachments.ts';
import type { Workspace } from '#core/workspace.ts';
import { readMeta, writeMeta } from '#core/database/meta.ts';
import type { CarriedFile, SyncedCollection } from '../collection.ts';

/** A file by the record that names it, as the record describes it. */
export type WantedFile = NamedFile & CarriedFile & { readonly byHand: boolean };

/**
 * Files up to this size come by themselves: photos and documents do (some 3 MB), films do not; on a line of 256 kbit/s this
 * is ten minutes. Larger ones come when a person asks for them.
 */
export const automaticBytes = 20 * 1024 * 1024;

export type Collections = ReadonlyMap<string, SyncedCollection>;

/** Files that the present version of a record names; none where it is not here. */
export function filesNamedBy(
  { database }: Pick<Workspace, 'database'>,
  collections: Collections,
  { collection: name, recordId }: { collection: string; recordId: string },
): (NamedFile & CarriedFile)[] {
  const collection = collections.get(name);
  const record = collection?.filesOf ? collection.read(database, recordId) : null;
  if (!record) return [];
  return (collection?.filesOf?.(record.data) ?? []).map((file) => ({ ...file, collection: name, recordId }));
}

/** What comes without being asked for, each file once; the person's own work first. */
export function automaticFiles(workspace: Workspace, collections: Collections): WantedFile[] {
  const { database, actor, roles } = workspace;
  const wanted = new Map<string, WantedFile>();
  for (const collection of collections.values())
    for (const recordId of collection.recordsToCarry?.(database, {
      account: actor.account,
      roles,
      department: actor.departmentCode,
    }) ?? [])
      for (const file of filesNamedBy(workspace, collections, { collection: collection.collection, recordId }))
        if (file.bytes <= automaticBytes && !wanted.has(file.sha256))
          wanted.set(file.sha256, { ...file, byHand: false });
  return [...wanted.values()];
}

const keptSchema = z.array(namedFileSchema);

/** What a person asked for, kept across starts: a wish made without a network is met when there is one. */
export function createWishes(workspace: Pick<Workspace, 'database'>) {
  const { database } = workspace;
  const wishes = new Map<string, NamedFile>();
  const kept = readMeta(database, 'wantedFiles');
  const parsed = kept === null ? null : keptSchema.safeParse(jsonOf(kept));
  for (const one of parsed?.success ? parsed.data : []) wishes.set(one.sha256, one);
  const keep = (): void => writeMeta(database, 'wantedFiles', JSON.stringify([...wishes.values()]));
  return {
    all: (): NamedFile[] => [...wishes.values()],
    has: (sha256: string): boolean => wishes.has(sha256),
    /** Throws what the database says where it cannot be written. */
    add(files: readonly NamedFile[]): void {
      for (const { sha256, collection, recordId } of files) wishes.set(sha256, { sha256, collection, recordId });
      keep();
    },
    remove(sha256: string): void {
      if (wishes.delete(sha256)) keep();
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Only this list is lost: what was wished can be wished again.
    return null;
  }
}
