/** What the migrations make is what `tables.ts` names: no table, column or index more or less. */
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import * as named from '#core/tables.ts';
import { migrationsDirectory } from '../../integration/core/support.ts';

const tables = Object.values(named)
  .filter((one) => is(one, SQLiteTable))
  .map((table) => getTableConfig(table));
/** Tables that the full-text engine makes for itself (https://www.sqlite.org/fts5.html, section 9). */
const shadows = named.textTables.flatMap((name) =>
  ['data', 'idx', 'docsize', 'config'].map((part) => `${name}_${part}`),
);

let database: Database;
beforeAll(() => void (database = openDatabase({ file: ':memory:', key: null, migrationsDirectory })));
afterAll(() => database.close());
const namesOf = (sql: string, ...values: string[]): string[] =>
  database
    .prepare<string[], { name: string }>(sql)
    .all(...values)
    .map(({ name }) => name)
    .toSorted();

describe('a fresh database', () => {
  it('has the tables that are named, and that of the migrations themselves', () => {
    expect(namesOf("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")).toEqual(
      [...tables.map(({ name }) => name), ...named.textTables, ...shadows, 'schema_migration'].toSorted(),
    );
    expect(namesOf("SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')")).toEqual([]);
  });

  it.each(tables.map((table) => [table.name, table] as const))('%s: its columns and indexes', (name, table) => {
    expect(namesOf('SELECT name FROM pragma_table_xinfo(?)', name)).toEqual(
      table.columns.map((column) => column.name).toSorted(),
    );
    expect(namesOf("SELECT name FROM pragma_index_list(?) WHERE origin = 'c'", name)).toEqual(
      [
        ...table.indexes.map(({ config }) => config.name),
        ...table.columns.flatMap(({ isUnique, uniqueName }) => (isUnique ? [uniqueName] : [])),
      ].toSorted(),
    );
  });

  it.each(named.textTables)('%s gathers words in memory before it writes them', (name) => {
    expect(database.prepare(`SELECT v FROM ${name}_config WHERE k = 'hashsize'`).get()).toEqual({ v: 67_108_864 });
  });
});
