/** Hands on the platform for tests, simulation and demonstration: other people's work, mishaps of the platform, counters. */
import { createHash } from 'node:crypto';
import type { Outcome } from '#shared/platform-api/interface.ts';
import { collectionNamed, streamOf } from './collections.ts';
import { departments } from './county.ts';
import type { DomainControl, Hands, PlatformDomain } from './domain.ts';
import { type DomainControls, domains } from './domains.ts';
import type { Faults } from './faults.ts';
import { type OperationContext, takeOperation } from './operations.ts';
import { type LoggedOperation, operationsLog } from './operations-log.ts';
import type { Random } from './random.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store.ts';

export function createControl(options: {
  store: () => Store;
  context: () => OperationContext;
  sessions: Sessions;
  faults: Faults;
  requests: { total: number; byCall: Map<string, number> };
  random: Random;
  clock: () => number;
  replaceState: (snapshot: Buffer) => void;
}) {
  const { store, context, sessions, faults, requests, random, clock } = options;
  const departmentCodes = departments.map(({ code }) => code);

  const writeData = (collectionName: string, id: string, data: unknown): number => {
    const collection = collectionNamed(collectionName);
    if (!collection) throw new Error(`unknown collection ${collectionName}`);
    return store().transaction(() =>
      store().write(
        collectionName,
        id,
        JSON.stringify(data),
        collection.audience(data, departmentCodes),
        collection.isOpen(data),
      ),
    );
  };
  const record = (collection: string, id: string): { revision: number; data: unknown } | null => {
    const found = store().find(collection, id);
    return found ? { revision: found.revision, data: JSON.parse(found.data) as unknown } : null;
  };

  return {
    faults,
    ...controlsOf({ store, record, writeData, random, clock }),
    /** Makes or replaces a record without any rule or schema; for faults that tests want. */
    writeRecord: (collection: string, id: string, data: unknown): { id: string; revision: number } => ({
      id,
      revision: writeData(collection, id, data),
    }),
    /** The current version of a record, whoever may see it. */
    record,
    /** Ids of all records of a collection that the department sees now, oldest change first. */
    visibleIds: (collection: string, department: string): string[] =>
      store().visibleIds(collection, streamOf(collection, department)),
    /** Takes a record from everybody's sight. */
    withdraw(collection: string, id: string): number {
      const found = store().find(collection, id);
      if (!found) throw new Error(`unknown record ${id}`);
      return store().transaction(() => store().write(collection, id, found.data, [], false));
    },
    /** Somebody works on the platform itself, always on the newest version. Returns the outcome. */
    colleagueOperation(
      account: string,
      operation: { kind: string; recordId: string; payload: unknown },
    ): { id: string; outcome: Outcome } {
      const person = context().accounts.find((one) => one.account === account);
      if (!person) throw new Error(`unknown account ${account}`);
      const collection = operation.kind.split('.', 1)[0] ?? '';
      const id = random.uuid();
      const text = takeOperation(
        {
          id,
          collection,
          ...operation,
          baseRevision: record(collection, operation.recordId)?.revision ?? 0,
          actor: {
            account,
            name: person.name,
            departmentCode: person.department.code,
            departmentName: person.department.name,
          },
          time: new Date(clock()).toISOString(),
        },
        { device: 'platform', deviceEpoch: 1, signedInOn: 'platform', account, department: person.department.code },
        context(),
      );
      return { id, outcome: JSON.parse(text) as Outcome };
    },
    expireSessions: (): void => sessions.expire(),
    /** Rights given or taken on the platform; sessions that are open are asked by the new ones. */
    setRoles: (account: string, roles: readonly string[]): void => sessions.setRoles(account, roles),
    disableAccount: (account: string): void => sessions.setDisabled(account, true),
    enableAccount: (account: string): void => sessions.setDisabled(account, false),
    /** Oldest client version served from now on. */
    setOldestClient: (version: string): void => store().setMeta('oldestClient', version),
    /** A new epoch: cursors and revisions of the old one mean nothing any more. */
    changeEpoch: (epoch = `e-${random.hex(12)}`): string => {
      store().setMeta('epoch', epoch);
      return epoch;
    },
    changePlatformId: (id = `other-${random.hex(8)}`): string => {
      store().setMeta('platformId', id);
      return id;
    },
    /** The whole state as the bytes of a SQLite file. */
    snapshot(): Buffer {
      const bytes = store().database.serialize();
      // Write-ahead mode is marked in the header and cannot be opened from memory: a snapshot is a plain file.
      bytes[18] = 1;
      bytes[19] = 1;
      return bytes;
    },
    /** Sets the platform back to a snapshot; with `changeEpoch` as an honest platform does after such an event. */
    restore(snapshot: Buffer, how: { changeEpoch: boolean }): void {
      options.replaceState(snapshot);
      if (how.changeEpoch) store().setMeta('epoch', `e-${random.hex(12)}`);
    },
    operationsLog: (): LoggedOperation[] => operationsLog(store()),
    /** Attachments and how far they have come, in bytes. */
    attachments: (): { sha256: string; length: number; stored: number; complete: boolean }[] =>
      store()
        .database.prepare<[], { sha256: string; length: number; stored: number; complete: number }>(
          'SELECT * FROM attachment ORDER BY sha256',
        )
        .all()
        .map((row) => ({ ...row, complete: row.complete === 1 })),
    /** The parts of an attachment as they are kept, in order; offsets in bytes. */
    attachmentParts: (sha256: string): { start: number; content: Buffer }[] =>
      store()
        .database.prepare<[string], { start: number; content: Buffer }>(
          'SELECT start, content FROM attachment_part WHERE sha256 = ? ORDER BY start',
        )
        .all(sha256),
    /** Requests since the start, by call (`GET /v1/changes`). */
    requests: (): { total: number; byCall: Record<string, number> } => ({
      total: requests.total,
      byCall: Object.fromEntries(requests.byCall),
    }),
    /** SHA-256 over all records in order: two platforms with the same content have the same. */
    fingerprint(): string {
      const hash = createHash('sha256');
      const rows = store()
        .database.prepare<[], { collection: string; id: string; revision: number; data: string }>(
          'SELECT collection, id, revision, data FROM record ORDER BY number',
        )
        .iterate();
      for (const row of rows) hash.update(`${row.collection}\n${row.id}\n${row.revision}\n${row.data}\n`);
      return hash.digest('hex');
    },
  };
}
export type Control = ReturnType<typeof createControl>;

/** What the domains bring: each under its name, and together what is offered over HTTP and comes by itself. */
function controlsOf(hands: Hands) {
  const all = Object.entries<PlatformDomain>(domains).flatMap(([name, domain]): [string, DomainControl][] =>
    domain.controlOf ? [[name, domain.controlOf(hands)]] : [],
  );
  const brought = all.map(([, one]) => one);
  return {
    // The compiler does not follow keys through entries.
    ...(Object.fromEntries(all.map(([name, { control }]) => [name, control])) as unknown as DomainControls),
    brought: {
      actions: Object.fromEntries(brought.flatMap(({ actions }) => Object.entries(actions))),
      readings: Object.fromEntries(brought.flatMap(({ readings = {} }) => Object.entries(readings))),
      arrive(): void {
        for (const { arrive } of brought) arrive?.();
      },
    },
  };
}
