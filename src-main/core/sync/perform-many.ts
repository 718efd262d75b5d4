/** One operation on each of many records, and what is told of those on which it was not done. */
import type { FieldReason } from '#shared/platform-api/interface.ts';
import type { Workspace } from '../workspace.ts';
import type { SyncedCollection } from './collection.ts';
import { inWorkTransaction, perform, type Performed, type Work } from './perform.ts';

export interface RefusedRecord {
  readonly id: string;
  /** Name of the record; the id where it is not here. */
  readonly name: string;
  readonly reasons: FieldReason[];
}
export interface UndoOffer {
  /** Ids of the operations, in the order done. */
  readonly operations: string[];
  readonly seconds: number;
}
export interface BatchOutcome {
  readonly done: string[];
  /** What was done on them, in the same order; none of rows that a file brought. */
  readonly operations: string[];
  /** What can be taken back for some seconds, before it leaves; null where it leaves at once. */
  readonly undo: UndoOffer | null;
  readonly refused: RefusedRecord[];
}
/** What a command on a single record came to. */
export type OperationOutcome =
  | { ok: true; operationId: string }
  | { ok: false; reason: 'refused' | 'notFound' | 'unresolvedWork'; fields?: FieldReason[] };

export interface EachOptions<Data> {
  readonly nameOf: (data: Data) => string;
  /** What is said of a record that is not here. */
  readonly missing: string;
  /** What is to be done to it, its payload checked; or why nothing is. */
  readonly work: (data: Data) => Pick<Work, 'kind' | 'payload'> | FieldReason[];
  /** Held back for as long as the settings of this PC say, so that the person can undo it. */
  readonly undoable?: boolean | undefined;
}

/** In one transaction, in the order asked: each is done or refused by itself; an id that comes twice is done once. */
export function performOnEach<Data>(
  workspace: Workspace,
  collection: SyncedCollection<Data>,
  ids: readonly string[],
  { nameOf, missing, work, undoable = false }: EachOptions<Data>,
): BatchOutcome {
  const done: string[] = [];
  const refused: RefusedRecord[] = [];
  const operations: string[] = [];
  const seconds = undoable ? workspace.settings().undoSeconds : 0;
  const each = () => {
    for (const id of new Set(ids)) {
      const data = collection.read(workspace.database, id)?.data;
      const refuse = (reasons: FieldReason[]) =>
        refused.push({ id, name: data === undefined ? id : nameOf(data), reasons });
      const wanted = data === undefined ? [notHere(missing)] : work(data);
      if (Array.isArray(wanted)) {
        refuse(wanted);
        continue;
      }
      const performed = perform(workspace, collection, { recordId: id, ...wanted });
      if (performed.ok) {
        done.push(id);
        operations.push(performed.operationId);
      } else refuse(reasonsOf(performed, missing));
    }
  };
  inWorkTransaction(workspace, each, seconds * 1000);
  return { done, operations, refused, undo: seconds > 0 && operations.length > 0 ? { operations, seconds } : null };
}

const notHere = (message: string): FieldReason => ({ field: '', code: 'notFound', message });

/** What to tell of one record in a batch that was not done. */
export function reasonsOf(performed: Extract<Performed, { ok: false }>, missing: string): FieldReason[] {
  switch (performed.reason) {
    case 'notFound':
      return [notHere(missing)];
    case 'unresolvedWork':
      return [{ field: '', code: 'unresolvedWork', message: '还有没处理完的报送问题，请先到“报送与冲突”处理' }];
    case 'refused':
      return performed.reasons;
  }
}
