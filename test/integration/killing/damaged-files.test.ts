/**
 * Files of a killed client, damaged in every way that a disk, a scanner or a helpful colleague knows. Each ends in words
 * with a way back, or whole; never in an empty inbox, never in silence. On the way back everything that a person was told
 * is saved returns, and nothing that the platform has is sent to it again.
 */
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '#core/audit/audit.ts';
import type { DepartmentPaths } from '#core/database/layout.ts';
import { readMeta } from '#core/database/meta.ts';
import { connect, openDatabase } from '#core/database/open.ts';
import { migrationsDirectory } from '../core/support.ts';
import { type CrashedPc, copyOf, makeCrashedPc, type RunningPc, startPc } from './damaged-pc.ts';

let crashed: CrashedPc;
let pc: RunningPc | null = null;

beforeAll(async () => {
  crashed = await makeCrashedPc();
}, 60_000);
afterEach(async () => {
  await pc?.core.close();
  pc = null;
});
afterAll(() => crashed.remove());

const flip = (path: string, at: number, bytes = 1): void => {
  const content = readFileSync(path);
  for (let count = 0; count < bytes; count += 1) content[at + count] = content[at + count]! ^ 0x41;
  writeFileSync(path, content);
};

/** How much of the log counts: after all of it was moved into the file it is written from its beginning again, over older frames. */
function liveLogBytes(database: string): number {
  const [headerBytes, frameBytes] = [32, 24 + 4096];
  const log = readFileSync(`${database}-wal`);
  const salts = log.subarray(16, 24);
  let end = headerBytes;
  while (end + frameBytes <= log.length && log.subarray(end + 8, end + 16).equals(salts)) end += frameBytes;
  expect(end).toBeGreaterThan(headerBytes);
  return end;
}

/** Brings the log into the file, as a checkpoint just before the death would have; nothing else changes. */
function intoTheFile({ database }: DepartmentPaths): void {
  const connection = connect(database, crashed.key);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
}

type PageKind = { name: string; type: 'leaf' | 'internal' | 'overflow' };
function pageOf({ database }: DepartmentPaths, { name, type }: PageKind): number {
  const connection = connect(database, crashed.key, { readonly: true });
  const page = connection
    .prepare<[string, string], number>(
      'SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno LIMIT 1',
    )
    .pluck()
    .get(name, type);
  connection.close();
  if (page === undefined) throw new Error(`no ${type} page of ${name}`);
  return page;
}

/** Starts the client on the damaged copy, with the cable out, so that nothing can be made good from the platform. */
async function start(directory: string) {
  pc = startPc(directory, crashed.server.url, 'cut');
  return { pc, entered: await pc.enter() };
}

/** The work is all here, the inbox is not empty; then the line is back, and the platform gets what it lacks, and only that. */
async function expectEverythingBack(running: RunningPc): Promise<void> {
  const { router, context, session } = running.core;
  const { database } = session.current()!.workspace;
  const here = new Set(database.prepare<[], string>('SELECT id FROM outbox').pluck().all());
  expect(crashed.acknowledged.filter((id) => !here.has(id))).toEqual([]);
  expect(await call(router.outbox.summary, undefined, { context })).toMatchObject({ allDelivered: false });
  expect(database.prepare('SELECT count(*) FROM notice').pluck().get(), 'an empty inbox').toBeGreaterThan(10);

  running.wire.state = 'up';
  for (let round = 0; round < 3; round += 1) await running.sync();
  const accepted = new Map<string, number>();
  for (const { id, outcome } of crashed.server.control.operationsLog())
    if (outcome === 'accepted') accepted.set(id, (accepted.get(id) ?? 0) + 1);
  expect(crashed.acknowledged.map((id) => accepted.get(id))).toEqual(crashed.acknowledged.map(() => 1));
  expect(accepted.size).toBe(crashed.acknowledged.length);
  expect(
    running.wire.sent.filter((id) => crashed.delivered.has(id)),
    'sent again',
  ).toEqual([]);
  expect(await call(router.outbox.summary, undefined, { context })).toMatchObject({ allDelivered: true, unsettled: 0 });
  expect(verifyAudit(database)).toMatchObject({ ok: true });
}

