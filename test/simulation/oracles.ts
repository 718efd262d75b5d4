/** What must be true, whatever happened. Each oracle returns the problems that it found, in words for whoever reads them. */
import { verifyAudit } from '#core/audit/audit.ts';
import { attachmentOf } from '#core/sync/attachments/rows.ts';
import { readMeta } from '#core/database/meta.ts';
import type { Database } from '#core/database/types.ts';
import { type Entry, type EntryRow, entryOf } from '#core/sync/outbox/entries.ts';
import type { SyncedCollection } from '#core/sync/collection.ts';
import { filesOfResult, type ResultInput } from '#shared/domains/inspections/results.ts';
import { subjectSchema } from '#shared/domains/inspections/subjects.ts';
import { isUnsettled } from '#shared/trade/delivery.ts';
import { readShadow, replayEntries } from '#core/sync/versions.ts';
import { same } from '#core/sync/conflicts/compare.ts';
import { departments } from '#platform/county.ts';
import type { DemoPlatform } from '#platform/platform.ts';
import type { LoggedOperation } from '#platform/operations-log.ts';
import { type Action, type Ledger, lineOf } from './ledger.ts';
import type { Client } from './client.ts';
import type { Disk } from './downloads.ts';
import { sha256Of } from '../integration/core/sync/attachments/files-in-memory.ts';

const outboxOf = (database: Database): Map<string, Entry> =>
  new Map(
    database
      .prepare<[], EntryRow>('SELECT * FROM outbox ORDER BY sequence')
      .all()
      .map((row) => [row.id, entryOf(row)]),
  );

/** The entry that stands for an action now: itself, or what took its place automatically. */
function standing(outbox: ReadonlyMap<string, Entry>, id: string): Entry | undefined {
  let entry = outbox.get(id);
  while (entry?.state === 'replaced') {
    const next = [...outbox.values()].find(({ replaces }) => replaces === entry?.id);
    if (!next) return entry;
    entry = next;
  }
  return entry;
}

const byThePlatform = (one: LoggedOperation): boolean => one.device === 'platform';

export type Accepted = ReadonlyMap<string, LoggedOperation>;
export const acceptedOn = (platform: DemoPlatform): Accepted =>
  new Map(
    platform.control
      .operationsLog()
      .filter((one) => one.outcome === 'accepted' && !byThePlatform(one))
      .map((one) => [one.id, one]),
  );

export interface FileThere {
  readonly length: number;
  readonly complete: boolean;
}
/** What the platform holds of the work of these PCs. */
export interface OnPlatform {
  readonly accepted: Accepted;
  readonly files: ReadonlyMap<string, FileThere>;
}
export const onPlatform = (platform: DemoPlatform): OnPlatform => ({
  accepted: acceptedOn(platform),
  files: new Map(platform.control.attachments().map((one) => [one.sha256, one])),
});

/** Nothing is on the platform that no user did, nothing twice, nothing that was taken back. */
export function platformHoldsOnlyWhatWasDone(ledger: Ledger, accepted: Accepted): string[] {
  const problems: string[] = [];
  const explained = new Set<string>();
  for (const action of ledger.actions.values()) {
    const standingThere = lineOf(action.id).filter((id) => accepted.has(id));
    for (const id of standingThere) {
      explained.add(id);
      const there = accepted.get(id)!;
      if (there.kind !== action.kind || there.recordId !== action.recordId || !same(there.payload, action.payload))
        problems.push(`${action.kind} ${action.recordId} ${id}: the platform holds other content than was done`);
    }
    if (standingThere.length > 1)
      problems.push(`${action.kind} ${action.recordId} ${action.id}: twice on the platform`);
    if (action.ended !== null && standingThere.length > 0)
      problems.push(`${action.kind} ${action.recordId} ${action.id}: ${action.ended} here, yet on the platform`);
  }
  for (const [id, one] of accepted)
    if (!explained.has(id)) problems.push(`${one.kind} ${one.recordId} ${id}: on the platform, but nobody did it`);
  return problems;
}

