/**
 * A large collection: a narrow row with a column for all that lists filter and sort by, words in a full-text index, and
 * the whole record apart, so that a list that looks at many rows need not read (and decrypt) a page of file for each.
 */
import { statement } from '../database/statements.ts';
import type { Database } from '../database/types.ts';
import { gramsOf, type TextField, textHash } from '../full-text/grams.ts';
import { varyingStatement } from '../full-text/varying-statement.ts';
import type { StoredRecord, SyncedCollection, WritingPlace } from '../sync/collection.ts';
import { byId } from './by-id.ts';

type Columns = Readonly<Record<string, string | number | null>>;
type Texts = Readonly<Partial<Record<TextField, string>>>;
type Key = number | bigint;
type StoredRow = Columns & { readonly key: number };

/** A record that was just stored; `key` is the number of its row. */
export interface Written<Data> {
  readonly key: Key;
  readonly data: Data;
  readonly isNew: boolean;
}

/** How a record lies in its tables. Names of tables and columns are constants of the code, never data. */
export interface WideTable<Data, Words extends Texts, Row> {
  readonly table: string;
  /** The full-text index; its row numbers are the keys of the table. */
  readonly text: string;
  /** What the index holds, the same fields in the same order for every record. */
  words(data: Data): Words;
  /** Columns by name, the same for every record; `key`, `id`, `revision` and `text_hash` need no mention. */
  row(data: Data, words: Words, at: WritingPlace): Columns;
  /** Columns that a record gets when it first comes into this database, and keeps. */
  arrival?(at: WritingPlace): Columns;
  /** Where the whole record lies: as JSON in a table beside, with columns of that table's own, or in the row itself. */
  readonly whole: { readonly content: string; beside?(words: Words): Columns } | { of(row: Row): Data };
  /** What else is kept of records. Once for each `write`, inside the caller's transaction. */
  written?(database: Database, records: readonly Written<Data>[]): void;
  /** Takes out what `written` put in. */
  removed?(database: Database, key: Key): void;
}

/** The storing half of a `SyncedCollection`. */
export function wideTable<Data, Words extends Texts, Row>(
  shape: WideTable<Data, Words, Row>,
): Pick<SyncedCollection<Data>, 'write' | 'remove' | 'read' | 'revisions' | 'ids' | 'count'> {
  const { table, text, whole } = shape;
  const content = 'content' in whole ? whole : null;
  const insertRow = insertion(table, () => 'ON CONFLICT (id) DO NOTHING');
  const putContent = insertion(content?.content ?? '', replacing);
  const insertWords = `INSERT INTO ${text} (rowid, grams) VALUES (?, ?)`;
  const dropWords = `DELETE FROM ${text} WHERE rowid = ?`;
  const findRow = `SELECT * FROM ${table} WHERE id = ?`;

  function writeOne(at: WritingPlace, { id, revision, data }: StoredRecord<Data>, arrival: Columns): Written<Data> {
    const { database } = at;
    const words = shape.words(data);
    const row: Columns = { id, revision, text_hash: hashOf(words), ...shape.row(data, words, at) };
    const inserted = insertRow(database, { ...row, ...arrival });
    const stored = inserted.changes === 1 ? null : statement<[string], StoredRow>(database, findRow).get(id)!;
    const key = stored?.key ?? inserted.lastInsertRowid;
    if (stored) updateChanged(database, table, stored, row);
    if (content) putContent(database, { key, data: JSON.stringify(data), ...content.beside?.(words) });
    if (stored?.text_hash !== row.text_hash) {
      if (stored) statement(database, dropWords).run(key);
      statement(database, insertWords).run(key, gramsOf(words));
    }
    return { key, data, isNew: !stored };
  }

  return {
    ...byId(table),
    write(at, records) {
      const arrival = shape.arrival?.(at) ?? {};
      const written = records.map((record) => writeOne(at, record, arrival));
      shape.written?.(at.database, written);
    },
    remove(database, ids) {
      const find = statement<[string], { key: number }>(database, `SELECT key FROM ${table} WHERE id = ?`);
      for (const id of ids) {
        const known = find.get(id);
        if (!known) continue;
        for (const one of content ? [table, content.content] : [table])
          statement(database, `DELETE FROM ${one} WHERE key = ?`).run(known.key);
        statement(database, dropWords).run(known.key);
        shape.removed?.(database, known.key);
      }
    },
    // What is stored was checked when it came; it is not checked again here.
    read(database, id) {
      if ('of' in whole) {
        const row = statement<[string], Row & { revision: number }>(database, findRow).get(id);
        return row ? { id, revision: row.revision, data: whole.of(row) } : null;
      }
      const row = statement<[string], { revision: number; data: string }>(
        database,
        `SELECT r.revision, c.data FROM ${table} r JOIN ${whole.content} c ON c.key = r.key WHERE r.id = ?`,
      ).get(id);
      return row ? { id, revision: row.revision, data: JSON.parse(row.data) as Data } : null;
    },
  };
}

/** Inserts rows of one table. The first names the columns of all; so their SQL is put together once. */
function insertion(table: string, orElse: (names: readonly string[]) => string) {
  let names: readonly string[] = [];
  let sql = '';
  return (database: Database, row: Readonly<Record<string, Columns[string] | Key>>) => {
    if (sql === '') {
      names = Object.keys(row);
      sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ${orElse(names)}`;
    }
    return statement(database, sql).run(...names.map((name) => row[name]));
  };
}

const replacing = (names: readonly string[]): string =>
  `ON CONFLICT (key) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/**
 * SQLite rewrites the entries of every index whose column an UPDATE names, changed or not: naming all of them made a
 * changed telephone number cost nine indexes.
 */
function updateChanged(database: Database, table: string, stored: StoredRow, row: Columns): void {
  const changed = Object.entries(row).filter(([name, value]) => stored[name] !== value);
  if (changed.length === 0) return;
  const sets = changed.map(([name]) => `${name} = ?`).join(', ');
  varyingStatement(database, `UPDATE ${table} SET ${sets} WHERE key = ?`).run(
    ...changed.map(([, value]) => value),
    stored.key,
  );
}

/** The index is rewritten only where this changes; initials follow from the name. */
const hashOf = ({ initials: _initials, ...words }: Texts): number => textHash(...Object.values(words));
