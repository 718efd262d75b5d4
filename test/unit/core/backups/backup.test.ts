import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupJob } from '#core/backups/backup.ts';
import { countRecords } from '#core/domains.ts';
import { backupParts, listBackups, makeBackup } from '#core/backups/backup.ts';
import type { RunBackup } from '#core/backups/schedule.ts';
import { runBackupHere, startBackupSchedule } from '#core/backups/schedule.ts';
import { StorageFailure } from '#core/database/failure.ts';
import { closeWhole } from '#core/database/department.ts';
import { connect, openDatabase } from '#core/database/open.ts';
import type { Database } from '#core/database/types.ts';
import { migrationsDirectory, temporaryDirectory, testClock, testLog } from '../../../integration/core/support.ts';

const key = new Uint8Array(32).fill(5);
const day = 24 * 3_600_000;
const runHere = runBackupHere(countRecords);

describe('backups', () => {
  let folder: string;
  let database: Database;
  const into = () => join(folder, 'backups');
  const job = (changes: Partial<BackupJob> = {}): BackupJob => ({
    database: join(folder, 'client.db'),
    key,
    keyring: join(folder, 'keyring.json'),
    into: into(),
    facts: {
      at: '2026-03-02T01:00:00.000Z',
      reason: 'manual',
      clientVersion: '0.1.0',
      platformId: 'p',
      platformName: '平台',
      department: { code: '431299001', name: '青溪县文化广电局' },
      keyCheck: 'k',
      journalSegment: 1,
    },
    ...changes,
  });
  beforeEach(() => {
    folder = temporaryDirectory('backup');
    writeFileSync(join(folder, 'keyring.json'), '{}');
    database = openDatabase({ file: join(folder, 'client.db'), key, migrationsDirectory });
    database.prepare("INSERT INTO setting VALUES ('', 'k', 'v')").run();
  });
  afterEach(() => database.close());

  it('hold what was committed, encrypted with the same key, with the keyring beside it', () => {
    const backup = makeBackup(job(), countRecords);
    const parts = backupParts(backup.folder);
    expect(readdirSync(backup.folder).toSorted()).toEqual(['client.db', 'keyring.json', 'manifest.json']);
    expect(readFileSync(parts.database).includes('SQLite format')).toBe(false);
    expect(backup.manifest.counts).toEqual({ notices: 0, inspectionSubjects: 0, unsettled: 0, audit: 0 });
    expect(listBackups(into())).toEqual([backup]);
  });

  it('tell what they hold of the structure that they have', () => {
    database.exec('DROP TABLE inspection_subject');
    expect(makeBackup(job(), countRecords).manifest.counts).toMatchObject({ notices: 0, inspectionSubjects: 0 });
  });

  it('are made beside a writer that is in the middle of something, and hold none of it', () => {
    database.exec("BEGIN IMMEDIATE; INSERT INTO setting VALUES ('', 'half', 'done')");
    const backup = makeBackup(job(), countRecords);
    database.exec('ROLLBACK');
    const copy = openDatabase({ file: backupParts(backup.folder).database, key, migrationsDirectory });
    expect(copy.prepare('SELECT key FROM setting').all()).toEqual([{ key: 'k' }]);
    copy.close();
  });

  it('are made while somebody reads an older state, as an export does', () => {
    const reader = connect(job().database, key, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM setting').get();
    database.prepare("INSERT INTO setting VALUES ('', 'later', 'v')").run();
    const backup = makeBackup(job(), countRecords);
    reader.close();
    const copy = connect(backupParts(backup.folder).database, key);
    expect(copy.prepare('SELECT key FROM setting').pluck().all()).toEqual(['k', 'later']);
    copy.close();
  });

  it('hold a state that was whole at one moment, though others write and move the log into the file all the while', async () => {
    const writer = new Worker(new URL('./busy-writer.ts', import.meta.url), {
      workerData: { file: job().database, key },
    });
    await once(writer, 'message');
    const seen: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const copy = connect(backupParts(makeBackup(job(), countRecords).folder).database, key);
      expect(copy.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      const [one, other] = ['one', 'other'].map((table) =>
        copy
          .prepare<[], { rows: number; last: number }>(`SELECT count(*) AS rows, max(step) AS last FROM ${table}`)
          .get(),
      );
      expect(one).toEqual(other);
      expect(one!.rows).toBe(2000);
      seen.push(one!.last);
      copy.close();
    }
    const ended = once(writer, 'exit');
    writer.postMessage('end');
    const [written] = (await once(writer, 'message')) as [number];
    // Written between the copies, and going on.
    expect(new Set(seen).size).toBeGreaterThan(1);
    expect(seen.at(-1)!).toBeLessThan(written);
    await ended;
  });

  it('go through the structure once a week, and read every page each time', () => {
    const facts = job().facts;
    const madeAt = (at: string) => makeBackup(job({ facts: { ...facts, at } }), countRecords).manifest.checked;
    expect(madeAt('2026-03-02T01:00:00.000Z')).toBe('structure');
    expect(madeAt('2026-03-03T01:00:00.000Z')).toBe('pages');
    expect(madeAt('2026-03-08T23:00:00.000Z')).toBe('pages');
    expect(madeAt('2026-03-09T01:00:00.000Z')).toBe('structure');
    // A clock that went backwards.
    expect(madeAt('2026-01-01T01:00:00.000Z')).toBe('structure');
  });

  it('refuse a database of which one page in use is damaged, weekly or daily, and keep the backups before it', () => {
    database.exec('CREATE TABLE filling (words BLOB)');
    for (let row = 0; row < 200; row += 1) database.exec('INSERT INTO filling VALUES (randomblob(3000))');
    const good = makeBackup(job(), countRecords);
    closeWhole(database);
    const file = readFileSync(job().database);
    const place = file.length - 20 * 4096 + 99;
    file[place] = file[place]! ^ 1;
    writeFileSync(job().database, file);
    for (const at of ['2026-03-03T01:00:00.000Z', '2026-04-03T01:00:00.000Z'])
      expect(() => makeBackup(job({ facts: { ...job().facts, at } }), countRecords)).toThrow(
        expect.objectContaining({ reason: 'databaseDamaged' }),
      );
    expect(readdirSync(into())).toEqual([basename(good.folder)]);
  });

  it('are numbered, so that a clock that jumps does not change their order', () => {
    const facts = job().facts;
    const first = makeBackup(job(), countRecords);
    const second = makeBackup(job({ facts: { ...facts, at: '1970-01-01T00:00:00.000Z' } }), countRecords);
    expect(listBackups(into()).map((backup) => backup.folder)).toEqual([first.folder, second.folder]);
  });

  it('leave nothing unfinished behind when the copy cannot be made', () => {
    expect(() => makeBackup(job({ keyring: join(folder, 'missing.json') }), countRecords)).toThrow();
    expect(readdirSync(into())).toEqual([]);
    for (const nowhere of ['/proc/backups', '/dev/null/backups'])
      expect(() => makeBackup(job({ into: nowhere }), countRecords)).toThrow(
        expect.objectContaining({ reason: 'notWritable' }),
      );
  });

  it('show a folder whose description is damaged as one that cannot be read', () => {
    const backup = makeBackup(job(), countRecords);
    writeFileSync(backupParts(backup.folder).manifest, '{');
    expect(listBackups(into())).toMatchObject([{ manifest: null }]);
  });

  describe('on schedule', () => {
    const clock = testClock();
    const start = (run: RunBackup = runHere, chosen: string | null = null) => {
      let segment = 0;
      const dropped: number[] = [];
      const log = testLog();
      const schedule = startBackupSchedule({
        database,
        journal: { turn: () => (segment += 1), dropBefore: (oldest) => void dropped.push(oldest) },
        clock,
        log,
        run,
        directory: into(),
        chosenDirectory: () => chosen,
        placeIn: (directory) => join(directory, 'department'),
        job: (target, reason, journalSegment) =>
          job({
            into: target,
            facts: { ...job().facts, at: new Date(clock.now()).toISOString(), reason, journalSegment },
          }),
      });
      return { schedule, dropped, log };
    };
    const settle = async (milliseconds: number) => {
      clock.advance(milliseconds);
      // Lets the promises of the round run.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    };

    it('come once a day, ten are kept, and the journal keeps what the oldest of them lacks', async () => {
      const { schedule, dropped } = start();
      await settle(120_000);
      expect(listBackups(into())).toHaveLength(1);
      await settle(3_600_000);
      expect(listBackups(into())).toHaveLength(1);
      for (let passed = 0; passed < 14; passed += 1) for (let hour = 0; hour < 24; hour += 1) await settle(day / 24);
      const kept = listBackups(into());
      expect(kept).toHaveLength(10);
      expect(kept.at(-1)!.number).toBe(15);
      expect(dropped.at(-1)).toBe(kept[0]!.manifest!.journalSegment);
      await schedule.stop();
    });

    it('go to a chosen folder as well, counted apart', async () => {
      const chosen = temporaryDirectory('chosen');
      const { schedule } = start(runHere, chosen);
      await settle(120_000);
      expect(listBackups(join(chosen, 'department'))).toHaveLength(1);
      expect(listBackups(into())).toHaveLength(1);
      await schedule.stop();
    });

    it('say why one failed, and try again within the hour', async () => {
      let full = true;
      const { schedule, log } = start(async (given) => {
        if (full) throw new StorageFailure('diskFull', '磁盘满');
        return makeBackup(given, countRecords);
      });
      await settle(120_000);
      expect(schedule.problem()).toMatchObject({ reason: 'diskFull' });
      expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: '定时备份失败' }));
      full = false;
      await settle(3_600_000);
      expect(schedule.problem()).toBeNull();
      expect(listBackups(into())).toHaveLength(1);
      await schedule.stop();
    });

    it('waits at the end for one that is running', async () => {
      let finish: () => void = () => undefined;
      const { schedule } = start(async (given) => {
        await new Promise<void>((resolve) => (finish = resolve));
        return makeBackup(given, countRecords);
      });
      const made = schedule.make('manual', null);
      await settle(0);
      const stopped = schedule.stop();
      await settle(0);
      finish();
      const { folder: done } = await made;
      await stopped;
      expect(existsSync(done)).toBe(true);
    });
  });
});