/** Every acknowledged action is on the platform or visibly waits with a reason. `quiet`: nothing may wait by itself any more. */
export function nothingIsLost(
  ledger: Ledger,
  member: number,
  database: Database,
  accepted: Accepted,
  quiet: boolean,
): string[] {
  const problems: string[] = [];
  const outbox = outboxOf(database);
  const tell = (action: Action, what: string) =>
    problems.push(`${action.kind} ${action.recordId} ${action.id}: ${what}`);
  for (const action of ledger.of(member)) {
    if (action.ended !== null) continue;
    const entry = standing(outbox, action.id);
    if (!entry) tell(action, 'no longer in the outbox');
    else if (entry.state === 'accepted') {
      const there = accepted.get(entry.id);
      if (!there) tell(action, 'shown as accepted, but the platform does not have it');
      else if (entry.receiptNumber === null) tell(action, 'accepted without a receipt');
    } else if (entry.state === 'withdrawn' || entry.state === 'replaced')
      tell(action, `${entry.state} although nobody did that`);
    else if (quiet && (entry.state === 'queued' || entry.state === 'sending' || entry.state === 'unknown')) {
      const earlier = [...outbox.values()].find(
        (one) =>
          one.recordId === entry.recordId &&
          one.sequence < entry.sequence &&
          ['rejected', 'conflict', 'quarantined'].includes(one.state),
      );
      if (!earlier) tell(action, `still ${entry.state} 60 s after everything was well (${entry.outcomeClass})`);
    } else if (['rejected', 'conflict', 'quarantined'].includes(entry.state) && entry.outcomeClass === null)
      tell(action, `${entry.state} without a reason`);
  }
  return problems;
}

/** 「全部已同步」 is not shown while something is owed, be it an operation or a file of it. */
export function claimIsTrue(ledger: Ledger, member: number, client: Client, platform: () => OnPlatform): string[] {
  const claim = client.engine.summary();
  if (!claim.allDelivered) return [];
  const { accepted, files } = platform();
  const wanted = ledger.of(member).filter(({ ended }) => ended === null);
  const missing = wanted.flatMap((action) => filesOf(action).map((sha256) => ({ action, sha256 })));
  return [
    ...wanted
      .filter((action) => !lineOf(action.id).some((id) => accepted.has(id)))
      .map((action) => `${action.kind} ${action.recordId} ${action.id}`),
    ...missing
      .filter(({ sha256 }) => !files.get(sha256)?.complete)
      .map(({ action, sha256 }) => `file ${sha256.slice(0, 8)} of ${action.recordId}`),
  ].map((what) => `「全部已同步」 although ${what} is not on the platform`);
}

/** What a person did and what is not settled yet is what they see: the platform's version with their work on it. */
export function unsentWorkIsSeen(client: Client): string[] {
  const { database } = client;
  const problems: string[] = [];
  const owed = [...outboxOf(database).values()].filter(({ state }) => isUnsettled(state));
  for (const recordId of new Set(owed.map((entry) => entry.recordId))) {
    const entries = owed.filter((entry) => entry.recordId === recordId);
    const collection = client.engine.context.collections.get(entries[0]?.collection ?? '');
    if (!collection) {
      problems.push(`${recordId}: work of an unknown collection`);
      continue;
    }
    const shadow = readShadow(database, collection, recordId);
    if (!shadow) problems.push(`${recordId}: carries unsent work without the version that it rests on`);
    if (!shadow?.data || shadow.revision < 0) continue;
    const { data } = replayEntries(collection, recordId, shadow.data, entries);
    if (!same(data, collection.read(database, recordId)?.data)) problems.push(`${recordId}: unsent work is not seen`);
  }
  return problems;
}

/** Client and platform hold the same records in the same versions. */
export function agree(client: Client, platform: DemoPlatform): string[] {
  const { database } = client;
  const problems = [...client.engine.context.collections.values()].flatMap((one) => agreeOn(one, client, platform));
  const left = (table: string) =>
    database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
  for (const table of ['record_shadow', 'incoming_version', 'reconcile_seen'])
    if (left(table) > 0) problems.push(`${left(table)} rows left in ${table}`);
  return problems;
}

function agreeOn(collection: SyncedCollection, { database, workspace }: Client, platform: DemoPlatform): string[] {
  const problems: string[] = [];
  const name = collection.collection;
  const there = new Set(platform.control.visibleIds(name, workspace.department.code));
  for (const id of there) {
    const theirs = platform.control.record(name, id);
    const mine = collection.read(database, id);
    if (!theirs) continue;
    if (!mine) problems.push(`${id}: on the platform, not here`);
    else if (!same(mine.data, collection.schema.parse(theirs.data))) problems.push(`${id}: content differs`);
    else if (mine.revision !== theirs.revision)
      problems.push(`${id}: revision ${mine.revision} here, ${theirs.revision} there`);
  }
  for (let after: string | null = null; ;) {
    const ids = collection.ids(database, after, 1000);
    after = ids.at(-1) ?? null;
    if (after === null) break;
    for (const id of ids) if (!there.has(id)) problems.push(`${id}: here, not on the platform`);
  }
  return problems;
}

