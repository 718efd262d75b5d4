/** Everything that happened to one record: told by the record, by the outbox and by the audit, in the order of time. */
import type { OperationKinds, OperationOf, Operations } from '#shared/records/operations.ts';
import type { TimelineEntry } from '#shared/records/parts.ts';
import { toldByAudit } from '../audit/timeline.ts';
import type { Database } from '../database/types.ts';
import { type Entry, entriesOn } from '../sync/outbox/entries.ts';

/** What the record itself tells; the outbox adds how far the delivery is. */
export type Told = Pick<TimelineEntry, 'at' | 'title' | 'person' | 'detail'>;

export interface Story<Kinds extends OperationKinds, Data> {
  readonly collection: string;
  readonly recordId: string;
  readonly operations: Operations<Kinds, Data>;
  readonly toldByRecord: readonly Told[];
  /** What work done here says; a title of its own where the name of the kind says too little. */
  workWords(operation: OperationOf<Kinds>): { readonly title?: string; readonly detail: string };
}

/** Oldest first. */
export function timelineOf<Kinds extends OperationKinds, Data>(
  database: Database,
  story: Story<Kinds, Data>,
): TimelineEntry[] {
  const { collection, recordId } = story;
  const work = withoutRebased(entriesOn(database, collection, recordId)).map((entry) => toldByOutbox(entry, story));
  // What was done here also stands in the record once it is applied: the outbox tells it with its delivery.
  const doneHere = new Set(work.map(whoAndWhen));
  const elsewhere = story.toldByRecord
    .filter((told) => !doneHere.has(whoAndWhen(told)))
    .map((told): TimelineEntry => ({ ...told, place: 'platform', delivery: null }));
  return [...elsewhere, ...work, ...toldByAudit(database, collection, recordId)].sort(byTime);
}

/** What was put on a newer version by itself was done once: it is told by the entry that took its place. */
function withoutRebased(entries: readonly Entry[]): Entry[] {
  const taken = new Set(entries.flatMap(({ replaces, time }) => (replaces === null ? [] : [`${replaces} ${time}`])));
  return entries.filter(({ id, time }) => !taken.has(`${id} ${time}`));
}

function toldByOutbox<Kinds extends OperationKinds, Data>(
  entry: Entry,
  { operations, workWords }: Story<Kinds, Data>,
): TimelineEntry {
  const read = operations.read(entry);
  const words = read.ok ? workWords(read.operation) : { detail: '' };
  return {
    at: entry.time,
    title: words.title ?? operations.forSync.operationNames[entry.kind] ?? entry.kind,
    person: entry.actor.name,
    place: entry.state === 'accepted' ? 'delivered' : 'local',
    delivery: entry.state,
    detail: words.detail,
  };
}

const whoAndWhen = ({ at, person }: Told): string => `${at} ${person}`;
const byTime = (one: Told, other: Told): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