/** What the person sees: locked, with a reason and a way back, and no list at all. */
async function expectWords(running: RunningPc, entered: Awaited<ReturnType<RunningPc['enter']>>): Promise<string[]> {
  expect(entered).toMatchObject({ ok: false, reason: expect.stringMatching(/^database(Damaged|Foreign)$/) as string });
  expect(!entered.ok && entered.detail).toBeTruthy();
  const { router, context } = running.core;
  const status = await call(router.session.status, undefined, { context });
  expect(status).toMatchObject({ state: 'locked', recovery: { reason: !entered.ok && entered.reason, keyHeld: true } });
  const everything = { page: 'query', filter: {}, sort: null, cursor: null, limit: 50 } as never;
  await expect(call(router.notices.list, everything, { context })).rejects.toMatchObject({ code: 'LOCKED' });
  return status.recovery?.backups.map(({ folder }) => folder) ?? [];
}

async function restoreAndGoOn(running: RunningPc, backups: string[]): Promise<void> {
  const { router, context } = running.core;
  // The newest that is good: one that is damaged says so and is left.
  let restored = false;
  for (const folder of backups) {
    const answer = await call(router.backups.restore, { folder }, { context });
    restored = answer.ok;
    if (answer.ok) break;
    expect(answer.reason).toBe('databaseDamaged');
  }
  expect(restored).toBe(true);
  expect(await running.enter()).toMatchObject({ ok: true, mode: 'offline' });
  const { database } = running.core.session.current()!.workspace;
  expect(Number(readMeta(database, 'deviceEpoch'))).toBeGreaterThan(1);
  await expectEverythingBack(running);
}

it('the crashed PC, undamaged, goes on where it was', async () => {
  const { directory } = copyOf(crashed, 'sound');
  const { pc: running, entered } = await start(directory);
  expect(entered).toMatchObject({ ok: true });
  expect(readMeta(running.core.session.current()!.workspace.database, 'deviceEpoch')).toBe('1');
  await expectEverythingBack(running);
});

describe('a byte that flipped on the disk, where it is read at the start', () => {
  it.each<[string, PageKind, number]>([
    ['the outbox', { name: 'outbox', type: 'leaf' }, 3000],
    ['the audit', { name: 'audit', type: 'leaf' }, 3500],
    ['the notices', { name: 'notice', type: 'leaf' }, 200],
    ['an inner page of the content', { name: 'notice_content', type: 'internal' }, 10],
    ['an overflow page', { name: 'setting', type: 'overflow' }, 1000],
    ['an index', { name: 'outbox_id', type: 'leaf' }, 3900],
    ['the full text', { name: 'notice_text_data', type: 'leaf' }, 2000],
    ['the schema', { name: 'sqlite_schema', type: 'leaf' }, 4000],
    ['the settings of the file', { name: 'meta', type: 'leaf' }, 3990],
    ['the place in the stream', { name: 'sync_cursor', type: 'leaf' }, 1],
    ['the seal of a page', { name: 'enterprise', type: 'leaf' }, 4090],
  ])('%s: words, then everything back', async (_what, kind, at) => {
    const { directory, paths } = copyOf(crashed, 'flipped');
    intoTheFile(paths);
    flip(paths.database, (pageOf(paths, kind) - 1) * 4096 + at);
    const { pc: running, entered } = await start(directory);
    await restoreAndGoOn(running, await expectWords(running, entered));
  });
});

