/**
 * State of the demo platform: one SQLite file. Records are kept as ready JSON text, so that a page of changes is put
 * together by joining strings; what each department sees is a stream of its own, ordered by revision.
 */
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type StreamCounts = { all: number; open: number };
export type StoredRecord = { number: number; revision: number; data: string };
/** A page as JSON text: members of `upserts` and of `removals`, each list without its brackets; null where empty. */
export type JoinedPage = { rows: number; last: number | null; upserts: Buffer | null; removals: Buffer | null };

/** A record that became public, in the order in which they did. */
export type Publication = { collection: string; recordId: string; revision: number; at: string };

const allCondition = '(v.removed = 0 OR v.revision > ?)';
const openCondition = '(v.open = 1 OR v.revision > ?)';

/** Stream of a collection that every department sees alike. */
export const everyone = '*';

const tables = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stream (
    number INTEGER PRIMARY KEY, collection TEXT NOT NULL, department TEXT NOT NULL, UNIQUE (collection, department));
  CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, data TEXT NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS record_id ON record (collection, id);
  CREATE TABLE IF NOT EXISTS visible (
    stream INTEGER NOT NULL, record INTEGER NOT NULL, revision INTEGER NOT NULL, open INTEGER NOT NULL,
    removed INTEGER NOT NULL, PRIMARY KEY (stream, record)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS visible_revision ON visible (stream, revision, open, removed);
  CREATE TABLE IF NOT EXISTS operation (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, device TEXT NOT NULL,
    device_epoch INTEGER NOT NULL, account TEXT NOT NULL, department TEXT NOT NULL, received_at TEXT NOT NULL,
    body TEXT NOT NULL, outcome TEXT NOT NULL, answer TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS publication (
    number INTEGER PRIMARY KEY, collection TEXT NOT NULL, record TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY, account TEXT NOT NULL, device TEXT NOT NULL, client_version TEXT NOT NULL,
    expires_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS signed_in_on (
    device TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (device, account)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS device (
    id TEXT NOT NULL, department TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, client_version TEXT NOT NULL,
    seen_at TEXT NOT NULL, unsent INTEGER NOT NULL, need_person INTEGER NOT NULL, PRIMARY KEY (id, department)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS attachment (
    sha256 TEXT PRIMARY KEY, length INTEGER NOT NULL, stored INTEGER NOT NULL, complete INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS upcoming (
    collection TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (collection, record)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS attachment_part (
    sha256 TEXT NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (sha256, start));
`;

/** File name of the state inside the data directory. */
export const stateFileName = 'platform.db';

/** Opens (and makes, where needed) the state; `':memory:'` keeps it in memory, bytes open a copy of a snapshot. */
export function openDatabase(place: string | Buffer): Database.Database {
  if (typeof place === 'string' && place !== ':memory:') mkdirSync(place, { recursive: true });
  const database =
    typeof place === 'string' && place !== ':memory:' ? new Database(join(place, stateFileName)) : new Database(place);
  database.pragma('journal_mode = WAL');
  // A killed process loses nothing with NORMAL; only a power cut could, and this is a demonstration.
  database.pragma('synchronous = NORMAL');
  database.pragma('cache_size = -65536');
  database.exec(tables);
  return database;
}

/** All reads and writes of records and streams. Writes are to be wrapped in `transaction`. */
export function createStore(database: Database.Database) {
  const getMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const setMeta = database.prepare<[string, string]>(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const findRecord = database.prepare<[string, string], StoredRecord>(
    'SELECT number, revision, data FROM record WHERE collection = ? AND id = ?',
  );
  const insertRecord = database.prepare<[string, string, number, string]>(
    'INSERT INTO record (collection, id, revision, data) VALUES (?, ?, ?, ?)',
  );
  const updateRecord = database.prepare<[number, string, number]>(
    'UPDATE record SET revision = ?, data = ? WHERE number = ?',
  );
  const findVisible = database.prepare<[number], { stream: number; open: 0 | 1; removed: 0 | 1 }>(
    // Streams are few: asking each by its key (CROSS JOIN keeps that order) beats an index that every insert has to feed.
    `SELECT v.stream, v.open, v.removed FROM stream s CROSS JOIN visible v ON v.stream = s.number AND v.record = ?`,
  );
  const insertVisible = database.prepare<[number, number, number, number]>(
    `INSERT INTO visible VALUES (?, ?, ?, ?, 0)
     ON CONFLICT (stream, record) DO UPDATE SET revision = excluded.revision, open = excluded.open, removed = 0`,
  );
  const removeVisible = database.prepare<[number, number, number]>(
    'UPDATE visible SET revision = ?, open = 0, removed = 1 WHERE stream = ? AND record = ?',
  );
  // SQLite itself joins the page: several times faster than fetching its rows, and the text is never decoded here.
  // The LIMIT keeps the order of the inner query, in which group_concat then meets the rows.
  const pageOf = (condition: string) =>
    database.prepare<[number, number, number, number], JoinedPage>(
      `SELECT count(*) AS rows, max(revision) AS last,
         cast(group_concat('{"id":"' || id || '","revision":' || revision || ',"data":' || data || '}')
           FILTER (WHERE removed = 0) AS BLOB) AS upserts,
         cast(group_concat('{"id":"' || id || '","revision":' || revision || '}')
           FILTER (WHERE removed = 1) AS BLOB) AS removals
       FROM (SELECT r.id, v.revision, v.removed, r.data FROM visible v JOIN record r ON r.number = v.record
         WHERE v.stream = ? AND v.revision > ? AND ${condition} ORDER BY v.revision LIMIT ?)`,
    );
  const furtherOf = (condition: string) =>
    database
      .prepare<[number, number, number], 1>(
        `SELECT 1 FROM visible v WHERE v.stream = ? AND v.revision > ? AND ${condition} LIMIT 1`,
      )
      .pluck();
  const pages = {
    all: { page: pageOf(allCondition), further: furtherOf(allCondition) },
    open: { page: pageOf(openCondition), further: furtherOf(openCondition) },
  };
  const isVisible = database.prepare<[number, number], { removed: 0 | 1 }>(
    'SELECT removed FROM visible WHERE stream = ? AND record = ?',
  );

  const visibleIds = database.prepare<[number], { id: string }>(
    `SELECT r.id FROM visible v JOIN record r ON r.number = v.record
     WHERE v.stream = ? AND v.removed = 0 ORDER BY v.revision`,
  );

  const dataBelow = database
    .prepare<[string, string, string], string>(
      'SELECT data FROM record WHERE collection = ? AND id >= ? AND id < ? ORDER BY id',
    )
    .pluck();
  const insertPublication = database.prepare<[string, string, number, string]>(
    'INSERT INTO publication (collection, record, revision, at) VALUES (?, ?, ?, ?)',
  );

  const firstUpcoming = database.prepare<[], number | null>('SELECT min(at) FROM upcoming').pluck();
  /** Asked before every request: kept, so that a quiet platform asks the database nothing. */
  let upcomingFrom = firstUpcoming.get() ?? null;

  const streams = new Map<string, number>();
  const counts = new Map<number, StreamCounts>();
  for (const row of database
    .prepare<[], { number: number; collection: string; department: string }>('SELECT * FROM stream')
    .all())
    streams.set(`${row.collection}/${row.department}`, row.number);
  for (const row of database
    .prepare<[], { stream: number; seen: number; waiting: number }>(
      'SELECT stream, count(*) AS seen, sum(open) AS waiting FROM visible WHERE removed = 0 GROUP BY stream',
    )
    .all())
    counts.set(row.stream, { all: row.seen, open: row.waiting });
  let sequence = Number(getMeta.get('sequence')?.value ?? '0');

  const stream = (collection: string, department: string): number => {
    const key = `${collection}/${department}`;
    const known = streams.get(key);
    if (known !== undefined) return known;
    const made = Number(
      database.prepare('INSERT INTO stream (collection, department) VALUES (?, ?)').run(collection, department)
        .lastInsertRowid,
    );
    streams.set(key, made);
    return made;
  };
  const countsOf = (number: number): StreamCounts => {
    let found = counts.get(number);
    if (!found) counts.set(number, (found = { all: 0, open: 0 }));
    return found;
  };
  const show = (target: number, record: number, revision: number, open: boolean): void => {
    insertVisible.run(target, record, revision, open ? 1 : 0);
    const count = countsOf(target);
    count.all += 1;
    count.open += open ? 1 : 0;
  };

  return {
    database,
    transaction<Result>(work: () => Result): Result {
      return database.transaction(work).immediate();
    },
    meta: (key: string): string | undefined => getMeta.get(key)?.value,
    setMeta: (key: string, value: string): void => void setMeta.run(key, value),
    /** Number of the newest change of the platform. */
    sequence: (): number => sequence,
    /** Keeps the change counter; called once at the end of a bulk load, and by `write` itself. */
    saveSequence: (): void => void setMeta.run('sequence', String(sequence)),
    find: (collection: string, id: string): StoredRecord | undefined => findRecord.get(collection, id),
    counts: (collection: string, department: string): StreamCounts => countsOf(stream(collection, department)),
    isVisible: (collection: string, department: string, record: number): boolean =>
      isVisible.get(stream(collection, department), record)?.removed === 0,

    /** Ids of a stream's records, oldest change first. */
    visibleIds: (collection: string, department: string): string[] =>
      visibleIds.all(stream(collection, department)).map(({ id }) => id),

    /** Data of all records of a collection whose id begins with `prefix`, by id. */
    dataBelow: (collection: string, prefix: string): string[] => dataBelow.all(collection, prefix, `${prefix}~`),

    /** Notes that something is to be done with a record at this time; what is noted already stays. Milliseconds since 1970. */
    addUpcoming(collection: string, record: string, at: number): void {
      database.prepare('INSERT OR IGNORE INTO upcoming VALUES (?, ?, ?)').run(collection, record, at);
      upcomingFrom = firstUpcoming.get() ?? null;
    },
    hasDue: (now: number): boolean => upcomingFrom !== null && upcomingFrom <= now,
    /** Records whose time has come, earliest first; they are noted no longer. */
    takeDue(now: number): { collection: string; id: string }[] {
      const due = database
        .prepare<[number], { collection: string; id: string }>(
          'SELECT collection, record AS id FROM upcoming WHERE at <= ? ORDER BY at, record',
        )
        .all(now);
      database.prepare('DELETE FROM upcoming WHERE at <= ?').run(now);
      upcomingFrom = firstUpcoming.get() ?? null;
      return due;
    },
    /** Remembers for good that the account has signed in on the PC. */
    noteSignIn(device: string, account: string): void {
      database.prepare('INSERT OR IGNORE INTO signed_in_on VALUES (?, ?)').run(device, account);
    },
    hasSignedInOn: (device: string, account: string): boolean =>
      database.prepare('SELECT 1 FROM signed_in_on WHERE device = ? AND account = ?').get(device, account) !==
      undefined,

    logPublication({ collection, recordId, revision, at }: Publication): void {
      insertPublication.run(collection, recordId, revision, at);
    },
    publications: (): Publication[] =>
      database
        .prepare<[], Publication>(
          'SELECT collection, record AS recordId, revision, at FROM publication ORDER BY number',
        )
        .all(),

    /** Adds a record that is known to be new; for bulk loads: the caller ends with `saveSequence`. */
    append(collection: string, id: string, data: string, audience: readonly string[], open: boolean): number {
      sequence += 1;
      const record = Number(insertRecord.run(collection, id, sequence, data).lastInsertRowid);
      for (const department of audience) show(stream(collection, department), record, sequence, open);
      return sequence;
    },

    /** Writes a record's new version: an upsert for those who see it, a removal for those who no longer do. */
    write(collection: string, id: string, data: string, audience: readonly string[], open: boolean): number {
      sequence += 1;
      const known = findRecord.get(collection, id);
      const record = known?.number ?? Number(insertRecord.run(collection, id, sequence, data).lastInsertRowid);
      if (known) updateRecord.run(sequence, data, record);
      const wanted = new Set(audience.map((department) => stream(collection, department)));
      for (const before of findVisible.all(record)) {
        if (before.removed === 1) continue;
        const count = countsOf(before.stream);
        count.all -= 1;
        count.open -= before.open;
        if (!wanted.has(before.stream)) removeVisible.run(sequence, before.stream, record);
      }
      for (const target of wanted) show(target, record, sequence, open);
      setMeta.run('sequence', String(sequence));
      return sequence;
    },

    /**
     * One page of a stream after a revision, oldest change first, as JSON text. `since` is the sequence at the start of
     * the download: removals (and, in the open view, settled records) from before it mean nothing to this reader.
     */
    page(
      collection: string,
      department: string,
      view: 'all' | 'open',
      { after, since, limit }: { after: number; since: number; limit: number },
    ): JoinedPage & { more: boolean } {
      const number = stream(collection, department);
      const { page, further } = pages[view];
      const joined = page.get(number, after, since, limit) ?? { rows: 0, last: null, upserts: null, removals: null };
      const more = joined.last !== null && joined.rows === limit && further.get(number, joined.last, since) === 1;
      return { ...joined, more };
    },
  };
}
export type Store = ReturnType<typeof createStore>;
