import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { backupParts, listBackups, makeBackup } from '#core/backups/backup.ts';
import { keptTables, openDepartmentDatabase } from '#core/database/department.ts';
import { departmentPaths, requireLocalDirectory } from '#core/database/layout.ts';
import * as schema from '#core/tables.ts';
import { temporaryDirectory, testLog } from '../../../integration/core/support.ts';

const key = new Uint8Array(32).fill(8);
const tables =
  'CREATE TABLE outbox (id TEXT, state TEXT);\n--> statement-breakpoint\nCREATE TABLE audit (x);\n--> statement-breakpoint\nCREATE TABLE notice (x);';

describe('the database of a department', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryDirectory('department');
    writeFileSync(join(folder, 'keyring.json'), '{}');
  });

  const open = (migrations: Record<string, string>, mayCreate = false) => {
    const migrationsDirectory = temporaryDirectory('migrations');
    mkdirSync(join(migrationsDirectory, 'meta'));
    const entries = Object.keys(migrations).map((tag, idx) => ({ idx, tag }));
    writeFileSync(join(migrationsDirectory, 'meta', '_journal.json'), JSON.stringify({ entries }));
    for (const [tag, sql] of Object.entries(migrations)) writeFileSync(join(migrationsDirectory, `${tag}.sql`), sql);
    return openDepartmentDatabase({
      file: join(folder, 'client.db'),
      key,
      migrationsDirectory,
      mayCreate,
      log: testLog(),
      backUp: () =>
        backupParts(
          makeBackup(
            {
              database: join(folder, 'client.db'),
              key,
              keyring: join(folder, 'keyring.json'),
              into: join(folder, 'backups'),
              facts: {
                at: '2026-03-02T01:00:00.000Z',
                reason: 'migration',
                clientVersion: '0.1.0',
                platformId: 'p',
                platformName: '平台',
                department: { code: '431299001', name: '青溪县文化广电局' },
                keyCheck: 'k',
                journalSegment: 0,
              },
            },
            () => ({}),
          ).folder,
        ).database,
    });
  };
  const older = { '0000_a': tables };
  const withWork = () => {
    const database = open(older, true);
    database.exec("INSERT INTO outbox VALUES ('a', 'queued'), ('b', 'queued')");
    database.close();
  };

  it('is made only where it may be', () => {
    expect(() => open(older)).toThrow(expect.objectContaining({ reason: 'databaseDamaged' }));
    open(older, true).close();
    open(older).close();
  });

  it('is backed up before it is migrated, and has everything afterwards', () => {
    withWork();
    const database = open({ ...older, '0001_b': "ALTER TABLE outbox ADD note TEXT DEFAULT '无'" });
    expect(database.prepare('SELECT id, note FROM outbox').all()).toEqual([
      { id: 'a', note: '无' },
      { id: 'b', note: '无' },
    ]);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
    expect(readdirSync(folder).toSorted()).toEqual(['backups', 'client.db', 'keyring.json']);
    expect(listBackups(join(folder, 'backups'))).toMatchObject([
      { manifest: { reason: 'migration', counts: { unsettled: 2 } } },
    ]);
  });

  it('keeps what a migration must not make shorter: every half-filled form, whatever its domain', () => {
    const tables = Object.values(schema)
      .filter((one) => is(one, SQLiteTable))
      .map((table) => getTableConfig(table));
    const drafts = tables.filter(({ columns }) => columns.some(({ name }) => name === 'discarded_at'));
    expect(drafts.map(({ name }) => name)).toEqual(['draft']);
    expect(keptTables).toContain('draft');
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining([...keptTables]));
  });

  it('keeps half-filled forms also where a migration moves them to another table', () => {
    const drafts = 'CREATE TABLE feedback_draft (x);\n--> statement-breakpoint\nCREATE TABLE result_draft (x);';
    const before = { ...older, '0001_b': drafts };
    const database = open(before, true);
    database.exec('INSERT INTO feedback_draft VALUES (1), (2); INSERT INTO result_draft VALUES (3)');
    database.close();
    const moved = (from: string) =>
      [
        'CREATE TABLE draft (x)',
        `INSERT INTO draft ${from}`,
        'DROP TABLE feedback_draft',
        'DROP TABLE result_draft',
      ].join('\n--> statement-breakpoint\n');
    expect(() => open({ ...before, '0002_c': moved('SELECT x FROM feedback_draft') })).toThrow('databaseDamaged');
    const all = moved('SELECT x FROM feedback_draft UNION ALL SELECT x FROM result_draft');
    const after = open({ ...before, '0002_c': all });
    expect(after.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(3);
    after.close();
  });

  it.each([
    ['fails', 'INSERT INTO nowhere VALUES (1)', 'nowhere'],
    ['would lose work', "DELETE FROM outbox WHERE id = 'a'", 'databaseDamaged'],
  ])('stays as it was when a migration %s', (_what, sql, words) => {
    withWork();
    const before = readFileSync(join(folder, 'client.db'));
    expect(() => open({ ...older, '0001_b': sql })).toThrow(words);
    expect(readFileSync(join(folder, 'client.db'))).toEqual(before);
    const database = open(older);
    expect(database.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(2);
    database.close();
  });
});

describe('where data lies', () => {
  it.each([
    ['..', '../../etc'],
    ['a/b', 'c\\d'],
    ['CON:', '\u0000'],
  ])('no id of a platform leads out of the data directory: %j %j', (platformId, code) => {
    const { directory } = departmentPaths('/data', platformId, code);
    expect(directory).toMatch(/^\/data\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+$/);
  });

  it('keeps different ids in different folders', () => {
    const folders = ['a.b', 'a_b', 'a-b', 'a/b'].map((id) => departmentPaths('/data', id, 'x').directory);
    expect(new Set(folders).size).toBe(4);
  });

  it('refuses a network share, where a write-ahead log ends in damage', () => {
    expect(() => requireLocalDirectory('\\\\server\\share\\data')).toThrow(
      expect.objectContaining({ reason: 'notWritable' }),
    );
    expect(() => requireLocalDirectory('C:\\Users\\林知夏\\AppData\\Local\\data')).not.toThrow();
    expect(() => requireLocalDirectory('/home/lin/data')).not.toThrow();
  });
});