/** No result is made public twice, and none is public that was not made so. `before`: those that were public from the beginning. */
export function publishedOnce(platform: DemoPlatform, before: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const madePublic = new Set<string>();
  for (const { recordId } of platform.control.inspections.publications()) {
    if (madePublic.has(recordId)) problems.push(`${recordId}: made public twice`);
    madePublic.add(recordId);
  }
  for (const id of publishedSubjects(platform))
    if (!before.has(id) && !madePublic.has(id)) problems.push(`${id}: public, yet never made so`);
  return problems;
}

/** Ids of the subjects whose result is public now. */
export const publishedSubjects = (platform: DemoPlatform): Set<string> =>
  new Set(
    departments
      .flatMap(({ code }) => platform.control.visibleIds('inspectionSubjects', code))
      .filter(
        (id) => subjectSchema.parse(platform.control.record('inspectionSubjects', id)?.data).stage === 'published',
      ),
  );

/** Hashes of the files that an action carries. */
const filesOf = ({ payload }: Action): string[] => filesOfResult((payload as { result?: ResultInput }).result ?? null);

/**
 * Each file of what was accepted is on the platform, once and whole, or visibly waits here; `quiet`: nothing may wait any
 * more. Where it is and where it is shown as delivered must not differ either way.
 */
export function filesArrived(
  ledger: Ledger,
  member: number,
  database: Database,
  platform: DemoPlatform,
  quiet: boolean,
): string[] {
  const { accepted, files } = onPlatform(platform);
  const done = ledger
    .of(member)
    .filter(({ ended, id }) => ended === null && lineOf(id).some((one) => accepted.has(one)));
  const carried = new Map(
    done.flatMap((action) => filesOf(action).map((sha256) => [sha256, action.recordId] as const)),
  );
  return [...carried].flatMap(([sha256, recordId]) => {
    const tell = (words: string) => [`${recordId}: file ${sha256.slice(0, 8)} ${words}`];
    const row = attachmentOf(database, sha256);
    if (files.get(sha256)?.complete) {
      const whole = Buffer.concat(platform.control.attachmentParts(sha256).map(({ content }) => content));
      if (sha256Of(whole) !== sha256) return tell('arrived as something else');
      return quiet && row?.state !== 'delivered' ? tell(`arrived, yet is shown as ${row?.state ?? 'unknown'}`) : [];
    }
    if (!row) return tell('is neither there nor known here');
    if (row.state === 'delivered') return tell('is shown as delivered and is not there');
    if (row.state === 'failed' && row.outcome_class === null) return tell('failed without a reason');
    return quiet ? tell(`never arrived: ${row.state} ${row.outcome_class ?? ''}`) : [];
  });
}

/** What lies on a PC under a hash has it: nothing is kept half or damaged. Looked at once, as files do not change. */
export function keptFilesAreWhole({ kept }: Disk): string[] {
  return [...kept]
    .filter(([sha256, content]) => {
      const hash = hashes.get(content) ?? sha256Of(content);
      hashes.set(content, hash);
      return hash !== sha256;
    })
    .map(([sha256]) => `file ${sha256.slice(0, 8)} lies here as something else`);
}
const hashes = new WeakMap<Buffer, string>();

/** Files that the person's own work needs, that the platform has, and that have not come. */
export const filesNotFetched = (client: Client, platform: () => OnPlatform): string[] =>
  (client.engine.context.downloads?.missing() ?? [])
    .filter(({ sha256 }) => platform().files.get(sha256)?.complete)
    .map(({ recordId, sha256 }) => `${recordId}: file ${sha256.slice(0, 8)} was never fetched`);

export function auditIsWhole(database: Database): string[] {
  const verdict = verifyAudit(database);
  return verdict.ok ? [] : [`audit chain broken at ${verdict.brokenAt}: ${verdict.problem}`];
}

/** Whether the client can know what the platform knows: same history, nothing left to be asked again. */
export const sharesHistory = (database: Database, epoch: string): boolean =>
  readMeta(database, 'platformEpoch') === epoch && Number(readMeta(database, 'recheckAcceptedBelow') ?? 0) === 0;
