/** Processes killed with SIGKILL, at moments of their own: nothing that was said to be saved is lost, nothing is half done. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifyAudit } from '#core/audit/audit.ts';
import { requireSound } from '#core/database/department.ts';
import { readJournal } from '#core/database/journal.ts';
import { readMigrations } from '#core/database/migrate.ts';
import { connect, openDatabase } from '#core/database/open.ts';
import { migrationsDirectory, projectRoot, temporaryDirectory } from './support.ts';

/** Runs a script of `processes/` and kills it; resolves to what it had printed by then. */
function runAndKill(
  script: string,
  args: string[],
  until: (printed: string) => boolean,
  after: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'processes', script), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let complaints = '';
    let armed = false;
    child.stdout.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      if (armed || !until(printed)) return;
      armed = true;
      setTimeout(() => child.kill('SIGKILL'), after);
    });
    child.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
    child.once('exit', (code) => (code ? reject(new Error(complaints)) : resolve(printed)));
  });
}

/** The first migration alone, as an older client shipped it. */
function olderMigrations(): string {
  const folder = temporaryDirectory('older');
  mkdirSync(join(folder, 'meta'));
  const [first] = readMigrations(migrationsDirectory);
  copyFileSync(join(migrationsDirectory, `${first!.tag}.sql`), join(folder, `${first!.tag}.sql`));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries: [{ idx: 0, tag: first!.tag }] }));
  return folder;
}

it('a migration killed at any moment leaves either the old database or the new one, whole', async () => {
  const folder = temporaryDirectory('killed');
  const key = randomBytes(32);
  const file = join(folder, 'client.db');
  writeFileSync(join(folder, 'key'), key);
  writeFileSync(join(folder, 'keyring.json'), '{}');
  const rows = 20_000;
  const old = openDatabase({ file, key, migrationsDirectory: olderMigrations() });
  const insert = old.prepare(
    `INSERT INTO outbox (id, collection, record_id, record_title, kind, payload, actor, time, device_epoch, state, attempts)
     VALUES (?, 'notices', 'n', '', 'notices.receive', '{}', '{}', '', 1, 'queued', 0)`,
  );
  old.transaction(() => {
    for (let number = 0; number < rows; number += 1) insert.run(`id-${number}`);
  })();
  old.close();

  const known = readMigrations(migrationsDirectory).length;
  const seen = new Set<number>();
  for (let round = 0; round < 12 && !existsSync(join(folder, 'done')); round += 1) {
    await runAndKill('migrate.ts', [folder, migrationsDirectory], (printed) => printed.includes('started'), round * 15);
    const database = connect(file, key);
    requireSound(database);
    expect(database.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(rows);
    const applied = database.prepare('SELECT count(*) FROM schema_migration').pluck().get() as number;
    // All or nothing, never a part.
    expect([1, known]).toContain(applied);
    seen.add(applied);
    database.close();
  }
  await runAndKill('migrate.ts', [folder, migrationsDirectory], () => false, 0);
  expect(existsSync(join(folder, 'done'))).toBe(true);
  expect(seen).toContain(1);
  expect(readdirSync(folder).filter((name) => /making|migrating/.test(name))).toEqual([]);
}, 60_000);

it('what was said to be saved is in the database and in the journal after a kill while writing', async () => {
  const folder = temporaryDirectory('killed');
  const key = randomBytes(32);
  writeFileSync(join(folder, 'key'), key);
  const saved: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const enough = (printed: string) => printed.split('\n').length > 5;
    const printed = await runAndKill('write.ts', [folder, migrationsDirectory], enough, round * 9);
    // The last line may have been cut while it was printed.
    saved.push(...printed.split('\n').slice(0, -1));
  }
  const database = connect(join(folder, 'client.db'), key);
  requireSound(database);
  const stored = new Set(database.prepare('SELECT id FROM outbox').pluck().all());
  const journalled = new Set(readJournal(join(folder, 'journal'), key).entries.map(({ id }) => id));
  expect(saved.length).toBeGreaterThan(40);
  expect(saved.filter((id) => !stored.has(id))).toEqual([]);
  expect(saved.filter((id) => !journalled.has(id))).toEqual([]);
  // Nothing is in the journal that is not in the database: it is written after the commit.
  expect([...journalled].filter((id) => !stored.has(id))).toEqual([]);
  expect(verifyAudit(database)).toEqual({ ok: true, entries: stored.size });
  database.close();
}, 60_000);