describe('a file that is not what it was', () => {
  it.each<[string, (paths: DepartmentPaths) => void]>([
    ['zero length, its log still beside it', ({ database }) => truncateSync(database, 0)],
    ['cut in half, its log still beside it', ({ database }) => truncateSync(database, statSync(database).size >> 1)],
    [
      'cut in half, nothing beside it',
      (paths) => {
        intoTheFile(paths);
        truncateSync(paths.database, Math.floor(statSync(paths.database).size / 2) + 77);
      },
    ],
    ['gone, its log still beside it', ({ database }) => rmSync(database)],
    [
      'another department’s, with another key',
      ({ database }) => {
        for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
        openDatabase({ file: database, key: new Uint8Array(32).fill(9), migrationsDirectory }).close();
      },
    ],
    [
      'a picture',
      ({ database }) => {
        for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
        writeFileSync(database, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(50_000, 7)]));
      },
    ],
    [
      'beside it the log of another database',
      ({ database }) => {
        const other = `${database}.other`;
        const connection = openDatabase({ file: other, key: new Uint8Array(32).fill(9), migrationsDirectory });
        copyFileSync(`${other}-wal`, `${database}-wal`);
        connection.close();
        rmSync(other);
      },
    ],
  ])('%s: words, then everything back', async (_what, damage) => {
    const { directory, paths } = copyOf(crashed, 'foreign');
    damage(paths);
    const { pc: running, entered } = await start(directory);
    await restoreAndGoOn(running, await expectWords(running, entered));
  });

  it('the newest backup is damaged as well: it is refused, and the one before it serves', async () => {
    const { directory, paths } = copyOf(crashed, 'both');
    truncateSync(paths.database, 5000);
    const newest = readdirSync(paths.backups)
      .filter((name) => /^\d{4}-/.test(name))
      .sort()
      .at(-1)!;
    flip(join(paths.backups, newest, 'client.db'), 4096 * 6 + 50);
    const { pc: running, entered } = await start(directory);
    const offered = await expectWords(running, entered);
    expect(offered).toHaveLength(2);
    expect(offered[0]).toContain(newest);
    await restoreAndGoOn(running, offered);
  });
});

describe('the write-ahead log', () => {
  it.each<[string, (paths: DepartmentPaths) => void]>([
    ['lost', ({ database }) => ['-wal', '-shm'].forEach((end) => rmSync(database + end, { force: true }))],
    ['emptied', ({ database }) => truncateSync(`${database}-wal`, 0)],
    ['damaged at its beginning', ({ database }) => flip(`${database}-wal`, 60)],
    ['damaged in its middle', ({ database }) => flip(`${database}-wal`, liveLogBytes(database) >> 1)],
    ['cut off', ({ database }) => truncateSync(`${database}-wal`, Math.floor((liveLogBytes(database) * 2) / 3))],
  ])('%s: words, then everything back', async (_what, damage) => {
    const { directory, paths } = copyOf(crashed, 'log');
    expect(existsSync(`${paths.database}-wal`)).toBe(true);
    damage(paths);
    const { pc: running, entered } = await start(directory);
    if (!entered.ok) return restoreAndGoOn(running, await expectWords(running, entered));
    // Opened, because the end of the log is all that is missing: what was lost is known from the journal, and is told.
    const { database } = running.core.session.current()!.workspace;
    expect(Number(readMeta(database, 'deviceEpoch'))).toBeGreaterThan(1);
    expect(database.prepare("SELECT count(*) FROM audit WHERE action = 'outbox.takenIn'").pluck().get()).toBe(1);
    await expectEverythingBack(running);
  });

  it('its shared memory is rubbish: made anew', async () => {
    const { directory, paths } = copyOf(crashed, 'shm');
    writeFileSync(`${paths.database}-shm`, Buffer.alloc(32_768, 0x5a));
    const { pc: running, entered } = await start(directory);
    expect(entered).toMatchObject({ ok: true });
    await expectEverythingBack(running);
  });
});

it('a damaged journal beside a sound database costs nothing', async () => {
  const { directory, paths } = copyOf(crashed, 'journal');
  for (const name of readdirSync(paths.journal)) flip(join(paths.journal, name), 40, 3);
  const { pc: running, entered } = await start(directory);
  expect(entered).toMatchObject({ ok: true });
  expect(running.log.lines.some(({ level, event }) => level === 'warn' && event.includes('工作日志'))).toBe(true);
  await expectEverythingBack(running);
});
