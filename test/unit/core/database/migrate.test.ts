import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyMigrations, pendingMigrations, readMigrations } from '#core/database/migrate.ts';
import { connect, openDatabase } from '#core/database/open.ts';
import { migrationsDirectory, temporaryDirectory } from '../../../integration/core/support.ts';

/** A folder of migrations as drizzle-kit writes it. */
function folderOf(migrations: Record<string, string>): string {
  const folder = temporaryDirectory('migrations');
  mkdirSync(join(folder, 'meta'));
  const entries = Object.keys(migrations).map((tag, idx) => ({ idx, tag, when: idx, version: '6', breakpoints: true }));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }));
  for (const [tag, sql] of Object.entries(migrations)) writeFileSync(join(folder, `${tag}.sql`), sql);
  return folder;
}

describe('migrations', () => {
  it('bring an empty database to the structure that the tables of the client describe', () => {
    const database = openDatabase({ file: ':memory:', key: null, migrationsDirectory });
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    expect(tables).toEqual(
      expect.arrayContaining(['notice', 'enterprise', 'outbox', 'audit', 'meta', 'calendar_year']),
    );
    expect(pendingMigrations(database, readMigrations(migrationsDirectory))).toEqual([]);
    database.close();
  });

  it('apply only what is missing, in order', () => {
    const first = folderOf({ '0000_a': 'CREATE TABLE a (x);' });
    const both = folderOf({
      '0000_a': 'CREATE TABLE a (x);',
      '0001_b': 'INSERT INTO a VALUES (1);\n--> statement-breakpoint\nCREATE TABLE b (y);',
    });
    const database = openDatabase({ file: ':memory:', key: null, migrationsDirectory: first });
    applyMigrations(database, pendingMigrations(database, readMigrations(both)));
    expect(database.prepare('SELECT x FROM a').all()).toEqual([{ x: 1 }]);
    expect(database.prepare('SELECT tag FROM schema_migration ORDER BY position').pluck().all()).toEqual([
      '0000_a',
      '0001_b',
    ]);
    database.close();
  });

  it('leave nothing behind when one of them fails', () => {
    const file = join(temporaryDirectory('migrate'), 'a.db');
    openDatabase({ file, key: null, migrationsDirectory: folderOf({ '0000_a': 'CREATE TABLE a (x);' }) }).close();
    const bad = folderOf({
      '0000_a': 'CREATE TABLE a (x);',
      '0001_b': 'CREATE TABLE b (y);',
      '0002_c': 'CREATE TABLE c (z);\n--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);',
    });
    expect(() => openDatabase({ file, key: null, migrationsDirectory: bad })).toThrow('nowhere');
    const database = connect(file, null);
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();
    expect(tables).toEqual(['a', 'schema_migration']);
    database.close();
  });

  it('refuse what leaves references broken', () => {
    const folder = folderOf({
      '0000_a':
        'CREATE TABLE a (id INTEGER PRIMARY KEY);\n--> statement-breakpoint\nCREATE TABLE b (a REFERENCES a (id));\n--> statement-breakpoint\nINSERT INTO b VALUES (7);',
    });
    expect(() => openDatabase({ file: ':memory:', key: null, migrationsDirectory: folder })).toThrow('references');
  });

  it('refuse a database of a newer client, and one of another program', () => {
    const newer = folderOf({ '0000_a': 'CREATE TABLE a (x);', '0001_b': 'CREATE TABLE b (x);' });
    const older = folderOf({ '0000_a': 'CREATE TABLE a (x);' });
    const database = openDatabase({ file: ':memory:', key: null, migrationsDirectory: newer });
    expect(() => pendingMigrations(database, readMigrations(older))).toThrow(
      expect.objectContaining({ reason: 'databaseNewer' }),
    );
    database.close();
    const foreign = connect(':memory:', null);
    foreign.exec('CREATE TABLE a (x)');
    expect(() => pendingMigrations(foreign, readMigrations(older))).toThrow(
      expect.objectContaining({ reason: 'databaseForeign' }),
    );
    foreign.close();
  });
});
